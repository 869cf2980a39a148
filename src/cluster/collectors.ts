import type { Collector, ListCollector, NamedCollector } from './collector.ts';
import {
  keepApiService,
  keepDefinition,
  keepDocuments,
  keepMetadata,
  keepPersistentVolume,
  keepWebhookConfiguration,
  keepWhole,
} from './project.ts';
import { keepDevices, keepSlice } from './project-devices.ts';
import { keepPod, keepWorkload } from './project-pod.ts';

/** What to list of a group, and why: what is not said is read as v1 and kept whole. */
type Row = readonly [resource: string, kind: string, why: string, more?: Partial<ListCollector>];
type Table = Readonly<Record<string, readonly Row[]>>;

const WORKLOADS = 'to see workloads a release treats differently, and which APIs their owners use';
const WEBHOOKS = 'to see which webhooks would be called for the writes of the upgrade';
const CLAIMS = 'to see device claims a release treats differently';
const BINDINGS = 'to see which policies are in force';
/** Alphas are read too: an older cluster may serve a policy as nothing else. */
const POLICY_VERSIONS = ['v1', 'v1beta1', 'v1alpha1'];

const CLUSTER_WIDE: Table = {
  '': [
    ['namespaces', 'Namespace', 'to know the labels that namespaceSelectors see', { metadataOnly: true }],
    ['nodes', 'Node', 'to see versions, roles and readiness of the machines'],
    [
      'persistentvolumes',
      'PersistentVolume',
      'to see volumes that a release stops serving',
      { project: keepPersistentVolume },
    ],
  ],
  'admissionregistration.k8s.io': [
    [
      'mutatingadmissionpolicies',
      'MutatingAdmissionPolicy',
      'to see which policies would change the writes of the upgrade',
      { versions: POLICY_VERSIONS },
    ],
    [
      'mutatingadmissionpolicybindings',
      'MutatingAdmissionPolicyBinding',
      BINDINGS,
      { versions: POLICY_VERSIONS },
    ],
    [
      'mutatingwebhookconfigurations',
      'MutatingWebhookConfiguration',
      WEBHOOKS,
      { project: keepWebhookConfiguration },
    ],
    [
      'validatingadmissionpolicies',
      'ValidatingAdmissionPolicy',
      'to see which policies would judge the writes of the upgrade',
      { versions: POLICY_VERSIONS },
    ],
    [
      'validatingadmissionpolicybindings',
      'ValidatingAdmissionPolicyBinding',
      BINDINGS,
      { versions: POLICY_VERSIONS },
    ],
    [
      'validatingwebhookconfigurations',
      'ValidatingWebhookConfiguration',
      WEBHOOKS,
      { project: keepWebhookConfiguration },
    ],
  ],
  'apiextensions.k8s.io': [
    [
      'customresourcedefinitions',
      'CustomResourceDefinition',
      'to see stored versions, conversion webhooks and equivalent resources',
      { project: keepDefinition, page: 50 },
    ],
  ],
  'apiregistration.k8s.io': [
    [
      'apiservices',
      'APIService',
      'to see which API groups are registered, and which are served by something else',
      { project: keepApiService },
    ],
  ],
  'certificates.k8s.io': [
    [
      'certificatesigningrequests',
      'CertificateSigningRequest',
      'to see requests of signers a release no longer serves',
      { metadataOnly: true },
    ],
  ],
  'flowcontrol.apiserver.k8s.io': [
    ['flowschemas', 'FlowSchema', 'to see which flow schemas a new apiserver would delete'],
    [
      'prioritylevelconfigurations',
      'PriorityLevelConfiguration',
      'to see flow control a release treats differently',
    ],
  ],
  'networking.k8s.io': [
    ['ingressclasses', 'IngressClass', 'to see which ingress controllers are used'],
    [
      'ipaddresses',
      'IPAddress',
      'to see which addresses still need an IPAddress',
      { versions: ['v1', 'v1beta1'], metadataOnly: true },
    ],
    [
      'servicecidrs',
      'ServiceCIDR',
      'to see whether the default ServiceCIDR is there already',
      { versions: ['v1', 'v1beta1'] },
    ],
  ],
  'node.k8s.io': [['runtimeclasses', 'RuntimeClass', 'to see runtimes a release treats differently']],
  'rbac.authorization.k8s.io': [
    [
      'clusterrolebindings',
      'ClusterRoleBinding',
      'to see which bindings a new apiserver still has to create',
      { metadataOnly: true },
    ],
    [
      'clusterroles',
      'ClusterRole',
      'to see which roles a new apiserver still has to create',
      { metadataOnly: true },
    ],
  ],
  'resource.k8s.io': [
    [
      'deviceclasses',
      'DeviceClass',
      'to see device classes a release treats differently',
      { project: keepDevices },
    ],
    [
      'resourceslices',
      'ResourceSlice',
      'to see devices that a release treats differently',
      { project: keepSlice },
    ],
  ],
  'scheduling.k8s.io': [
    ['priorityclasses', 'PriorityClass', 'to see whether the classes a new apiserver needs are there'],
  ],
  'storage.k8s.io': [
    ['csidrivers', 'CSIDriver', 'to see drivers a release treats differently'],
    ['csinodes', 'CSINode', 'to see which drivers run on which node'],
    ['storageclasses', 'StorageClass', 'to see provisioners a release no longer has'],
    ['volumeattachments', 'VolumeAttachment', 'to see volumes in use while nodes are drained'],
  ],
};

const NAMESPACED: Table = {
  '': [
    ['persistentvolumeclaims', 'PersistentVolumeClaim', 'to see which claims use such volumes'],
    [
      'pods',
      'Pod',
      'to see what runs where, control-plane command lines and image versions',
      { project: keepPod },
    ],
    [
      'replicationcontrollers',
      'ReplicationController',
      'to see workloads a release treats differently',
      { project: keepWorkload },
    ],
    ['services', 'Service', 'to see what stands behind webhooks, and which addresses need an IPAddress'],
  ],
  apps: [
    ['daemonsets', 'DaemonSet', WORKLOADS, { project: keepWorkload }],
    ['deployments', 'Deployment', WORKLOADS, { project: keepWorkload }],
    ['statefulsets', 'StatefulSet', WORKLOADS, { project: keepWorkload }],
  ],
  autoscaling: [
    [
      'horizontalpodautoscalers',
      'HorizontalPodAutoscaler',
      'to see autoscalers a release treats differently',
      { versions: ['v2'] },
    ],
  ],
  batch: [
    ['cronjobs', 'CronJob', WORKLOADS, { project: keepWorkload }],
    ['jobs', 'Job', 'to see workloads a release treats differently', { project: keepWorkload }],
  ],
  'coordination.k8s.io': [
    [
      'leases',
      'Lease',
      'to see how many API servers there are',
      { namespace: 'kube-system', labelSelector: 'apiserver.kubernetes.io/identity=kube-apiserver' },
    ],
  ],
  'discovery.k8s.io': [
    ['endpointslices', 'EndpointSlice', 'to see whether anything ready stands behind a webhook'],
  ],
  'networking.k8s.io': [
    ['ingresses', 'Ingress', 'to see rules a release treats differently'],
    ['networkpolicies', 'NetworkPolicy', 'to see rules a release treats differently'],
  ],
  policy: [['poddisruptionbudgets', 'PodDisruptionBudget', 'to see what would stop a drain']],
  'resource.k8s.io': [
    ['resourceclaims', 'ResourceClaim', CLAIMS, { project: keepDevices }],
    ['resourceclaimtemplates', 'ResourceClaimTemplate', CLAIMS, { project: keepDevices }],
  ],
};

/** The few ConfigMaps that installers keep their configuration in; no others are read. */
const CONFIG_MAPS: NamedCollector = {
  group: '',
  resource: 'configmaps',
  kind: 'ConfigMap',
  namespaced: true,
  versions: ['v1'],
  objects: [
    { namespace: 'kube-system', name: 'kubeadm-config', project: keepDocuments(['ClusterConfiguration']) },
    { namespace: 'kube-system', name: 'kubelet-config', project: keepDocuments(['kubelet']) },
    { namespace: 'kube-system', name: 'kube-proxy', project: keepDocuments(['config.conf']) },
    { namespace: 'kube-system', name: 'coredns', project: keepDocuments(['Corefile']) },
    { namespace: 'kube-public', name: 'microshift-version', project: keepDocuments(['version']) },
  ],
  why: "to read the installer's configuration: flags, gates and kubelet settings",
};

/** Everything that is read of a cluster beside its version, its discovery and its metrics; by resource. */
export const COLLECTORS: readonly Collector[] = [
  CONFIG_MAPS,
  ...listed(CLUSTER_WIDE, false),
  ...listed(NAMESPACED, true),
].sort((a, b) => (a.resource < b.resource ? -1 : 1));

function listed(table: Table, namespaced: boolean): readonly ListCollector[] {
  return Object.entries(table).flatMap(([group, rows]) =>
    rows.map(([resource, kind, why, more]): ListCollector => {
      const project = more?.metadataOnly === true ? keepMetadata : keepWhole;
      return { group, resource, kind, namespaced, versions: ['v1'], project, why, ...more };
    }),
  );
}
