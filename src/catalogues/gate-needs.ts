import type { FeatureGates, Gate } from '../knowledge/shapes/feature-gates.ts';
import type { Minor } from '../upgrade/version.ts';
import { isBefore } from './crossing.ts';
import type { Description } from './description.ts';
import { anyOwner, fateOf, type GateOwner, gateSources } from './gate-descriptions.ts';
import { listed } from './listing.ts';
import { removalSteps, revivalSteps } from './setting-steps.ts';

/** A gate that needs another one. */
export interface Need {
  readonly gate: Gate;
  readonly from: string;
  readonly until?: string | undefined;
}

const needsOf = new WeakMap<FeatureGates, ReadonlyMap<string, readonly Need[]>>();

/** The gates that need this one, in the order of the table. */
export function needsFor(name: string, table: FeatureGates): readonly Need[] {
  const needs = needsOf.get(table) ?? gatherNeeds(table);
  needsOf.set(table, needs);
  return needs.get(name) ?? [];
}

function gatherNeeds({ gates }: FeatureGates): ReadonlyMap<string, readonly Need[]> {
  const needs = new Map<string, Need[]>();
  for (const gate of gates) {
    for (const { gate: name, from, until } of gate.needs ?? []) {
      needs.set(name, [...(needs.get(name) ?? []), { gate, from, until }]);
    }
  }
  return needs;
}

/** Whether a release refuses the one without the other. */
export function isNeededAt({ from, until }: Pick<Need, 'from' | 'until'>, release: string): boolean {
  return !isBefore(release, from) && (until === undefined || isBefore(release, until));
}

/**
 * Describes a gate that others need; undefined where none does. A component holds its gates against each other while it reads its
 * options and exits over the first that is on without what it needs (component-base, featuregate/feature_gate.go, 1.35 and 1.36).
 */
export function describeNeededGate(
  gate: Gate,
  table: FeatureGates,
  owner: GateOwner = anyOwner(gate, table),
  // Which settings have to go only a cluster shows.
  culprits: readonly string[] = [],
): Description | undefined {
  const needs = needsFor(gate.name, table);
  const first = needs.map(({ from }) => from).reduce<string | undefined>(earlier, undefined);
  if (first === undefined) return undefined;
  const { name } = gate;
  const settings = owner.components.flatMap((component) =>
    culprits.map((word) => ({ component, what: `the gate ${word}`, word })),
  );
  return {
    id: `feature-gate-needed/${name}`,
    title: `${listed(owner.components)} ${owner.components.length > 1 ? 'refuse' : 'refuses'} gates that are on while ${name}, which they need, is off`,
    component: listed(owner.components),
    category: 'feature-gate',
    severity: 'blocker',
    confidence: 'confirmed',
    detectable: true,
    minor: first as Minor,
    message: `A gate that is on without one that it needs is an error: ${fateOf(owner)}.`,
    explain: [
      `Gates declare since 1.35 which others they need. A component looks at all of them, those that nobody set as well: a gate may be on by default, or because AllAlpha or AllBeta is set, and the one that it needs may have been switched off long ago. Before 1.35 nothing compared them.`,
      `These need ${name}: ${listed(needs.map(needText))}.`,
    ].join('\n\n'),
    remediate: [
      ...settings.flatMap((setting) => removalSteps(setting, owner.distribution)),
      {
        title: `${settings.length === 0 ? 'Set' : 'Or set'} ${name} to true, or the gates that need it to false, in the same places`,
        note: 'Gates stand in --feature-gates of each component, or under featureGates of its configuration; each place counts by itself.',
      },
    ],
    rescue: [
      {
        title: 'Read in the log of the component that does not start which gate is on and which one it needs',
        ...readLog(owner.distribution),
        note: 'A kubelet says it in journalctl -u kubelet.',
      },
      ...settings.flatMap((setting) => revivalSteps(setting, owner.distribution)),
    ],
    sources: [
      ...needs
        .flatMap((need) => gateSources(need.gate, table))
        .filter(({ url }, index, all) => all.findIndex((other) => other.url === url) === index),
      { type: 'pull', url: 'https://github.com/kubernetes/kubernetes/pull/133697' },
    ],
  };
}

function needText({ gate, from, until }: Need): string {
  const on = (gate.stages ?? []).find((stage) => stage.on)?.at;
  const byDefault = on === undefined ? 'off by default' : `on by default from ${on} on`;
  return `${gate.name} (from ${from} on${until === undefined ? '' : `, before ${until}`}; ${byDefault})`;
}

function earlier(a: string | undefined, b: string): string {
  return a === undefined || isBefore(b, a) ? b : a;
}

/** Where kube-apiserver runs in a container that its node shows; others have its log in that of their own process, or keep it. */
function readLog(distribution: string): { readonly run?: string } {
  if (distribution === 'talos')
    return {
      run: 'talosctl -n <control-plane-node> containers -k   # then: logs -k <the name of kube-apiserver>',
    };
  return ['kubeadm', 'kind', 'kops', 'rke2', 'unknown'].includes(distribution)
    ? { run: 'crictl logs $(crictl ps -a --name kube-apiserver -q | head -1) 2>&1 | tail -n 5' }
    : {};
}
