import { shellQuote } from '../../assessment/fill.ts';
import type { Step } from '../../assessment/finding.ts';
import type { Hop } from '../../upgrade/path.ts';
import { compareMinors, formatVersion, type Minor, minorOf } from '../../upgrade/version.ts';
import { type InstallerPlan, type PlannedCluster, silentMeanwhile } from '../planning.ts';

/** Talos: `talosctl upgrade-k8s`, which goes through all nodes itself (Talos 1.8 to 1.14, `pkg/cluster/kubernetes/upgrade.go`). */
export const TALOS_PLAN: InstallerPlan = {
  backup: ({ controlPlane }, target) => ({
    title: 'Save etcd, and the machine configuration of every node',
    run: [
      `talosctl -n ${controlPlane[0] === undefined ? '<control-plane-node>' : shellQuote(controlPlane[0])} etcd snapshot before-${target}.db`,
      "talosctl -n <node> get mc v1alpha1 -o jsonpath='{.spec}' > <node>.yaml   # holds the secrets of the cluster",
    ].join('\n'),
    note: 'talosctl takes addresses, or names that its endpoint can resolve.',
  }),
  prepare: () => [
    {
      title: 'Pause whatever applies machine configurations by itself (GitOps, Omni, a pipeline)',
      note: 'An edit of image tags skips every check of talosctl, and takes all control planes at the same moment. Write the new tags into the repository when the upgrade is through.',
    },
  ],
  hop: (hop, cluster) => [...systemFirst(hop, cluster), dryRun(hop), upgrade(hop, cluster)],
};

/** Where the release of today is not made for the minor, Talos itself goes first. */
function systemFirst(hop: Hop, { release, talosReleases }: PlannedCluster): readonly Step[] {
  if (release === undefined) return [];
  const own = talosReleases.find(({ from }) => from === release.split('.').slice(0, 2).join('.'));
  const target = minorOf(hop.to);
  if (own?.max === undefined || compareMinors(target, own.max as Minor) <= 0) return [];
  const wanted = talosReleases.find(
    ({ max }) => max !== undefined && compareMinors(target, max as Minor) <= 0,
  );
  return [
    {
      title: `Upgrade Talos itself first: ${release} goes up to Kubernetes ${own.max}${wanted === undefined ? '' : `, ${wanted.from} takes ${target}`}`,
      run: 'talosctl -n <node> upgrade --image ghcr.io/siderolabs/installer:v<release>',
      verify: 'kubectl get nodes -o wide; talosctl -n <control-plane-node> etcd members',
      note: 'One Talos minor at a time, one node after the other, control planes first. This drains and restarts the node. Use the installer image of your own schematic where you have one, or its extensions are gone.',
    },
  ];
}

/** talosctl of Talos 1.8 knows the step to 1.31, 1.9 that to 1.32, and so on (go-kubernetes `upgrade/path.go`). */
function talosctlFor(hop: Hop): string {
  return `1.${hop.to.minor - 23}`;
}

function dryRun(hop: Hop): Step {
  return {
    title: `Let talosctl look: ${minorOf(hop.from)} to ${minorOf(hop.to)}`,
    run: `talosctl -n <control-plane-node> upgrade-k8s --to ${formatVersion(hop.to)} --dry-run`,
    note: `talosctl ${talosctlFor(hop)} or newer knows this step. It looks for removed flags, gates and APIs, not for webhooks; the manifests at its end go through them as dry runs.`,
  };
}

function upgrade(hop: Hop, cluster: PlannedCluster): Step {
  const alone = [...cluster.controlPlane, ...cluster.workers]
    .map((node) => silentMeanwhile(node, cluster))
    .filter((text) => text !== '');
  return {
    title: `Upgrade to ${formatVersion(hop.to)}`,
    run: `talosctl -n <control-plane-node> upgrade-k8s --to ${formatVersion(hop.to)}`,
    verify: `talosctl -n <control-plane-node> get staticpods; kubectl get --raw '/readyz?verbose'`,
    note: [
      'kube-apiserver on each control plane, then the other components, then kubelets; nodes are not drained. It takes a running process for a working one: watch for five minutes that kube-apiserver does not restart. Interrupted, it can be run again.',
      ...alone,
    ].join(' '),
  };
}
