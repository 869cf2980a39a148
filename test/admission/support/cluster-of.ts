import { type Chain, chainOf } from '../../../src/admission/chain.ts';
import type { AdmissionRequest } from '../../../src/admission/request.ts';
import type { ClusterFacts, ServedResource } from '../../../src/facts/cluster-facts.ts';
import { known } from '../../../src/facts/fact.ts';
import { readFacts } from '../../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../../src/facts/kube-object.ts';

const ADMISSION = 'admissionregistration.k8s.io';

const RESOURCES: Readonly<Record<string, string>> = {
  ValidatingWebhookConfiguration: `validatingwebhookconfigurations.${ADMISSION}`,
  MutatingWebhookConfiguration: `mutatingwebhookconfigurations.${ADMISSION}`,
  ValidatingAdmissionPolicy: `validatingadmissionpolicies.${ADMISSION}`,
  ValidatingAdmissionPolicyBinding: `validatingadmissionpolicybindings.${ADMISSION}`,
  MutatingAdmissionPolicy: `mutatingadmissionpolicies.${ADMISSION}`,
  MutatingAdmissionPolicyBinding: `mutatingadmissionpolicybindings.${ADMISSION}`,
  Namespace: 'namespaces',
  CustomResourceDefinition: 'customresourcedefinitions.apiextensions.k8s.io',
  ConfigMap: 'configmaps',
  ReplicaLimit: 'replicalimits.rules.example.dev',
  ClusterLimit: 'clusterlimits.rules.example.dev',
};

const served = (group: string, version: string, resource: string, kind: string, namespaced: boolean) => ({
  group,
  version,
  resource,
  kind,
  namespaced,
  subresources: [{ name: 'scale', group: 'autoscaling', version: 'v1', kind: 'Scale' }],
});

const DISCOVERY: readonly ServedResource[] = [
  served('', 'v1', 'pods', 'Pod', true),
  served('', 'v1', 'configmaps', 'ConfigMap', true),
  served('apps', 'v1', 'deployments', 'Deployment', true),
  served('networking.k8s.io', 'v1', 'servicecidrs', 'ServiceCIDR', false),
  served('networking.k8s.io', 'v1beta1', 'servicecidrs', 'ServiceCIDR', false),
  served('rules.example.dev', 'v1', 'replicalimits', 'ReplicaLimit', true),
  served('rules.example.dev', 'v1', 'clusterlimits', 'ClusterLimit', false),
];

/** Facts of a small cluster where these objects are all there are, unless a fact is changed. */
export function clusterOf(
  objects: readonly KubeObject[],
  changes: {
    readonly discovery?: ClusterFacts['discovery'];
    readonly objects?: ClusterFacts['objects'];
  } = {},
): ClusterFacts {
  return {
    origin: { kind: 'cluster', id: 'test' },
    serverVersion: known('v1.36.1'),
    requestedApis: known([]),
    discovery: changes.discovery ?? known(DISCOVERY),
    objects: {
      ...Object.fromEntries(
        Object.entries(RESOURCES).map(([kind, resource]) => [
          resource,
          known(objects.filter((object) => object.kind === kind)),
        ]),
      ),
      ...changes.objects,
    },
  };
}

/** The admission chain of such a cluster, its objects kept whole. */
export function chainWith(
  objects: readonly KubeObject[],
  changes: Parameters<typeof clusterOf>[1] = {},
): Chain {
  return chainOf(readFacts(clusterOf(objects, changes)), { keeps: 'whole' });
}

/** The kubernetes ServiceCIDR as kube-apiserver creates it. */
export const SERVICE_CIDR: AdmissionRequest = {
  kind: { group: 'networking.k8s.io', version: 'v1', kind: 'ServiceCIDR' },
  resource: { group: 'networking.k8s.io', version: 'v1', resource: 'servicecidrs' },
  name: 'kubernetes',
  operation: 'CREATE',
  userInfo: { username: 'system:apiserver', groups: ['system:authenticated', 'system:masters'] },
  object: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'ServiceCIDR',
    metadata: { name: 'kubernetes' },
    spec: { cidrs: ['10.1.0.0/20'] },
  },
  oldObject: null,
  options: { apiVersion: 'meta.k8s.io/v1', kind: 'CreateOptions' },
};

/** A Deployment of three replicas in namespace team-a. */
export const DEPLOYMENT: AdmissionRequest = {
  kind: { group: 'apps', version: 'v1', kind: 'Deployment' },
  resource: { group: 'apps', version: 'v1', resource: 'deployments' },
  name: 'web',
  namespace: 'team-a',
  operation: 'CREATE',
  userInfo: { username: 'jane', groups: ['system:authenticated'] },
  object: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'team-a', labels: { app: 'web' } },
    spec: { replicas: 3 },
  },
  oldObject: null,
  options: { apiVersion: 'meta.k8s.io/v1', kind: 'CreateOptions' },
};

const EVERYTHING = {
  resourceRules: [{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*/*'] }],
};

/** A policy named `policy`, for everything unless its spec says otherwise. */
export function policy(
  spec: Record<string, unknown>,
  type: 'Validating' | 'Mutating' = 'Validating',
): KubeObject {
  return {
    apiVersion: `${ADMISSION}/v1`,
    kind: `${type}AdmissionPolicy`,
    metadata: { name: 'policy' },
    spec: { matchConstraints: EVERYTHING, ...spec },
  };
}

/** A binding of that policy. */
export function binding(
  spec: Record<string, unknown> = {},
  type: 'Validating' | 'Mutating' = 'Validating',
): KubeObject {
  return {
    apiVersion: `${ADMISSION}/v1`,
    kind: `${type}AdmissionPolicyBinding`,
    metadata: { name: 'binding' },
    spec: {
      policyName: 'policy',
      ...(type === 'Validating' ? { validationActions: ['Deny'] } : {}),
      ...spec,
    },
  };
}

/** A namespace with labels. */
export function namespace(name: string, labels: Record<string, string> = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}
