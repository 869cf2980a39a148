import type { ClusterFacts, RequestedApi, ServedResource } from '../../src/facts/cluster-facts.ts';
import { type Fact, known } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';

/** What a test says of a cluster; the rest is that of one healthy kubeadm control plane. */
export interface SmallCluster {
  readonly version?: string;
  /** Flags by component, as words of its command. */
  readonly flags?: Readonly<Record<string, readonly string[]>>;
  /** Documents by ConfigMap of kube-system. */
  readonly configMaps?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Kubelet versions by node; the first is the control plane. */
  readonly kubelets?: Readonly<Record<string, string>>;
  readonly pods?: Fact<readonly KubeObject[]>;
  readonly nodes?: Fact<readonly KubeObject[]>;
  readonly configMapFact?: Fact<readonly KubeObject[]>;
  readonly requestedApis?: Fact<readonly RequestedApi[]>;
  readonly discovery?: Fact<readonly ServedResource[]>;
  readonly objects?: ClusterFacts['objects'];
}

const CONTROL_PLANE = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
const DEFAULT_CONFIG = {
  'kubeadm-config': {
    ClusterConfiguration: 'kind: ClusterConfiguration\napiVersion: kubeadm.k8s.io/v1beta3\n',
  },
  'kubelet-config': { kubelet: 'kind: KubeletConfiguration\n' },
};

/** The facts of a small cluster. */
export function smallCluster(cluster: SmallCluster = {}): ClusterFacts {
  const version = cluster.version ?? '1.33.4';
  const kubelets = cluster.kubelets ?? { cp1: version };
  const node = Object.keys(kubelets)[0] ?? 'cp1';
  const components = [...new Set([...CONTROL_PLANE, ...Object.keys(cluster.flags ?? {})])];
  return {
    origin: { kind: 'cluster', id: 'small' },
    serverVersion: known(`v${version}`),
    discovery: cluster.discovery ?? known([]),
    requestedApis: cluster.requestedApis ?? known([]),
    objects: {
      pods:
        cluster.pods ??
        known(
          components.map((component) =>
            componentPod(component, node, version, cluster.flags?.[component] ?? []),
          ),
        ),
      nodes:
        cluster.nodes ??
        known(Object.entries(kubelets).map(([name, one], index) => nodeOf(name, one, index === 0))),
      configmaps:
        cluster.configMapFact ??
        known(
          Object.entries(cluster.configMaps ?? DEFAULT_CONFIG).map(([name, data]) => ({
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { namespace: 'kube-system', name },
            data,
          })),
        ),
      ...cluster.objects,
    },
  };
}

/** A static pod as kubeadm makes it. */
export function componentPod(
  component: string,
  node: string,
  version: string,
  flags: readonly string[],
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace: 'kube-system',
      name: `${component}-${node}`,
      labels: { component, tier: 'control-plane' },
    },
    spec: {
      nodeName: node,
      containers: [
        {
          name: component,
          image: `registry.k8s.io/${component}:v${version}`,
          command: [component, ...flags],
        },
      ],
    },
    status: { phase: 'Running' },
  };
}

/** A node with a kubelet of a version. */
export function nodeOf(name: string, kubelet: string | undefined, isControlPlane: boolean): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: isControlPlane ? { 'node-role.kubernetes.io/control-plane': '' } : {} },
    status: { nodeInfo: kubelet === undefined ? {} : { kubeletVersion: `v${kubelet}` } },
  };
}
