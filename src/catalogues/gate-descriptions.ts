import type { Source } from '../assessment/finding.ts';
import type { FeatureGates, Gate } from '../knowledge/shapes/feature-gates.ts';
import type { Minor } from '../upgrade/version.ts';
import type { Description } from './description.ts';
import { listed } from './listing.ts';
import { removalSteps, revivalSteps } from './setting-steps.ts';

/** Whose gate it is in a cluster, and how the cluster was installed; without a cluster, everybody's. */
export interface GateOwner {
  readonly components: readonly string[];
  readonly distribution: string;
}

/** Describes a gate that a release does not know any more; undefined where all releases know it. */
export function describeRemovedGate(
  gate: Gate,
  table: FeatureGates,
  owner: GateOwner = anyOwner(gate, table),
): Description | undefined {
  const { name, removed, locked } = gate;
  if (removed === undefined) return undefined;
  const who = listed(owner.components);
  const verb = owner.components.length > 1 ? 'do' : 'does';
  return {
    ...common(gate, owner, table),
    id: `feature-gate-removed/${name}`,
    title: `${who} ${removed} ${verb} not know the gate ${name}`,
    minor: removed as Minor,
    message: `${removed} has no gate ${name} any more, and a gate that is not known is an error: ${fateOf(owner)}.`,
    explain: [
      owner.components.includes('kubeadm')
        ? 'kubeadm checks the gates of its stored ClusterConfiguration before each upgrade and refuses names that it does not know.'
        : 'Components check --feature-gates and the featureGates of their configuration while they start; a name that no registry of the binary defines ends the process, whatever its value.',
      locked === undefined
        ? `A gate goes when the feature behind it is there for good, or is given up. ${name} was never locked to one value: look up in the release notes of ${removed} which of the two it was.`
        : `From ${locked.at} on ${name} could only be ${locked.to}, so that taking it out of the settings before the upgrade changes nothing.`,
    ].join('\n\n'),
  };
}

/** Describes a gate that can be set to one value only from a release on; undefined where it never was. kubeadm has locks but does not enforce them. */
export function describeLockedGate(
  gate: Gate,
  table: FeatureGates,
  owner: GateOwner = anyOwner(gate, table),
): Description | undefined {
  const { name, locked } = gate;
  if (locked === undefined || gate.registry === 'kubeadm') return undefined;
  const verb = owner.components.length > 1 ? 'refuse' : 'refuses';
  return {
    ...common(gate, owner, table),
    id: `feature-gate-locked/${name}`,
    title: `${listed(owner.components)} ${locked.at} ${verb} ${name}=${!locked.to}`,
    minor: locked.at as Minor,
    message: `From ${locked.at} on the gate is locked to ${locked.to}, and setting it otherwise is an error: ${fateOf(owner)}.`,
    explain: `A feature that is there for good keeps its gate for some releases, locked to ${locked.to}. The same value is accepted, the other one ends the process while it reads its settings. What ${name}=${!locked.to} kept away comes with ${locked.at}: make sure that the cluster can live with it.`,
  };
}

function common(gate: Gate, owner: GateOwner, table: FeatureGates) {
  const steps = owner.components.map((component) => ({
    component,
    what: `the gate ${gate.name}`,
    word: gate.name,
  }));
  return {
    component: listed(owner.components),
    category: 'feature-gate',
    severity: 'blocker',
    confidence: 'confirmed',
    detectable: true,
    remediate: steps.flatMap((setting) => removalSteps(setting, owner.distribution)),
    rescue: steps.flatMap((setting) => revivalSteps(setting, owner.distribution)),
    sources: gateSources(gate, table),
  } as const;
}

/** Every component that knows a gate and whose settings are looked at. */
export function anyOwner(gate: Gate, table: FeatureGates): GateOwner {
  const components = (table.registries[gate.registry]?.components ?? []).filter(
    (one) => !UNSEEN.includes(one),
  );
  return { components, distribution: 'unknown' };
}

/** Whose settings are never looked at. */
const UNSEEN: readonly string[] = ['cloud-controller-manager'];

/** What becomes of components that do not accept their gates. */
export function fateOf({ components }: GateOwner): string {
  if (components.includes('kubeadm')) return 'kubeadm refuses to upgrade';
  const who = components.length > 1 ? 'the components exit' : `${components[0] ?? 'it'} exits`;
  return components.includes('kubelet')
    ? `${who} at once, and nodes do not come back`
    : `${who} at once, and again after each restart`;
}

/** Where a gate was read. */
export function gateSources({ registry, read, also }: Gate, table: FeatureGates): readonly Source[] {
  const file = table.registries[registry]?.file;
  const url = also === undefined ? undefined : table.sources[also];
  return [
    // Of the newest release only lists and notes could be read, and no file.
    ...(file === undefined || (url !== undefined && also?.endsWith(read) === true)
      ? []
      : [
          {
            type: 'source',
            url: `https://github.com/kubernetes/kubernetes/blob/v${read}.0/${file}`,
            note: `read at ${read}`,
          },
        ]),
    ...(url === undefined
      ? []
      : [
          {
            type: 'source',
            url,
            note: also?.startsWith('notes-')
              ? `release ${also.replace('-', ' of ')}`
              : `all gates at ${also}`,
          },
        ]),
  ];
}
