import type { FactReader } from '../facts/fact-reader.ts';
import type { Backend } from './backend.ts';
import { observeService, PORT } from './service-backend.ts';
import { observeUrl } from './url-backend.ts';
import type { ClientConfig } from './webhook.ts';

const APISERVICES = 'apiservices.apiregistration.k8s.io';

/**
 * Looks at what would answer a webhook call: the url, or the Service, its port and the ready endpoints behind it.
 * Calls of `default/kubernetes` never leave kube-apiserver, which hands them on to whatever serves the group in their path
 * (Kubernetes 1.36, apiserver `pkg/util/webhook/serviceresolver.go` and kube-aggregator `pkg/apiserver/resolvers.go`).
 */
export function observeBackend(config: ClientConfig, facts: FactReader): Backend {
  const { service, url } = config;
  if (service === undefined) return observeUrl(url, facts);
  return service.namespace === 'default' && service.name === 'kubernetes'
    ? observeAggregated(service.path, facts)
    : observeService(service, facts);
}

function observeAggregated(path: string, facts: FactReader): Backend {
  const name = 'default/kubernetes';
  const [, group = '', version = ''] = /^\/apis\/([^/?]+)\/([^/?]+)/.exec(path) ?? [];
  if (group === '') {
    return { state: 'unknown', name, because: 'it calls kube-apiserver itself, by a path of no API group' };
  }
  const wanted = `${version}.${group}`;
  const apiServices = facts.objects(APISERVICES);
  if (apiServices.state === 'unknown') return { state: 'unknown', name, because: apiServices.because };
  const found = apiServices.value.find(({ metadata }) => metadata.name === wanted);
  if (found === undefined) {
    const because = `APIService ${wanted}, which would serve its path, does not exist`;
    return apiServices.state === 'known'
      ? { state: 'silent', name, because }
      : { state: 'unknown', name, because: `APIService ${wanted} was not read: ${apiServices.because}` };
  }
  const { service } = (found.spec ?? {}) as { service?: Record<string, unknown> | null };
  if (service === undefined || service === null) {
    return { state: 'unknown', name, because: `kube-apiserver serves ${wanted} itself` };
  }
  const { port } = service;
  return observeService(
    {
      namespace: String(service.namespace),
      name: String(service.name),
      port: typeof port === 'number' ? port : PORT,
    },
    facts,
  );
}
