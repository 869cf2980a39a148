import { type JsonInput, partialJson, unknownInput, wholeJson } from '../cel/cel.ts';
import type { Fact } from '../facts/fact.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { requestedAs } from './match.ts';
import type { AdmissionRequest } from './request.ts';
import { namespaceOf, readNamespaceLabels } from './selected-labels.ts';

const LEFT_OUT = 'facts keep only part of it';

/**
 * The `namespaceObject` that validations and mutations see: the request's namespace, and null for cluster-scoped requests and for
 * Namespaces themselves (Kubernetes 1.37, apiserver `policy/validating/dispatcher.go`). matchConditions always see null.
 */
export function readNamespaceObjects(
  namespaces: Fact<readonly KubeObject[]>,
  keeps: 'parts' | 'whole',
): (request: AdmissionRequest) => JsonInput {
  const labelsOf = readNamespaceLabels(namespaces);
  const byName = new Map(
    (namespaces.state === 'unknown' ? [] : namespaces.value).map((one) => [one.metadata.name, one]),
  );
  return (request) => {
    const { kind } = requestedAs(request);
    const name = namespaceOf(request);
    if (name === '' || (kind.group === '' && kind.kind === 'Namespace')) return null;
    const labels = labelsOf(name);
    const object = byName.get(name);
    if (labels === 'missing') return unknownInput(`namespace ${name} does not exist`);
    if (object === undefined) return partialJson({ metadata: { name, labels: labels.values } }, LEFT_OUT);
    const metadata = { ...object.metadata, labels: wholeJson(labels.values) };
    if (keeps === 'parts') return partialJson({ metadata }, LEFT_OUT);
    const { creationTimestamp = null } = object.metadata;
    // A Namespace of the API always has these, empty or not (core/v1 types.go).
    return {
      metadata: { ...metadata, creationTimestamp },
      spec: object.spec ?? {},
      status: object.status ?? {},
    };
  };
}
