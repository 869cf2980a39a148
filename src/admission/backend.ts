import type { FactReader } from '../facts/fact-reader.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { fieldsOf, listOf, textOf } from './read-fields.ts';
import type { ClientConfig } from './webhook.ts';

/** What stands behind a webhook, as far as the cluster shows it. */
export type Backend =
  /** Something ready stands there. `nodes` are those its pods run on; empty where they are not pods. */
  | {
      readonly state: 'answers';
      readonly name: string;
      readonly inCluster: boolean;
      readonly pods: number;
      readonly nodes: readonly string[];
    }
  | { readonly state: 'silent'; readonly name: string; readonly because: string }
  | { readonly state: 'unknown'; readonly name: string; readonly because: string };

/** Facts that backends are read from. */
export const BACKEND_FACTS = ['objects/services', 'objects/endpointslices.discovery.k8s.io'] as const;

/**
 * Looks at what would answer a webhook call: the url, or the Service, its port and the ready endpoints behind it.
 * kube-apiserver calls the Service's cluster IP, so only endpoints that are ready count
 * (Kubernetes 1.36, apiserver `pkg/util/webhook/serviceresolver.go`).
 */
export function observeBackend(config: ClientConfig, facts: FactReader): Backend {
  if (config.service === undefined) return observeUrl(config.url);
  const { namespace, name, port } = config.service;
  const label = `${namespace}/${name}`;
  const services = facts.objects('services');
  if (services.state === 'unknown') return { state: 'unknown', name: label, because: services.because };
  const service = services.value.find(
    ({ metadata }) => metadata.namespace === namespace && metadata.name === name,
  );
  if (service === undefined) {
    return services.state === 'known'
      ? { state: 'silent', name: label, because: `Service ${label} does not exist` }
      : {
          state: 'unknown',
          name: label,
          because: `Service ${label} is not among what was read: ${services.because}`,
        };
  }
  const spec = fieldsOf(service.spec);
  if (spec.type === 'ExternalName') {
    return { state: 'unknown', name: label, because: `Service ${label} points outside the cluster` };
  }
  const served = listOf(spec.ports)
    .map(fieldsOf)
    .find((candidate) => candidate.port === port);
  if (served === undefined) {
    return { state: 'silent', name: label, because: `Service ${label} has no port ${port}` };
  }
  return observeEndpoints(label, service, textOf(served.name, ''), facts);
}

function observeUrl(url: string | undefined): Backend {
  if (url === undefined)
    return { state: 'unknown', name: 'nothing', because: 'its clientConfig names neither url nor Service' };
  const host = hostOf(url);
  const isLocal = host === 'localhost' || host === '[::1]' || host.startsWith('127.');
  const because = isLocal
    ? 'it is called beside kube-apiserver on the control-plane host, which the API does not show'
    : 'it is called by url outside the cluster, which the API does not show';
  return { state: 'unknown', name: host, because };
}

/** Only the host: a url may carry credentials. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : 'an unreadable url';
}

function observeEndpoints(label: string, service: KubeObject, portName: string, facts: FactReader): Backend {
  const slices = facts.objects('endpointslices.discovery.k8s.io');
  if (slices.state === 'unknown') return { state: 'unknown', name: label, because: slices.because };
  const own = slices.value.filter(
    ({ metadata }) =>
      metadata.namespace === service.metadata.namespace &&
      metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name,
  );
  if (own.length === 0 && slices.state === 'partial') {
    return {
      state: 'unknown',
      name: label,
      because: `no EndpointSlice of Service ${label} is among what was read: ${slices.because}`,
    };
  }
  const ready = own
    .filter((slice) => listOf(slice.ports).some((port) => textOf(fieldsOf(port).name, '') === portName))
    .flatMap((slice) => listOf(slice.endpoints).map(fieldsOf))
    .filter((endpoint) => fieldsOf(endpoint.conditions).ready !== false);
  if (ready.length === 0) {
    return { state: 'silent', name: label, because: `no endpoint of Service ${label} is ready` };
  }
  const pods = ready.filter((endpoint) => fieldsOf(endpoint.targetRef).kind === 'Pod');
  const nodes = [...new Set(pods.map((endpoint) => textOf(endpoint.nodeName, '')))]
    .filter((node) => node !== '')
    .sort();
  const isSelectorless = Object.keys(fieldsOf(fieldsOf(service.spec).selector)).length === 0;
  return {
    state: 'answers',
    name: label,
    inCluster: pods.length > 0 || !isSelectorless,
    pods: pods.length,
    nodes,
  };
}
