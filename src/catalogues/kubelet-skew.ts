import type { Finding } from '../assessment/finding.ts';
import type { Evidence } from '../detectors/detector.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import { type KubeObject, refOf } from '../facts/kube-object.ts';
import { hopName } from '../upgrade/hop-name.ts';
import type { Hop, Path } from '../upgrade/path.ts';
import { formatVersion, minorOf, parseVersion, type Version } from '../upgrade/version.ts';
import { someOf } from './listing.ts';
import { skewFinding } from './skew-finding.ts';
import { minorsBehind, mostBehind } from './skew-policy.ts';

interface Kubelet {
  readonly node: KubeObject;
  readonly version: Version;
}

/** Holds every node's kubelet against the control plane of each hop. */
export function kubeletSkew(facts: FactReader, path: Path): readonly Finding[] {
  const nodes = facts.objects('nodes');
  const first = path.hops[0];
  if (first === undefined) return [];
  if (nodes.state === 'unknown') return [untold(path, [nodes.because])];
  const read = nodes.value.map((node) => ({ node, version: kubeletVersion(node) }));
  const kubelets = read.flatMap(({ node, version }) => (version === undefined ? [] : [{ node, version }]));
  const silent = read.filter(({ version }) => version === undefined).map(({ node }) => node.metadata.name);
  const because = [
    ...(nodes.state === 'partial' ? [nodes.because] : []),
    ...(silent.length === 0 ? [] : [`${someOf(silent)} does not tell its kubelet's version`]),
    ...(nodes.state === 'known' && nodes.value.length === 0 ? ['no node is there'] : []),
  ];
  return [
    ...path.hops.flatMap((hop) => tooOld(kubelets, hop, path)),
    ...tooNew(kubelets, first),
    ...(because.length === 0 ? [] : [untold(path, because)]),
  ];
}

/**
 * The plan takes every node along at each hop, so a kubelet as new as the control plane follows it. One that lags behind today was left
 * there, and nothing says that it will move: it counts as it is.
 */
function tooOld(kubelets: readonly Kubelet[], hop: Hop, path: Path): readonly Finding[] {
  const late = kubelets.filter(
    ({ version }) =>
      minorsBehind(version, path.from) > 0 && minorsBehind(version, hop.to) > mostBehind(hop.to),
  );
  if (late.length === 0) return [];
  const target = minorOf(hop.to);
  const oldest = `${hop.to.major}.${hop.to.minor - mostBehind(hop.to)}`;
  const one = late[0];
  return [
    skewFinding({
      id: 'kubelet-too-old',
      severity: 'blocker',
      component: 'kubelet',
      hop,
      title:
        late.length === 1 && one !== undefined
          ? `The kubelet of node ${one.node.metadata.name}, ${formatVersion(one.version)}, is too old for ${target}`
          : `${late.length} kubelets are too old for ${target}`,
      message: `${someOf(late.map(({ node, version }) => `Node ${node.metadata.name} (${formatVersion(version)})`))} ${late.length > 1 ? 'run kubelets' : 'runs a kubelet'} older than ${oldest}, the oldest that works with a kube-apiserver of ${target}.`,
      evidence: late.map(evidenceOf),
      explain: `A kubelet may be at most ${mostBehind(hop.to)} minors older than kube-apiserver. kubeadm looks at all nodes before an upgrade and refuses to begin; other installers go on, and then nobody has tested what such a kubelet reads and writes: it may lose its watches, its leases or its pods' status, and its node with them. Therefore it stands against the upgrade, whatever the installer is.`,
      remediate: [
        {
          title: `Bring these nodes to the version the control plane has now, one after the other`,
          run: 'kubectl drain {{name}} --ignore-daemonsets --delete-emptydir-data',
          verify: 'kubectl get node {{name}}',
          note: 'What pods keep in emptyDir volumes is lost. Then upgrade the kubelet, restart it, and kubectl uncordon the node. A node that is not needed any more can be deleted.',
        },
      ],
      rescue: [
        {
          title:
            'Upgrade the kubelets of these nodes: a new kubelet takes up its node again; nothing of the control plane has to go back',
        },
      ],
    }),
  ];
}

/** It is so already today, and ends with the upgrade to its version. */
function tooNew(kubelets: readonly Kubelet[], hop: Hop): readonly Finding[] {
  const ahead = kubelets.filter(({ version }) => minorsBehind(version, hop.to) < 0);
  if (ahead.length === 0) return [];
  return [
    skewFinding({
      id: 'kubelet-too-new',
      severity: 'disruptive',
      component: 'kubelet',
      hop,
      title: `${ahead.length === 1 ? 'A kubelet is' : `${ahead.length} kubelets are`} newer than ${minorOf(hop.to)}`,
      message: `${someOf(ahead.map(({ node, version }) => `Node ${node.metadata.name} (${formatVersion(version)})`))} ${ahead.length > 1 ? 'run kubelets' : 'runs a kubelet'} newer than the kube-apiserver, before and after this hop.`,
      evidence: ahead.map(evidenceOf),
      explain:
        'A kubelet must not be newer than any kube-apiserver it may talk to: it may ask for API versions and fields that the server does not have yet.',
      remediate: [
        {
          title:
            'Upgrade the control plane to the version of the newest kubelet, or take these nodes out of service until then',
        },
      ],
      rescue: [],
    }),
  ];
}

function untold(path: Path, because: readonly string[]): Finding {
  const hop = path.hops[0] as Hop;
  return {
    ...skewFinding({
      id: 'kubelet-too-old',
      severity: 'blocker',
      component: 'kubelet',
      hop,
      title: 'Whether every kubelet is new enough cannot be told',
      message: `The versions of kubelets could not all be read: ${because.join('; ')}. kubeadm refuses an upgrade that would leave a kubelet too far behind.`,
      evidence: [],
      explain: 'A kubelet may be a few minors older than kube-apiserver and never newer.',
      remediate: [{ title: 'Look at the versions of all nodes', run: 'kubectl get nodes -o wide' }],
      rescue: [],
    }),
    outcome: 'unknown',
    hops: path.hops.map(hopName),
    because,
  };
}

function evidenceOf({ node, version }: Kubelet): Evidence {
  return { object: refOf(node), values: { kubelet: formatVersion(version) } };
}

/** `kubeProxyVersion` is left alone: it repeats the kubelet's version and says nothing of kube-proxy. */
function kubeletVersion(node: KubeObject): Version | undefined {
  const { nodeInfo } = (node.status ?? {}) as { nodeInfo?: { kubeletVersion?: unknown } };
  return typeof nodeInfo?.kubeletVersion === 'string' ? parseVersion(nodeInfo.kubeletVersion) : undefined;
}
