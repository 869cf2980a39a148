import type { Evidence } from '../detectors/detector.ts';
import { type RequestedApi, resourceKey } from '../facts/cluster-facts.ts';
import type { Fact } from '../facts/fact.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import { type KubeObject, refOf } from '../facts/kube-object.ts';
import type { RemovedApi } from '../knowledge/shapes/apis.ts';
import { apiVersionOf } from './api-descriptions.ts';

/** What kube-apiserver counted. */
export function requestEvidence(requests: readonly RequestedApi[]): readonly Evidence[] {
  return requests.map(({ group, version, resource, subresource }) => ({
    values: {
      group,
      version,
      resource: subresource === '' ? resource : `${resource}/${subresource}`,
      seen: 'apiserver_requested_deprecated_apis',
    },
  }));
}

/** Who asked for a row's API. */
export function requestsFor(
  row: RemovedApi,
  requested: Fact<readonly RequestedApi[]>,
): readonly RequestedApi[] {
  if (requested.state === 'unknown') return [];
  return requested.value.filter(
    ({ group, version, resource }) =>
      group === row.group && version === row.version && resource === row.resource,
  );
}

/** Objects that somebody wrote in a row's API version, and who that was. */
export function objectEvidence(row: RemovedApi, facts: FactReader): readonly Evidence[] {
  const fact = facts.objects(resourceKey(row.group, row.resource));
  if (fact.state === 'unknown') return [];
  return fact.value.flatMap((object) => {
    // Only files make objects a partial fact. A collected object has the version that it was asked for in, which says nothing.
    const isFromFile = fact.state === 'partial' && object.apiVersion === apiVersionOf(row);
    const writers = isFromFile ? ['a manifest'] : writersOf(object, row);
    return writers.map((manager) => ({
      object: refOf(object),
      values: { apiVersion: apiVersionOf(row), manager, seen: isFromFile ? 'apiVersion' : 'managed fields' },
    }));
  });
}

/** Kubernetes' own components come with the new version; what they wrote with the old one is no use of it. */
const OWN_MANAGERS =
  /^(?:kube-(?:apiserver|controller-manager|scheduler|proxy)|kubelet|kubeadm|api-priority-and-fairness-config-(?:producer|consumer))(?:-|$)/;
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function writersOf({ metadata }: KubeObject, row: RemovedApi): readonly string[] {
  const apiVersion = apiVersionOf(row);
  const managers = (Array.isArray(metadata.managedFields) ? metadata.managedFields : []).flatMap((entry) => {
    const { manager, apiVersion: written } = (entry ?? {}) as Record<string, unknown>;
    return written === apiVersion && typeof manager === 'string' && !OWN_MANAGERS.test(manager)
      ? [manager]
      : [];
  });
  return [
    ...new Set([
      ...managers,
      ...(lastApplied(metadata.annotations?.[LAST_APPLIED]) === apiVersion ? ['kubectl apply'] : []),
    ]),
  ];
}

function lastApplied(annotation: string | undefined): unknown {
  if (annotation === undefined) return undefined;
  try {
    return (JSON.parse(annotation) as { apiVersion?: unknown } | null)?.apiVersion;
  } catch {
    // Somebody else wrote the annotation; it says nothing then.
    return undefined;
  }
}
