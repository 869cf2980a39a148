import { compareMinors, type Minor } from '../upgrade/version.ts';

/** A version of a built-in resource, the minors that can serve it, and those that do by default. */
interface ServedVersion {
  readonly version: string;
  readonly from: Minor;
  readonly until?: Minor;
  readonly byDefault: boolean;
}

/** Groups that kube-apiserver serves itself. */
const GROUPS = new Set([
  '',
  'apps',
  'autoscaling',
  'batch',
  'policy',
  ...[
    'admissionregistration',
    'apiextensions',
    'apiregistration',
    'authentication',
    'authorization',
    'certificates',
    'coordination',
    'discovery',
    'events',
    'flowcontrol.apiserver',
    'networking',
    'node',
    'rbac.authorization',
    'resource',
    'scheduling',
    'storage',
    'storagemigration',
  ].map((name) => `${name}.k8s.io`),
]);

/** The releases this table was read for: Kubernetes 1.25 to 1.37, `pkg/controlplane/instance.go` and the lifecycles of the API types. */
const OLDEST: Minor = '1.25';
const NEWEST: Minor = '1.37';

const on = (version: string, from: Minor, until?: Minor): ServedVersion => ({
  version,
  from,
  ...(until === undefined ? {} : { until }),
  byDefault: true,
});
const off = (version: string, from: Minor, until?: Minor): ServedVersion => ({
  ...on(version, from, until),
  byDefault: false,
});

const FLOW_CONTROL = [
  on('v1', '1.29'),
  on('v1beta3', '1.26', '1.31'),
  on('v1beta2', '1.23', '1.28'),
  on('v1beta1', '1.20', '1.25'),
];
const SERVICE_ADDRESSES = [on('v1', '1.33'), off('v1beta1', '1.31', '1.36'), off('v1alpha1', '1.27', '1.30')];
const DEVICES = [
  on('v1', '1.34'),
  off('v1beta2', '1.33'),
  off('v1beta1', '1.32'),
  off('v1alpha3', '1.31', '1.33'),
  off('v1alpha2', '1.27', '1.30'),
  off('v1alpha1', '1.26', '1.26'),
];

/** Built-in resources that one release can serve in several versions; all others have one. */
const SEVERAL: Readonly<Record<string, readonly ServedVersion[]>> = {
  'authentication.k8s.io/selfsubjectreviews': [
    on('v1', '1.28'),
    off('v1beta1', '1.27', '1.32'),
    off('v1alpha1', '1.26', '1.31'),
  ],
  'autoscaling/horizontalpodautoscalers': [on('v2', '1.23'), on('v1', '1.2'), on('v2beta2', '1.12', '1.25')],
  'certificates.k8s.io/clustertrustbundles': [off('v1beta1', '1.33'), off('v1alpha1', '1.27', '1.36')],
  'coordination.k8s.io/leasecandidates': [
    off('v1beta1', '1.33'),
    off('v1alpha2', '1.32'),
    off('v1alpha1', '1.31', '1.31'),
  ],
  'flowcontrol.apiserver.k8s.io/flowschemas': FLOW_CONTROL,
  'flowcontrol.apiserver.k8s.io/prioritylevelconfigurations': FLOW_CONTROL,
  'networking.k8s.io/ipaddresses': SERVICE_ADDRESSES,
  'networking.k8s.io/servicecidrs': SERVICE_ADDRESSES,
  'resource.k8s.io/deviceclasses': DEVICES,
  'resource.k8s.io/resourceclaims': DEVICES,
  'resource.k8s.io/resourceclaimtemplates': DEVICES,
  'resource.k8s.io/resourceslices': DEVICES,
  'resource.k8s.io/devicetaintrules': [off('v1beta2', '1.36'), off('v1alpha3', '1.33')],
  'storage.k8s.io/csistoragecapacities': [on('v1', '1.24'), on('v1beta1', '1.21', '1.26')],
  'storage.k8s.io/volumeattributesclasses': [
    on('v1', '1.34'),
    off('v1beta1', '1.31', '1.36'),
    off('v1alpha1', '1.29', '1.34'),
  ],
};

/** Resources with several versions that no webhook or policy asks for here, or whose versions were not looked at. */
const NOT_TOLD = new Set([
  'admissionregistration.k8s.io',
  'scheduling.k8s.io/workloads',
  'storagemigration.k8s.io/storageversionmigrations',
  'certificates.k8s.io/podcertificaterequests',
]);

const KINDS: Readonly<Record<string, string>> = {
  selfsubjectreviews: 'SelfSubjectReview',
  horizontalpodautoscalers: 'HorizontalPodAutoscaler',
  clustertrustbundles: 'ClusterTrustBundle',
  leasecandidates: 'LeaseCandidate',
  flowschemas: 'FlowSchema',
  prioritylevelconfigurations: 'PriorityLevelConfiguration',
  ipaddresses: 'IPAddress',
  servicecidrs: 'ServiceCIDR',
  deviceclasses: 'DeviceClass',
  resourceclaims: 'ResourceClaim',
  resourceclaimtemplates: 'ResourceClaimTemplate',
  resourceslices: 'ResourceSlice',
  devicetaintrules: 'DeviceTaintRule',
  csistoragecapacities: 'CSIStorageCapacity',
  volumeattributesclasses: 'VolumeAttributesClass',
};

/** Whether kube-apiserver serves a group itself. */
export function isBuiltInGroup(group: string): boolean {
  return GROUPS.has(group);
}

/** The versions of a built-in resource that a release serves by default, and those it can be told to serve. */
export interface BuiltInVersions {
  /** The kind of a resource with several versions. */
  readonly kind: string;
  readonly byDefault: readonly string[];
  readonly ifAsked: readonly string[];
}

/** What a release of Kubernetes serves of a resource, for want of the cluster's own word; undefined where it is not known. */
export function builtInVersions(
  group: string,
  resource: string,
  server: Minor | undefined,
): BuiltInVersions | undefined {
  if (server === undefined || compareMinors(server, OLDEST) < 0 || compareMinors(server, NEWEST) > 0)
    return undefined;
  if (!GROUPS.has(group) || NOT_TOLD.has(group) || NOT_TOLD.has(`${group}/${resource}`)) return undefined;
  const served = (SEVERAL[`${group}/${resource}`] ?? []).filter(
    ({ from, until }) =>
      compareMinors(server, from) >= 0 && (until === undefined || compareMinors(server, until) <= 0),
  );
  const named = (byDefault: boolean) =>
    served.filter((one) => one.byDefault === byDefault).map(({ version }) => version);
  return { kind: KINDS[resource] ?? '', byDefault: named(true), ifAsked: named(false) };
}
