import type { FactReader } from '../facts/fact-reader.ts';
import { type Fields, fieldsOf, listOf } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { routesToEndpoints } from './aggregator-routing.ts';
import type { Backend } from './backend.ts';
import { doubtOf } from './endpoint-doubts.ts';
import { podsAt } from './pod-addresses.ts';
import { textOf, textsOf } from './read-fields.ts';

/** The port of a Service that is called where none is named (admissionregistration.k8s.io/v1 and apiregistration.k8s.io/v1). */
export const PORT = 443;

/**
 * Looks at a Service, its port and the ready endpoints behind it. kube-apiserver calls the cluster IP, so only endpoints that are ready
 * count, and a Service without one cannot be called unless the endpoints themselves are
 * (Kubernetes 1.36, apiserver `pkg/util/proxy/proxy.go`, ResolveCluster and ResolveEndpoint).
 */
export function observeService(
  { namespace, name, port }: { readonly namespace: string; readonly name: string; readonly port: number },
  facts: FactReader,
): Backend {
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
  const candidates = listOf(spec.ports)
    .map(fieldsOf)
    .filter((candidate) => candidate.port === port);
  // It is called by TCP, and HTTP/3 may have the same number.
  const served = candidates.find(({ protocol }) => textOf(protocol, 'TCP') === 'TCP');
  if (served === undefined) {
    const what =
      candidates.length === 0
        ? `no port ${port}`
        : `port ${port} for ${textOf(candidates[0]?.protocol, '')} only`;
    return { state: 'silent', name: label, because: `Service ${label} has ${what}` };
  }
  const behind = observeEndpoints(label, service, textOf(served.name, ''), facts);
  return spec.clusterIP === 'None' && behind.state === 'answers' ? ofHeadless(behind, facts) : behind;
}

function ofHeadless(behind: Backend & { state: 'answers' }, facts: FactReader): Backend {
  const { name } = behind;
  switch (routesToEndpoints(facts)) {
    case true:
      return behind;
    case false:
      return {
        state: 'silent',
        name,
        because: `Service ${name} is headless, and kube-apiserver calls no Service without a cluster IP unless it has --enable-aggregator-routing`,
      };
    case 'unknown':
      return {
        state: 'unknown',
        name,
        because: `Service ${name} is headless, and whether kube-apiserver has --enable-aggregator-routing, without which it cannot call one, is not visible`,
      };
  }
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
  const published = own
    .filter((slice) => servesFamily(slice, fieldsOf(service.spec).clusterIP))
    .filter((slice) => listOf(slice.ports).some((port) => textOf(fieldsOf(port).name, '') === portName))
    .flatMap((slice) => listOf(slice.endpoints).map(fieldsOf))
    .filter(({ conditions }) => fieldsOf(conditions).ready !== false);
  if (published.length === 0) {
    return { state: 'silent', name: label, because: `no endpoint of Service ${label} is ready` };
  }
  // publishNotReadyAddresses makes `ready` true of every pod; `serving` still says how the pod is (discovery.k8s.io/v1, EndpointConditions).
  const ready = published.filter(({ conditions }) => fieldsOf(conditions).serving !== false);
  if (ready.length === 0) {
    const because = `no pod behind Service ${label} is ready, and it publishes them all the same (publishNotReadyAddresses)`;
    return { state: 'unknown', name: label, because };
  }
  const doubted = ready.map((endpoint) => ({ endpoint, doubt: doubtOf(endpoint, facts) }));
  const sound = doubted.filter(({ doubt }) => doubt === undefined).map(({ endpoint }) => endpoint);
  return sound.length > 0
    ? ofReady(label, service, sound, facts)
    : {
        state: 'unknown',
        name: label,
        because: `what is behind Service ${label} is published as ready, and ${doubted[0]?.doubt}`,
      };
}

/** kube-proxy leads a cluster IP to endpoints of its own family, and to names never (Kubernetes 1.36, `pkg/proxy/endpointslicecache.go`). */
function servesFamily({ addressType }: KubeObject, clusterIp: unknown): boolean {
  if (addressType === undefined) return true;
  const ip = textOf(clusterIp, 'None');
  return ip === 'None' ? addressType !== 'FQDN' : addressType === (ip.includes(':') ? 'IPv6' : 'IPv4');
}

function ofReady(label: string, service: KubeObject, ready: readonly Fields[], facts: FactReader): Backend {
  const pods = ready.filter(({ targetRef }) => fieldsOf(targetRef).kind === 'Pod');
  const isSelectorless = Object.keys(fieldsOf(fieldsOf(service.spec).selector)).length === 0;
  if (pods.length === 0 && isSelectorless) {
    const addresses = ready.flatMap((endpoint) => textsOf(endpoint.addresses));
    return ofAddresses(label, addresses, facts);
  }
  return {
    state: 'answers',
    name: label,
    inCluster: true,
    pods: pods.length,
    nodes: nodesOf(pods.map(({ nodeName }) => textOf(nodeName, ''))),
  };
}

/** Addresses that somebody wrote by hand may be those of pods all the same. */
function ofAddresses(label: string, addresses: readonly string[], facts: FactReader): Backend {
  const found = podsAt(addresses, facts);
  if (found.state === 'unknown') return { state: 'unknown', name: label, because: found.because };
  const { pods, hosts } = found.value;
  if (hosts.length > 0) {
    const because = `Service ${label} leads to ${hosts.join(', ')}, the address of a node, and what answers there the API does not show`;
    return { state: 'unknown', name: label, because };
  }
  if (pods.length === 0 && found.state === 'partial') {
    const because = `whether Service ${label} leads to pods is not known: ${found.because}`;
    return { state: 'unknown', name: label, because };
  }
  const isInside = pods.length > 0;
  return { state: 'answers', name: label, inCluster: isInside, pods: pods.length, nodes: nodesOf(pods) };
}

function nodesOf(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((node) => node !== '').sort();
}
