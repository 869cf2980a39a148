import type { FactReader } from '../facts/fact-reader.ts';
import { fieldsOf } from '../facts/fields.ts';
import type { Backend } from './backend.ts';
import { podsAt } from './pod-addresses.ts';
import { textOf, textsOf } from './read-fields.ts';
import { observeService, PORT } from './service-backend.ts';

/**
 * Looks at what would answer a webhook that is called by url. One that leads to a Service or a pod is no less inside the cluster for it;
 * of any other address the API does not show what stands there.
 */
export function observeUrl(text: string | undefined, facts: FactReader): Backend {
  if (text === undefined)
    return { state: 'unknown', name: 'nothing', because: 'its clientConfig names neither url nor Service' };
  if (!URL.canParse(text))
    return { state: 'unknown', name: 'an unreadable url', because: 'its url cannot be read' };
  const { hostname, port } = new URL(text);
  // Only the host is ever named: a url may carry credentials.
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (host === 'localhost' || host === '::1' || host.startsWith('127.')) {
    const because =
      'it is called beside kube-apiserver on the control-plane host, which the API does not show';
    return { state: 'unknown', name: hostname, because };
  }
  const number = port === '' ? PORT : Number(port);
  return ofServiceName(host, number, facts) ?? ofAddress(host, number, facts);
}

/** Nothing behind the Service, nothing that answers; else it hangs on whether the hosts know the cluster's names, and most do not. */
function ofServiceName(host: string, port: number, facts: FactReader): Backend | undefined {
  const [, name, namespace] = /^([^.]+)\.([^.]+)\.svc(?:\.|$)/.exec(host) ?? [];
  if (name === undefined || namespace === undefined) return undefined;
  const behind = observeService({ namespace, name, port }, facts);
  if (behind.state !== 'answers') return { ...behind, name: host };
  const because = `it is called by url at ${host}, a name of the cluster's own DNS, and whether the hosts of the control plane can resolve it the API does not show`;
  return { state: 'unknown', name: host, because };
}

function ofAddress(host: string, port: number, facts: FactReader): Backend {
  const services = facts.objects('services');
  const service = (services.state === 'unknown' ? [] : services.value).find(({ spec }) => {
    const { clusterIP, clusterIPs } = fieldsOf(spec);
    return clusterIP === host || textsOf(clusterIPs).includes(host);
  });
  if (service !== undefined) {
    const { namespace = 'default', name } = service.metadata;
    return observeService({ namespace, name, port }, facts);
  }
  const owners = podsAt([host], facts);
  const node = owners.state === 'unknown' ? undefined : owners.value.pods[0];
  const because =
    node === undefined
      ? 'it is called by url outside the cluster, which the API does not show'
      : `it is called by url at the address of a pod${textOf(node, '') === '' ? '' : ` on node ${node}`}, which the pod loses when it is made anew`;
  return { state: 'unknown', name: host, because };
}
