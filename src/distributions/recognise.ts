import type { FactReader } from '../facts/fact-reader.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { compareDotted } from '../upgrade/version.ts';
import { talosReleaseOf } from './talos-release.ts';
import { isControlPlane } from './topology.ts';

export const DISTRIBUTIONS = [
  'kubeadm',
  'talos',
  'k3s',
  'rke2',
  'k0s',
  'kops',
  'kind',
  'eks',
  'gke',
  'aks',
  'openshift',
  'microshift',
] as const;
export type DistributionName = (typeof DISTRIBUTIONS)[number];

/** What a cluster was installed with, and how that was seen. */
export interface Distribution {
  readonly name: DistributionName | 'unknown';
  /** The distribution's own version where it has one, `1.11.5`. */
  readonly version?: string;
  /** What it was recognised by, as a clause; for `unknown`, why it was not. */
  readonly because: string;
}

/** One sign; the first that is seen decides, so the more specific come first (kind runs kubeadm inside). */
interface Sign {
  readonly name: DistributionName;
  readonly see: (signs: Signs) => string | undefined;
}

interface Signs {
  readonly gitVersion: string;
  readonly nodes: readonly KubeObject[];
  readonly groups: ReadonlySet<string>;
  readonly configMaps: readonly KubeObject[];
  readonly pods: readonly KubeObject[];
}

const SIGNS: readonly Sign[] = [
  { name: 'k3s', see: ({ gitVersion }) => gitVersionHas(gitVersion, '+k3s') },
  { name: 'rke2', see: ({ gitVersion }) => gitVersionHas(gitVersion, '+rke2') },
  { name: 'k0s', see: ({ gitVersion }) => gitVersionHas(gitVersion, '+k0s') },
  // EKS Anywhere and Google's clusters on bare metal run the same builds on control planes of one's own, set up by kubeadm.
  { name: 'eks', see: hosted(({ gitVersion }) => gitVersionHas(gitVersion, '-eks-')) },
  { name: 'gke', see: hosted(({ gitVersion }) => gitVersionHas(gitVersion, '-gke.')) },
  {
    name: 'microshift',
    see: ({ configMaps }) => hasConfigMap(configMaps, 'kube-public', 'microshift-version'),
  },
  {
    name: 'openshift',
    // Operators made for OpenShift bring some of its definitions to other clusters.
    see: ({ groups, configMaps }) =>
      groups.has('config.openshift.io') && !isKubeadm(configMaps)
        ? 'it serves config.openshift.io'
        : undefined,
  },
  {
    name: 'talos',
    see: ({ nodes }) => nodeHas(nodes, 'osImage', (node) => osImageOf(node).startsWith('Talos ')),
  },
  {
    name: 'kind',
    see: ({ nodes }) => nodeHas(nodes, 'providerID', (node) => providerOf(node).startsWith('kind://')),
  },
  {
    name: 'aks',
    see: hosted(({ nodes }) => nodeHas(nodes, 'labels', hasLabelOfAks)),
  },
  {
    name: 'kops',
    see: ({ nodes }) => nodeHas(nodes, 'labels', (node) => hasLabelUnder(node, 'kops.k8s.io/')),
  },
  {
    name: 'k0s',
    see: ({ nodes }) => nodeHas(nodes, 'labels', (node) => hasLabelUnder(node, 'node.k0sproject.io/')),
  },
  { name: 'kubeadm', see: ({ configMaps }) => hasConfigMap(configMaps, 'kube-system', 'kubeadm-config') },
  { name: 'kubeadm', see: ({ nodes }) => nodeHas(nodes, 'annotations', hasKubeadmAnnotation) },
  { name: 'kubeadm', see: ({ pods }) => kubeadmPod(pods) },
];

/** A sign of a provider that keeps the control plane to itself: where its nodes are shown it is somebody's own. */
function hosted(see: Sign['see']): Sign['see'] {
  return (signs) => (signs.nodes.some(isControlPlane) ? undefined : see(signs));
}

function isKubeadm(configMaps: readonly KubeObject[]): boolean {
  return hasConfigMap(configMaps, 'kube-system', 'kubeadm-config') !== undefined;
}

/** Facts that recognition reads. */
export const DISTRIBUTION_FACTS = [
  'serverVersion',
  'discovery',
  'objects/nodes',
  'objects/configmaps',
  'objects/pods',
] as const;

/** Recognises the distribution from what the API shows. */
export function recogniseDistribution(facts: FactReader): Distribution {
  const serverVersion = facts.serverVersion();
  const discovery = facts.discovery();
  const signs: Signs = {
    gitVersion: serverVersion.state === 'unknown' ? '' : serverVersion.value,
    groups: new Set(discovery.state === 'unknown' ? [] : discovery.value.map((served) => served.group)),
    nodes: objectsOf(facts, 'nodes'),
    configMaps: objectsOf(facts, 'configmaps'),
    pods: objectsOf(facts, 'pods'),
  };
  for (const { name, see } of SIGNS) {
    const because = see(signs);
    if (because === undefined) continue;
    const version = name === 'talos' ? talosVersion(signs.nodes) : undefined;
    return version === undefined ? { name, because } : { name, version, because };
  }
  return { name: 'unknown', because: 'nothing that the API shows tells the installer' };
}

/** `Talos 1.11.5`, `kubeadm`. */
export function describeDistribution({ name, version }: Distribution): string {
  const label = LABELS[name] ?? name;
  return version === undefined ? label : `${label} ${version}`;
}

const LABELS: Partial<Record<Distribution['name'], string>> = {
  talos: 'Talos',
  eks: 'EKS',
  gke: 'GKE',
  aks: 'AKS',
  kops: 'kOps',
  rke2: 'RKE2',
  openshift: 'OpenShift',
  microshift: 'MicroShift',
  unknown: 'installer not recognised',
};

function objectsOf(facts: FactReader, resource: string): readonly KubeObject[] {
  const fact = facts.objects(resource);
  return fact.state === 'unknown' ? [] : fact.value;
}

function gitVersionHas(gitVersion: string, part: string): string | undefined {
  return gitVersion.includes(part) ? `the server version is ${gitVersion}` : undefined;
}

function nodeHas(
  nodes: readonly KubeObject[],
  what: string,
  test: (node: KubeObject) => boolean,
): string | undefined {
  const node = nodes.find(test);
  return node === undefined ? undefined : `the ${what} of node ${node.metadata.name} says so`;
}

function hasConfigMap(
  configMaps: readonly KubeObject[],
  namespace: string,
  name: string,
): string | undefined {
  const found = configMaps.some(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
  return found ? `ConfigMap ${namespace}/${name} exists` : undefined;
}

function kubeadmPod(pods: readonly KubeObject[]): string | undefined {
  const pod = pods.find(({ metadata }) =>
    Object.hasOwn(
      metadata.annotations ?? {},
      'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint',
    ),
  );
  return pod === undefined ? undefined : `pod ${pod.metadata.name} carries kubeadm's annotation`;
}

function hasKubeadmAnnotation(node: KubeObject): boolean {
  return Object.hasOwn(node.metadata.annotations ?? {}, 'kubeadm.alpha.kubernetes.io/cri-socket');
}

function hasLabelUnder(node: KubeObject, prefix: string): boolean {
  return Object.keys(node.metadata.labels ?? {}).some((label) => label.startsWith(prefix));
}

const AZURE = 'kubernetes.azure.com/';
/** Azure's cloud provider reads these on nodes of clusters of one's own (cloud-provider-azure, `pkg/consts/consts.go`). */
const OF_CLOUD_PROVIDER = ['resource-group', 'managed'].map((name) => `${AZURE}${name}`);

function hasLabelOfAks(node: KubeObject): boolean {
  return Object.keys(node.metadata.labels ?? {}).some(
    (label) => label.startsWith(AZURE) && !OF_CLOUD_PROVIDER.includes(label),
  );
}

function osImageOf(node: KubeObject): string {
  const status = node.status as { nodeInfo?: { osImage?: unknown } } | undefined;
  return String(status?.nodeInfo?.osImage ?? '');
}

function providerOf(node: KubeObject): string {
  const spec = node.spec as { providerID?: unknown } | undefined;
  return String(spec?.providerID ?? '');
}

/** The lowest Talos release among the nodes: what talosctl goes by. */
function talosVersion(nodes: readonly KubeObject[]): string | undefined {
  return nodes.flatMap((node) => talosReleaseOf(node) ?? []).sort(compareDotted)[0];
}
