import type { FeatureGates, Gate } from './shapes/feature-gates.ts';
import { comesBefore, type TableFault, type TableRule } from './table-rule.ts';

const FILE = 'feature-gates.yaml';

/** What gates need exists for as long as they need it, in every component that knows them, and is on where they are by default. */
export const lintGateNeeds: TableRule = ({ featureGates, releases }) =>
  featureGates.gates.flatMap((gate, index) =>
    (gate.needs ?? []).flatMap((need, position) => {
      const other = featureGates.gates.find(({ name }) => name === need.gate);
      return faultsOf(
        gate,
        need,
        other,
        featureGates,
        releases.map(({ minor }) => minor),
      ).map(
        ([field, what]): TableFault => ({
          file: FILE,
          field: ['gates', index, 'needs', position, field],
          what,
        }),
      );
    }),
  );

type Need = NonNullable<Gate['needs']>[number];

function faultsOf(
  gate: Gate,
  { gate: name, from, until }: Need,
  other: Gate | undefined,
  table: FeatureGates,
  releases: readonly string[],
): readonly (readonly [string, string])[] {
  if (other === undefined) return [['gate', `there is no gate ${name} in the table`]];
  if (other === gate) return [['gate', 'a gate cannot need itself']];
  if (until !== undefined && !comesBefore(from, until)) return [['until', `must come after ${from}`]];
  const during = releases.filter(
    (release) =>
      !comesBefore(release, from) &&
      (until === undefined || comesBefore(release, until)) &&
      (gate.removed === undefined || comesBefore(release, gate.removed)),
  );
  const missing = during.find((release) => !isKnown(other, release));
  if (missing !== undefined)
    return [
      [
        until === undefined ? 'from' : 'until',
        `${missing} does not know ${name}; say until when it is needed`,
      ],
    ];
  if (!isKnown(gate, from)) return [['from', `${from} does not know ${gate.name}`]];
  const blind = componentsOf(gate, table).find((one) => !componentsOf(other, table).includes(one));
  if (blind !== undefined) return [['gate', `${blind} knows ${gate.name}, and not ${name}`]];
  const broken = during.find((release) => isOn(gate, release) && !isOn(other, release));
  return broken === undefined
    ? []
    : [['gate', `${broken} has ${gate.name} on and ${name} off by default, which it would refuse itself`]];
}

function isKnown({ since, removed, stages }: Gate, release: string): boolean {
  return (
    stages !== undefined &&
    (since === undefined || !comesBefore(release, since)) &&
    (removed === undefined || comesBefore(release, removed))
  );
}

function isOn({ stages = [] }: Gate, release: string): boolean {
  return stages.findLast(({ at }) => !comesBefore(release, at))?.on === true;
}

function componentsOf({ registry }: Gate, { registries }: FeatureGates): readonly string[] {
  return registries[registry]?.components ?? [];
}
