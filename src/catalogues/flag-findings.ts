import type { Finding } from '../assessment/finding.ts';
import type { ComponentSettings } from '../components/settings.ts';
import type { Flags } from '../knowledge/shapes/flags.ts';
import type { Path } from '../upgrade/path.ts';
import { firstHopAt } from './crossing.ts';
import { findingOf } from './description.ts';
import { describeRemovedFlag } from './flag-descriptions.ts';
import { placesOf, settingEvidence, writtenAnew } from './seen-settings.ts';

/** Finds flags that a hop's components do not accept any more. */
export function flagFindings(
  table: Flags,
  settings: ComponentSettings,
  path: Path,
  distribution: string,
): readonly Finding[] {
  return table.flags.flatMap((row) => {
    const set = settings.flags.filter(
      ({ component, name }) => component === row.component && name === row.flag,
    );
    const hop = firstHopAt(path, row.removed);
    if (set.length === 0 || hop === undefined) return [];
    return [
      findingOf(describeRemovedFlag(row, table, distribution), {
        hop,
        evidence: set.map((flag) => settingEvidence(flag, flag.value)),
        where: `${placesOf(set)} ${set.length > 1 ? 'start' : 'starts'} ${row.component} with --${row.flag}.`,
        because: writtenAnew(set, settings),
      }),
    ];
  });
}
