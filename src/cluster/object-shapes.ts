import type { KubeObject } from '../facts/kube-object.ts';
import { misfit, type Shape } from './shape.ts';

const selector: Shape = {
  matchLabels: 'map',
  matchExpressions: [{ key: 'text', operator: 'text', values: ['text'] }],
};
const objectMeta: Shape = {
  name: 'text',
  namespace: 'text',
  labels: 'map',
  annotations: 'map',
  finalizers: ['text'],
  deletionTimestamp: 'text',
  ownerReferences: [{ apiVersion: 'text', kind: 'text', name: 'text' }],
};
const conditions: Shape = [{ type: 'text', status: 'text', reason: 'text', message: 'text' }];
const toleration: Shape = { key: 'text', operator: 'text', value: 'text', effect: 'text' };
const container: Shape = {
  name: 'text',
  image: 'text',
  command: ['text'],
  args: ['text'],
  ports: [{ containerPort: 'number', hostPort: 'number', name: 'text', protocol: 'text' }],
};
const podSpec: Shape = {
  nodeName: 'text',
  nodeSelector: 'map',
  hostNetwork: 'truth',
  serviceAccountName: 'text',
  priorityClassName: 'text',
  containers: [container],
  initContainers: [container],
  ephemeralContainers: [container],
  tolerations: [toleration],
  volumes: [{ name: 'text', hostPath: { path: 'text' } }],
};
const workload: Shape = {
  spec: { replicas: 'number', selector, template: { metadata: objectMeta, spec: podSpec } },
  status: { replicas: 'number', readyReplicas: 'number', conditions },
};
const job: Shape = { replicas: 'number', template: { metadata: objectMeta, spec: podSpec } };

const rule: Shape = {
  operations: ['text'],
  apiGroups: ['text'],
  apiVersions: ['text'],
  resources: ['text'],
  resourceNames: ['text'],
  scope: 'text',
};
const expressions: Shape = [{ name: 'text', expression: 'text', message: 'text', reason: 'text' }];
const matchResources: Shape = {
  resourceRules: [rule],
  excludeResourceRules: [rule],
  namespaceSelector: selector,
  objectSelector: selector,
  matchPolicy: 'text',
};
const webhookConfiguration: Shape = {
  webhooks: [
    {
      name: 'text',
      rules: [rule],
      failurePolicy: 'text',
      matchPolicy: 'text',
      sideEffects: 'text',
      reinvocationPolicy: 'text',
      timeoutSeconds: 'number',
      namespaceSelector: selector,
      objectSelector: selector,
      matchConditions: expressions,
      admissionReviewVersions: ['text'],
      clientConfig: {
        url: 'text',
        service: { namespace: 'text', name: 'text', path: 'text', port: 'number' },
      },
    },
  ],
};
const policy: Shape = {
  spec: {
    failurePolicy: 'text',
    paramKind: { apiVersion: 'text', kind: 'text' },
    matchConstraints: matchResources,
    matchConditions: expressions,
    variables: expressions,
    validations: expressions,
    mutations: [
      {
        patchType: 'text',
        applyConfiguration: { expression: 'text' },
        jsonPatch: { expression: 'text' },
      },
    ],
    auditAnnotations: [{ key: 'text', valueExpression: 'text' }],
    reinvocationPolicy: 'text',
  },
};
const binding: Shape = {
  spec: {
    policyName: 'text',
    paramRef: { name: 'text', namespace: 'text', selector, parameterNotFoundAction: 'text' },
    matchResources,
    validationActions: ['text'],
  },
};
const subjects: Shape = [{ kind: 'text', apiGroup: 'text', name: 'text', namespace: 'text' }];

/** By group and kind, in the types of k8s.io/api (Kubernetes 1.36): the fields that decisions look at, and no other. */
const SHAPES: Readonly<Record<string, Shape>> = {
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': webhookConfiguration,
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': webhookConfiguration,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy': policy,
  'admissionregistration.k8s.io/MutatingAdmissionPolicy': policy,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': binding,
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding': binding,
  '/ConfigMap': { data: 'map', binaryData: 'map' },
  '/Namespace': { spec: { finalizers: ['text'] }, status: { phase: 'text' } },
  '/Node': {
    spec: {
      unschedulable: 'truth',
      podCIDR: 'text',
      taints: [{ key: 'text', value: 'text', effect: 'text' }],
    },
    status: {
      conditions,
      addresses: [{ type: 'text', address: 'text' }],
      nodeInfo: {
        kubeletVersion: 'text',
        osImage: 'text',
        kernelVersion: 'text',
        containerRuntimeVersion: 'text',
        architecture: 'text',
        operatingSystem: 'text',
      },
    },
  },
  '/Pod': { spec: podSpec, status: { phase: 'text', podIP: 'text', conditions } },
  '/ReplicationController': { spec: { replicas: 'number', selector: 'map', template: { spec: podSpec } } },
  '/Service': {
    spec: {
      type: 'text',
      clusterIP: 'text',
      clusterIPs: ['text'],
      externalIPs: ['text'],
      externalName: 'text',
      selector: 'map',
      ports: [{ name: 'text', port: 'number', targetPort: 'number-or-text', protocol: 'text' }],
    },
  },
  'discovery.k8s.io/EndpointSlice': {
    addressType: 'text',
    endpoints: [
      {
        addresses: ['text'],
        conditions: { ready: 'truth', serving: 'truth', terminating: 'truth' },
        nodeName: 'text',
        targetRef: { kind: 'text', name: 'text', namespace: 'text' },
      },
    ],
    ports: [{ name: 'text', port: 'number', protocol: 'text' }],
  },
  'apps/Deployment': workload,
  'apps/DaemonSet': workload,
  'apps/StatefulSet': workload,
  'apps/ReplicaSet': workload,
  'batch/Job': { spec: job },
  'batch/CronJob': { spec: { schedule: 'text', suspend: 'truth', jobTemplate: { spec: job } } },
  'policy/PodDisruptionBudget': {
    spec: { minAvailable: 'number-or-text', maxUnavailable: 'number-or-text', selector },
    status: { disruptionsAllowed: 'number', currentHealthy: 'number', expectedPods: 'number', conditions },
  },
  'apiextensions.k8s.io/CustomResourceDefinition': {
    spec: {
      group: 'text',
      scope: 'text',
      names: { kind: 'text', plural: 'text' },
      versions: [{ name: 'text', served: 'truth', storage: 'truth', deprecated: 'truth' }],
    },
    status: { storedVersions: ['text'], conditions },
  },
  'apiregistration.k8s.io/APIService': {
    spec: { group: 'text', version: 'text', service: { namespace: 'text', name: 'text', port: 'number' } },
    status: { conditions },
  },
  'rbac.authorization.k8s.io/ClusterRole': {
    rules: [
      {
        apiGroups: ['text'],
        resources: ['text'],
        verbs: ['text'],
        resourceNames: ['text'],
        nonResourceURLs: ['text'],
      },
    ],
  },
  'rbac.authorization.k8s.io/ClusterRoleBinding': {
    roleRef: { apiGroup: 'text', kind: 'text', name: 'text' },
    subjects,
  },
};

/**
 * Says what of an object no API server would have let in: `webhooks[0].rules is not a list`. Decisions would pass over such a field as over
 * one that is not there, and what was passed over must not count as fine.
 */
export function misshapen(object: KubeObject): string | undefined {
  const { apiVersion, kind, metadata } = object;
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const shape = SHAPES[`${group}/${kind}`];
  return (
    misfit(metadata, objectMeta, 'metadata') ?? (shape === undefined ? undefined : misfit(object, shape))
  );
}
