import { comesBefore, type TableRule, type Tables } from './table-rule.ts';

const SERVER = 'kube-apiserver';

/** Gates of API versions and of admission plugins are gates of kube-apiserver, and as old as what they guard. */
export const lintServingGates: TableRule = (knowledge) => [
  ...knowledge.apis.apis.flatMap(({ gate, removed }, index) =>
    gate === undefined
      ? []
      : wrong(gate, before(removed), knowledge).map((what) => ({
          file: 'apis.yaml',
          field: ['apis', index, 'gate'],
          what,
        })),
  ),
  ...knowledge.admissionPlugins.plugins.flatMap(({ gate, since }, index) =>
    gate === undefined
      ? []
      : wrong(gate, since, knowledge).map((what) => ({
          file: 'admission-plugins.yaml',
          field: ['plugins', index, 'gate'],
          what,
        })),
  ),
];

function wrong(name: string, release: string | undefined, { featureGates }: Tables): readonly string[] {
  const gate = featureGates.gates.find((one) => one.name === name);
  if (gate === undefined) return [`there is no gate ${name} in feature-gates.yaml`];
  if (featureGates.registries[gate.registry]?.components.includes(SERVER) !== true)
    return [`${name} is no gate of ${SERVER}`];
  const { since, removed } = gate;
  if (release === undefined) return [];
  if (since !== undefined && comesBefore(release, since))
    return [`${release} has no gate ${name}; it came with ${since}`];
  return removed !== undefined && !comesBefore(release, removed)
    ? [`${release} has no gate ${name} any more; it went with ${removed}`]
    : [];
}

function before(minor: string): string {
  return `1.${Number(minor.slice(2)) - 1}`;
}
