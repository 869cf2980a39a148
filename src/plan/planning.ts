import type { Step } from '../assessment/finding.ts';
import type { DistributionName } from '../distributions/recognise.ts';
import type { Addon } from '../knowledge/shapes/addon.ts';
import type { Hop } from '../upgrade/path.ts';

/** What a plan is made for. */
export interface PlannedCluster {
  readonly distribution: DistributionName | 'unknown';
  /** The distribution's own release, `1.11.5`; the lowest of all nodes. */
  readonly release?: string | undefined;
  /** Names of nodes; empty where they are not visible. */
  readonly controlPlane: readonly string[];
  readonly workers: readonly string[];
  /** Which Talos releases go with which minors. */
  readonly talosReleases: Addon['versions'];
  /** Webhooks whose whole backend runs on one node, by that node. */
  readonly aloneOn: ReadonlyMap<string, readonly string[]>;
}

/** How one installer goes about an upgrade. */
export interface InstallerPlan {
  /** How the state of the cluster is saved; absent where somebody else does it. */
  readonly backup?: (cluster: PlannedCluster, target: string) => Step;
  /** What has to be done once before the first hop. */
  readonly prepare?: (cluster: PlannedCluster, hops: readonly Hop[]) => readonly Step[];
  readonly hop: (hop: Hop, cluster: PlannedCluster) => readonly Step[];
}

/** What goes silent while a node is away, as a sentence; empty where nothing does. */
export function silentMeanwhile(node: string, { aloneOn }: PlannedCluster): string {
  const webhooks = aloneOn.get(node) ?? [];
  return webhooks.length === 0
    ? ''
    : `While ${node} is away, nothing answers for ${webhooks.slice(0, 5).join(', ')}${webhooks.length > 5 ? ` and ${webhooks.length - 5} more webhooks` : ''}.`;
}

/** The first few names and how many there are beside. */
export function someNodes(names: readonly string[]): string {
  return names.length <= 5
    ? names.join(', ')
    : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
}
