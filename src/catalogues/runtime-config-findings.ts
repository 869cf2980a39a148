import type { Finding } from '../assessment/finding.ts';
import type { FlagSetting } from '../components/component.ts';
import type { ComponentSettings } from '../components/settings.ts';
import type { Apis, UnregisteredVersion } from '../knowledge/shapes/apis.ts';
import type { Path } from '../upgrade/path.ts';
import type { Minor } from '../upgrade/version.ts';
import { firstHopAt } from './crossing.ts';
import { type Description, findingOf } from './description.ts';
import { entriesOf, isRuntimeConfig } from './runtime-config.ts';
import { placesOf, settingEvidence, writtenAnew } from './seen-settings.ts';
import { removalSteps, revivalSteps } from './setting-steps.ts';

const COMPONENT = 'kube-apiserver';

/** Describes an API version whose types left the binary, so that --runtime-config may not name it. */
export function describeUnregistered(
  { group, version, removed, source }: UnregisteredVersion,
  table: Apis,
  distribution = 'unknown',
): Description {
  const name = `${group}/${version}`;
  const setting = { component: COMPONENT, what: `${name} in --runtime-config`, word: name };
  const url = table.sources[source];
  return {
    id: `runtime-config-removed/${name}`,
    title: `${COMPONENT} ${removed} does not know ${name} in --runtime-config`,
    component: COMPONENT,
    category: 'flag-removal',
    severity: 'blocker',
    confidence: 'confirmed',
    detectable: true,
    minor: removed as Minor,
    message: `The types of ${name} left the binary with ${removed}, and an entry that names them is an error: ${COMPONENT} exits at once, and again after each restart.`,
    explain: `An API version that is only switched off may be named in --runtime-config as long as its types are compiled in. Once they are gone, the entry has no group and version to refer to, and the server ends while it reads its options, be the entry true or false. Objects that are still stored as ${name} cannot be read any more either: write them anew in a version that is served before the upgrade.`,
    remediate: removalSteps(setting, distribution),
    rescue: revivalSteps(setting, distribution),
    sources: url === undefined ? [] : [{ type: 'source', url }],
  };
}

/** Finds entries of --runtime-config that end a hop's kube-apiserver. */
export function runtimeConfigFindings(
  table: Apis,
  settings: ComponentSettings,
  path: Path,
  distribution: string,
): readonly Finding[] {
  const flags = settings.flags.filter(isRuntimeConfig);
  return table.unregistered.flatMap((row) => {
    const set = flags.filter((flag) => namesVersion(flag, `${row.group}/${row.version}`));
    const hop = firstHopAt(path, row.removed);
    if (set.length === 0 || hop === undefined) return [];
    return [
      findingOf(describeUnregistered(row, table, distribution), {
        hop,
        evidence: set.map((flag) => settingEvidence(flag, flag.value)),
        where: `${placesOf(set)} ${set.length > 1 ? 'name' : 'names'} ${row.group}/${row.version}.`,
        because: writtenAnew(set, settings),
      }),
    ];
  });
}

/** `group/version=true`, `group/version/resource=true`, or without a value. */
function namesVersion(flag: FlagSetting, name: string): boolean {
  return entriesOf(flag).some((entry) => entry.name === name || entry.name.startsWith(`${name}/`));
}
