import type { Finding } from '../assessment/finding.ts';
import type { FlagSetting } from '../components/component.ts';
import type { ComponentSettings } from '../components/settings.ts';
import type { AdmissionPlugins } from '../knowledge/shapes/admission-plugins.ts';
import type { Path } from '../upgrade/path.ts';
import { minorOf } from '../upgrade/version.ts';
import { firstHopAt, isBefore } from './crossing.ts';
import { findingOf } from './description.ts';
import { describeRemovedPlugin } from './plugin-descriptions.ts';
import { placesOf, settingEvidence, writtenAnew } from './seen-settings.ts';
import { unknownName } from './unknown-name.ts';

/** Flags whose values are names of plugins; each may be repeated. */
const PLUGIN_FLAGS = ['enable-admission-plugins', 'disable-admission-plugins', 'admission-control'];

/** Finds admission plugins that are named on kube-apiserver's command line and that a hop's target does not have. */
export function pluginFindings(
  table: AdmissionPlugins,
  settings: ComponentSettings,
  path: Path,
  distribution: string,
): readonly Finding[] {
  const flags = settings.flags.filter(
    ({ component, name }) => component === 'kube-apiserver' && PLUGIN_FLAGS.includes(name),
  );
  const first = path.hops[0];
  if (first === undefined) return [];
  return [...new Set(flags.flatMap(pluginsOf))].sort().flatMap((name) => {
    const set = flags.filter((flag) => pluginsOf(flag).includes(name));
    const row = table.plugins.find((plugin) => plugin.name === name);
    if (row === undefined || (row.since !== undefined && isBefore(minorOf(first.to), row.since))) {
      const why =
        row === undefined ? 'no release that this knowledge covers has it' : `it came with ${row.since}`;
      return [unknownName('admission-plugin', `the admission plugin ${name}`, name, set, name, first, why)];
    }
    const description = describeRemovedPlugin(row, table, distribution);
    const hop = row.removed === undefined ? undefined : firstHopAt(path, row.removed);
    if (description === undefined || hop === undefined) return [];
    return [
      findingOf(description, {
        hop,
        evidence: set.map((flag) => settingEvidence(flag, flag.value)),
        where: `${placesOf(set)} ${set.length > 1 ? 'name' : 'names'} the admission plugin ${name}.`,
        because: writtenAnew(set, settings),
      }),
    ];
  });
}

function pluginsOf({ value }: FlagSetting): readonly string[] {
  return value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
