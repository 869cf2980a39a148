import { type FeatureGates, GATE_STAGES, type Gate } from './shapes/feature-gates.ts';
import { comesBefore, repeated, type TableFault, type TableRule } from './table-rule.ts';

const FILE = 'feature-gates.yaml';

/** The rows of the gates: what comes first stands first, and a lock says what the stage says. */
export const lintGateTable: TableRule = ({ featureGates }) => [
  ...repeated(featureGates.gates, ({ name }) => name).map(({ item, index }) => ({
    file: FILE,
    field: ['gates', index, 'name'],
    what: `${item.name} has a row already; a gate has one`,
  })),
  ...featureGates.gates.flatMap((gate, index) =>
    faultsOf(gate, featureGates).map(
      ([field, what]): TableFault => ({ file: FILE, field: ['gates', index, ...field], what }),
    ),
  ),
];

type Found = readonly (readonly [readonly (string | number)[], string])[];

function faultsOf(gate: Gate, table: FeatureGates): Found {
  return [...registryFault(gate, table), ...lifeFaults(gate), ...stageFaults(gate), ...lockFaults(gate)];
}

function registryFault({ registry }: Gate, { registries }: FeatureGates): Found {
  return Object.hasOwn(registries, registry)
    ? []
    : [[['registry'], `there is no registry ${registry}; there are ${Object.keys(registries).join(', ')}`]];
}

function lifeFaults({ since, removed, read }: Gate): Found {
  return [
    ...(since !== undefined && removed !== undefined && !comesBefore(since, removed)
      ? ([[['removed'], `must come after ${since}, which brought the gate`]] as const)
      : []),
    ...(removed !== undefined && !comesBefore(read, removed) && read !== removed
      ? ([[['read'], `must come before ${removed}, which removed the gate`]] as const)
      : []),
    ...(since !== undefined && comesBefore(read, since)
      ? ([[['read'], `must not come before ${since}, which brought the gate`]] as const)
      : []),
  ];
}

function stageFaults({ stages = [], since, removed }: Gate): Found {
  const first = stages[0];
  return [
    ...(since !== undefined && first !== undefined && first.at !== since
      ? ([[['stages', 0], `must be ${since}, which brought the gate`]] as const)
      : []),
    ...stages.flatMap((stage, index): Found => {
      const before = stages[index - 1];
      if (removed !== undefined && !comesBefore(stage.at, removed))
        return [[['stages', index], `must come before ${removed}, which removed the gate`]];
      if (before === undefined) return [];
      if (!comesBefore(before.at, stage.at))
        return [[['stages', index], `must come after ${before.at}, the stage before it`]];
      if (GATE_STAGES.indexOf(stage.stage) < GATE_STAGES.indexOf(before.stage))
        return [
          [
            ['stages', index],
            `${stage.stage} cannot follow ${before.stage}; the order is ${GATE_STAGES.join(', ')}`,
          ],
        ];
      return stage.stage === before.stage && stage.on === before.on
        ? [[['stages', index], 'changes nothing; take it out']]
        : [];
    }),
  ];
}

function lockFaults({ locked, stages = [], since, removed }: Gate): Found {
  if (locked === undefined) return [];
  const { at, to } = locked;
  const stage = stages.findLast((one) => !comesBefore(at, one.at));
  return [
    ...(removed !== undefined && !comesBefore(at, removed)
      ? ([[['locked', 'at'], `must come before ${removed}, which removed the gate`]] as const)
      : []),
    ...(since !== undefined && comesBefore(at, since)
      ? ([[['locked', 'at'], `must not come before ${since}, which brought the gate`]] as const)
      : []),
    ...(stage !== undefined && stage.stage !== 'GA' && stage.stage !== 'deprecated'
      ? ([
          [['locked', 'at'], `the gate is ${stage.stage} in ${at}; only GA and deprecated ones are locked`],
        ] as const)
      : []),
    ...(stage !== undefined && stage.on !== to
      ? ([[['locked', 'to'], `must be ${stage.on}, the default in ${at}`]] as const)
      : []),
  ];
}
