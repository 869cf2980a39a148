import { textOf } from '../../admission/read-fields.ts';
import type { AdmissionRequest } from '../../admission/request.ts';
import type { Webhook } from '../../admission/webhook.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import { fieldsOf, listOf } from '../../facts/fields.ts';

/** How the pods behind a webhook are created again, as kube-apiserver sees it. */
export interface BackendPods {
  readonly webhook: Webhook;
  readonly request: AdmissionRequest;
  /** Nodes that ready pods run on; empty where it is not known. */
  readonly nodes: readonly string[];
}

/** Facts that backend pods are read from. */
export const BACKEND_POD_FACTS = [
  'objects/services',
  'objects/pods',
  'objects/endpointslices.discovery.k8s.io',
] as const;

/** The request that brings a pod behind a webhook back, as its ReplicaSet sends it; undefined where no Service of the cluster is called. */
export function backendPodsOf(webhook: Webhook, facts: FactReader): BackendPods | undefined {
  const { service } = webhook.clientConfig;
  if (service === undefined) return undefined;
  const { namespace, name } = service;
  const labels = podLabels(namespace, name, facts);
  return {
    webhook,
    nodes: nodesOf(namespace, name, facts),
    request: {
      kind: { group: '', version: 'v1', kind: 'Pod' },
      resource: { group: '', version: 'v1', resource: 'pods' },
      namespace,
      operation: 'CREATE',
      userInfo: {
        username: 'system:serviceaccount:kube-system:replicaset-controller',
        groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
      },
      object: {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { namespace, ...(labels === undefined ? {} : { labels }) },
      },
      oldObject: null,
      dryRun: false,
      bodies: 'partial',
    },
  };
}

/** Labels of a pod that stands behind the Service now; undefined where none is seen. */
function podLabels(
  namespace: string,
  name: string,
  facts: FactReader,
): Readonly<Record<string, string>> | undefined {
  const services = facts.objects('services');
  const pods = facts.objects('pods');
  if (services.state === 'unknown' || pods.state === 'unknown') return undefined;
  const service = services.value.find(
    ({ metadata }) => metadata.namespace === namespace && metadata.name === name,
  );
  const selector = Object.entries(fieldsOf(fieldsOf(service?.spec).selector));
  if (selector.length === 0) return undefined;
  const pod = pods.value.find(
    ({ metadata }) =>
      metadata.namespace === namespace && selector.every(([key, value]) => metadata.labels?.[key] === value),
  );
  return pod === undefined ? undefined : (pod.metadata.labels ?? {});
}

function nodesOf(namespace: string, name: string, facts: FactReader): readonly string[] {
  const slices = facts.objects('endpointslices.discovery.k8s.io');
  if (slices.state === 'unknown') return [];
  const nodes = slices.value
    .filter(
      ({ metadata }) =>
        metadata.namespace === namespace && metadata.labels?.['kubernetes.io/service-name'] === name,
    )
    .flatMap(({ endpoints }) => listOf(endpoints).map(fieldsOf))
    .filter((endpoint) => fieldsOf(endpoint.conditions).ready !== false)
    .map((endpoint) => textOf(endpoint.nodeName, ''));
  return [...new Set(nodes.filter((node) => node !== ''))].sort();
}
