import type { Finding } from '../assessment/finding.ts';
import type { GateSetting } from '../components/component.ts';
import type { ComponentSettings } from '../components/settings.ts';
import type { FeatureGates, Gate } from '../knowledge/shapes/feature-gates.ts';
import type { Hop, Path } from '../upgrade/path.ts';
import { minorOf } from '../upgrade/version.ts';
import { firstHopAt, isBefore } from './crossing.ts';
import { type Description, findingOf } from './description.ts';
import { describeLockedGate, describeRemovedGate, type GateOwner } from './gate-descriptions.ts';
import { componentsOf, placesOf, settingEvidence, writtenAnew } from './seen-settings.ts';
import { unknownName } from './unknown-name.ts';

/** Finds gates that a hop's components do not know any more, or do not accept with the value they have. */
export function gateFindings(
  table: FeatureGates,
  settings: ComponentSettings,
  path: Path,
  distribution: string,
): readonly Finding[] {
  const names = [...new Set(settings.gates.map(({ name }) => name))].sort();
  return names.flatMap((name) => {
    if (table.special.includes(name)) return [];
    const set = settings.gates.filter((gate) => gate.name === name);
    const row = table.gates.find((gate) => gate.name === name);
    const first = path.hops[0];
    if (first === undefined) return [];
    if (row === undefined)
      return [unknownGate(name, set, first, 'no release that this knowledge covers has it')];
    const knowing = table.registries[row.registry]?.components ?? [];
    const own = set.filter(({ component }) => knowing.includes(component));
    const foreign = set.filter(({ component }) => !knowing.includes(component));
    return [
      ...removal(row, table, own, settings, path, distribution),
      ...lock(row, table, own, settings, path, distribution),
      ...novelty(row, own, first),
      ...(foreign.length === 0
        ? []
        : [unknownGate(name, foreign, first, 'it is a gate of other components')]),
    ];
  });
}

function removal(
  row: Gate,
  table: FeatureGates,
  set: readonly GateSetting[],
  settings: ComponentSettings,
  path: Path,
  distribution: string,
): readonly Finding[] {
  const hop = row.removed === undefined ? undefined : firstHopAt(path, row.removed);
  return hop === undefined || set.length === 0
    ? []
    : told(describeRemovedGate(row, table, ownerOf(set, distribution)), set, settings, hop);
}

function lock(
  row: Gate,
  table: FeatureGates,
  set: readonly GateSetting[],
  settings: ComponentSettings,
  path: Path,
  distribution: string,
): readonly Finding[] {
  const { locked, removed } = row;
  if (locked === undefined) return [];
  const hop = firstHopAt(path, locked.at);
  const isGone = hop !== undefined && removed !== undefined && !isBefore(minorOf(hop.to), removed);
  const refused = set.filter(({ value }) => value !== undefined && value !== locked.to);
  return hop === undefined || isGone || refused.length === 0
    ? []
    : told(describeLockedGate(row, table, ownerOf(refused, distribution)), refused, settings, hop);
}

/** Fixes bring gates into older releases at times, so a gate that comes later is not surely unknown. */
function novelty({ name, since }: Gate, set: readonly GateSetting[], hop: Hop): readonly Finding[] {
  return since === undefined || set.length === 0 || !isBefore(minorOf(hop.to), since)
    ? []
    : [unknownGate(name, set, hop, `it came with ${since}`)];
}

function told(
  description: Description | undefined,
  set: readonly GateSetting[],
  settings: ComponentSettings,
  hop: Hop,
): readonly Finding[] {
  if (description === undefined) return [];
  return [
    findingOf(description, {
      hop,
      evidence: set.map((gate) => settingEvidence(gate, gate.text)),
      where: `${placesOf(set)} ${set.length > 1 ? 'set' : 'sets'} ${set[0]?.name}=${set[0]?.text}.`,
      because: writtenAnew(set, settings),
    }),
  ];
}

function unknownGate(name: string, set: readonly GateSetting[], hop: Hop, why: string): Finding {
  return unknownName('feature-gate', `the gate ${name}`, name, set, set[0]?.text ?? '', hop, why);
}

function ownerOf(set: readonly GateSetting[], distribution: string): GateOwner {
  return { components: componentsOf(set), distribution };
}
