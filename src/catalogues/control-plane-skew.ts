import type { Finding } from '../assessment/finding.ts';
import type { ComponentPod } from '../components/component-pods.ts';
import type { Topology } from '../distributions/topology.ts';
import type { Fact } from '../facts/fact.ts';
import { refOf } from '../facts/kube-object.ts';
import type { Hop, Path } from '../upgrade/path.ts';
import { compareVersions, formatVersion, minorOf, parseVersion, type Version } from '../upgrade/version.ts';
import { someOf } from './listing.ts';
import { skewFinding } from './skew-finding.ts';
import { minorsBehind, mostBehind } from './skew-policy.ts';

interface Running {
  readonly pod: ComponentPod;
  readonly version: Version;
}

/**
 * Holds the versions of the control plane's pods, by the tags of their images, against each other and against the first hop: an earlier
 * upgrade may have been left unfinished. Later hops find what the first one leaves.
 */
export function controlPlaneSkew(
  pods: readonly ComponentPod[],
  topology: Fact<Topology>,
  path: Path,
): readonly Finding[] {
  const hop = path.hops[0];
  if (hop === undefined) return [];
  const running = pods.flatMap((pod) => {
    const version = versionOf(pod.image);
    return version === undefined ? [] : [{ pod, version }];
  });
  const of = (component: string) => running.filter(({ pod }) => pod.component === component);
  const servers = of('kube-apiserver');
  const silent = pods.filter(
    ({ component, image }) => component !== 'etcd' && versionOf(image) === undefined,
  );
  const hidden = hiddenServers(servers, pods, topology);
  return [
    ...(silent.length + hidden.length === 0
      ? []
      : [untold(silent, hidden, hop, hidden.length > 0 || mayHideOldServer(pods))]),
    ...oldServers(servers, hop),
    ...mixedServers(servers, hop),
    ...leftOutServers(servers, hop),
    ...['kube-controller-manager', 'kube-scheduler'].flatMap((component) =>
      outOfStep(component, of(component), servers, hop, 1),
    ),
    ...outOfStep('kube-proxy', of('kube-proxy'), servers, hop, mostBehind(hop.to)),
  ];
}

function oldServers(servers: readonly Running[], hop: Hop): readonly Finding[] {
  const old = servers.filter(({ version }) => minorsBehind(version, hop.to) > 1);
  if (old.length === 0) return [];
  return [
    skewFinding({
      id: 'kube-apiserver-too-old',
      severity: 'blocker',
      component: 'kube-apiserver',
      hop,
      title: `A kube-apiserver is more than one minor behind ${minorOf(hop.to)}`,
      message: `${describe(old)} would serve beside one of ${minorOf(hop.to)}, more than one minor apart.`,
      evidence: old.map(evidenceOf),
      explain:
        'The kube-apiservers of one control plane must be within one minor of each other: they share the stored objects, and one that is two minors older may not be able to read what the newest writes. kubeadm takes the version of whichever server answers it, so that it may or may not notice.',
      remediate: [
        {
          title: `Finish the earlier upgrade first: bring every kube-apiserver to ${minorOf(hop.from)}`,
          verify: 'kubectl -n kube-system get pods -o wide | grep kube-apiserver',
        },
      ],
      rescue: [
        { title: 'Bring the old servers up one minor at a time, and keep clients away from them until then' },
      ],
    }),
  ];
}

function mixedServers(servers: readonly Running[], hop: Hop): readonly Finding[] {
  const versions = [...servers.map(({ version }) => version)].sort(compareVersions);
  const [oldest, newest] = [versions[0], versions.at(-1)];
  if (oldest === undefined || newest === undefined || compareVersions(oldest, newest) === 0) return [];
  const isMinor = minorsBehind(oldest, newest) > 0;
  return [
    skewFinding({
      id: 'kube-apiserver-versions-differ',
      severity: isMinor ? 'disruptive' : 'caution',
      component: 'kube-apiserver',
      hop,
      title: `kube-apiservers of ${formatVersion(oldest)} and ${formatVersion(newest)} run side by side`,
      message: `${describe(servers)}: an earlier upgrade is not finished.`,
      evidence: servers.map(evidenceOf),
      explain:
        'While servers of two versions answer, clients and controllers see now the one and now the other, and so did whatever read the cluster for this report. The newer one has made its own writes already; the older one has them still to come.',
      remediate: [{ title: 'Finish the earlier upgrade on every control-plane node, then check again' }],
      rescue: [],
    }),
  ];
}

/** The path begins with the version of the server that answered; what a release changes for one that is still before it was not looked at. */
function leftOutServers(servers: readonly Running[], hop: Hop): readonly Finding[] {
  const older = servers.filter(
    ({ version }) => minorsBehind(version, hop.from) > 0 && minorsBehind(version, hop.to) <= 1,
  );
  const first = [...older].sort((a, b) => compareVersions(a.version, b.version))[0];
  if (first === undefined) return [];
  const oldest = formatVersion(first.version);
  const because = `${describe(older)} has yet to go to ${minorOf(hop.from)}, and the path that was looked at begins at ${formatVersion(hop.from)}`;
  return [
    {
      ...skewFinding({
        id: 'kube-apiserver-before-the-path',
        severity: 'blocker',
        component: 'kube-apiserver',
        hop,
        title: `Whether every kube-apiserver comes up in ${minorOf(hop.to)} cannot be told: one is older than where the path begins`,
        message: `${because}: what ${minorOf(hop.from)} drops or changes was not held against it.`,
        evidence: older.map(evidenceOf),
        explain:
          'Of several kube-apiservers only one answers, and its version counts as that of the cluster. Settings may differ from one control-plane node to the next, so that a server which is a minor behind may still fail where the others did not.',
        remediate: [{ title: `Check again from the oldest server's version: add --from ${oldest}` }],
        rescue: [],
      }),
      outcome: 'unknown',
      because: [because],
    },
  ];
}

/** They must not be newer than any kube-apiserver, nor older by more than the policy allows. */
function outOfStep(
  component: string,
  running: readonly Running[],
  servers: readonly Running[],
  hop: Hop,
  most: number,
): readonly Finding[] {
  const wrong = running.filter(
    ({ version }) =>
      minorsBehind(version, hop.to) > most ||
      servers.some((server) => minorsBehind(version, server.version) < 0),
  );
  if (wrong.length === 0) return [];
  return [
    skewFinding({
      id: `component-out-of-step/${component}`,
      severity: 'disruptive',
      component,
      hop,
      title: `${component} is out of step with kube-apiserver`,
      message: `${describe(wrong)}: newer than a kube-apiserver, or more than ${most === 1 ? 'one minor' : `${most} minors`} older than ${minorOf(hop.to)}.`,
      evidence: wrong.map(evidenceOf),
      explain: `${component} must not be newer than any kube-apiserver it may reach, and at most ${most === 1 ? 'one minor' : `${most} minors`} older. Nothing refuses to start, but nobody has tested the two together.`,
      remediate: [{ title: `Bring ${component} to the version of kube-apiserver before this hop` }],
      rescue: [],
    }),
  ];
}

/** The only server's version is the cluster's; of several, one that does not tell may be too old to serve beside the new one. */
function mayHideOldServer(pods: readonly ComponentPod[]): boolean {
  const servers = pods.filter(({ component }) => component === 'kube-apiserver');
  return servers.length > 1 && servers.some(({ image }) => versionOf(image) === undefined);
}

/** Nodes of the control plane whose kube-apiserver shows no pod, where those of others do: that of one may have been left behind. */
function hiddenServers(
  servers: readonly Running[],
  pods: readonly ComponentPod[],
  topology: Fact<Topology>,
): readonly string[] {
  if (servers.length === 0 || topology.state === 'unknown') return [];
  const shown = pods.filter(({ component }) => component === 'kube-apiserver').map(({ node }) => node);
  return topology.value.controlPlane.filter((name) => !shown.includes(name));
}

/** An image by its digest, or of a tag of one's own, does not tell its version. */
function untold(
  silent: readonly ComponentPod[],
  hidden: readonly string[],
  hop: Hop,
  mayHideBlocker: boolean,
): Finding {
  const because = [
    ...(silent.length === 0
      ? []
      : [`the images of ${someOf(silent.map(({ pod }) => pod.metadata.name))} do not tell their versions`]),
    ...(hidden.length === 0 ? [] : [`no pod of kube-apiserver is visible on ${someOf(hidden)}`]),
  ].join('; ');
  return {
    ...skewFinding({
      id: 'control-plane-versions',
      severity: mayHideBlocker ? 'blocker' : 'disruptive',
      component: 'kube-apiserver',
      hop,
      title: 'Whether the control plane is of one version cannot be told',
      message: `${because[0]?.toUpperCase()}${because.slice(1)}, so that an earlier upgrade that was left unfinished would not be seen.`,
      evidence: silent.map(({ pod, image }) => ({ object: refOf(pod), values: { image } })),
      explain:
        'The versions of the control plane are read from the tags of its images; a digest does not name one.',
      remediate: [{ title: 'Ask each kube-apiserver for its version', run: 'kubectl get --raw /version' }],
      rescue: [],
    }),
    outcome: 'unknown',
    because: [because],
  };
}

function describe(running: readonly Running[]): string {
  return someOf(running.map(({ pod, version }) => `${pod.pod.metadata.name} (${formatVersion(version)})`));
}

function evidenceOf({ pod, version }: Running) {
  return { object: refOf(pod.pod), values: { version: formatVersion(version), image: pod.image } };
}

/** The version in an image's tag, `registry:5000/kube-apiserver:v1.33.4@sha256:…`; what a vendor adds to it does not count here. */
function versionOf(image: string): Version | undefined {
  const tag = /:v?(\d+\.\d+\.\d+)[^/]*$/.exec(image.replace(/@.*$/, ''))?.[1];
  return tag === undefined ? undefined : parseVersion(tag);
}
