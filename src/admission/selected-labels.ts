import type { Fact } from '../facts/fact.ts';
import { isFields } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { isEmptySelector, type LabelSelector, type Labels, selects } from './label-selector.ts';
import type { AdmissionRequest, JsonObject } from './request.ts';
import { anyOf, type Truth } from './truth.ts';

/** Label that the API server keeps on every namespace since 1.21 (`NamespaceDefaultLabelName`). */
const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/** The labels that namespaceSelectors see, by namespace. */
export type NamespaceLabels = (name: string) => Labels | 'missing';

/** Looks up namespaces; where not all of them are known, all that is sure of a missing one is its name's label. */
export function readNamespaceLabels(namespaces: Fact<readonly KubeObject[]>): NamespaceLabels {
  const byName = new Map(
    namespaces.state === 'unknown'
      ? []
      : namespaces.value.map((one) => [one.metadata.name, one.metadata.labels ?? {}]),
  );
  return (name) => {
    const values = byName.get(name);
    if (values !== undefined) {
      // Files leave out what the API server adds itself.
      return { values: { ...values, [NAMESPACE_NAME_LABEL]: name }, complete: true };
    }
    if (namespaces.state === 'known') return 'missing';
    return { values: { [NAMESPACE_NAME_LABEL]: name }, complete: false };
  };
}

/** The namespace a request carries; requests for a Namespace object carry its name. */
export function namespaceOf(request: AdmissionRequest): string {
  if (request.namespace !== undefined && request.namespace !== '') return request.namespace;
  return isNamespaces(request) ? (request.name ?? '') : '';
}

/**
 * Whether a namespaceSelector lets a request through. Cluster-scoped objects other than Namespaces are never exempted; a Namespace
 * being created or updated is judged by its own new labels (Kubernetes 1.37, apiserver `webhook/predicates/namespace/matcher.go`).
 */
export function namespaceSelected(
  selector: LabelSelector | undefined,
  request: AdmissionRequest,
  labelsOf: NamespaceLabels,
): Truth {
  const namespace = namespaceOf(request);
  if (namespace === '' && !isNamespaces(request)) return true;
  if (isEmptySelector(selector)) return true;
  const labels = isWrittenNamespace(request) ? labelsOfBody(request.object, request) : labelsOf(namespace);
  // A namespace that does not exist makes the API server answer 404 itself; nothing can be said of webhooks then.
  if (labels === 'missing' || labels === 'none') return 'unknown';
  return selects(selector, labels);
}

/**
 * Whether an objectSelector lets a request through: the new or the old object must be selected; a body without metadata, such as
 * PodExecOptions, never is (Kubernetes 1.37, apiserver `webhook/predicates/object/matcher.go`).
 */
export function objectSelected(selector: LabelSelector | undefined, request: AdmissionRequest): Truth {
  if (isEmptySelector(selector)) return true;
  return anyOf([request.object, request.oldObject], (body) => {
    const labels = labelsOfBody(body, request);
    return labels === 'none' ? false : selects(selector, labels);
  });
}

function labelsOfBody(body: JsonObject | null | undefined, request: AdmissionRequest): Labels | 'none' {
  const isPartial = request.bodies === 'partial';
  if (body === null) return 'none';
  if (body === undefined) return isPartial ? { values: {}, complete: false } : 'none';
  // Options kinds of the core group (PodExecOptions, NodeProxyOptions …) carry no metadata; a custom resource may be called so and does.
  if (request.kind.group === '' && request.kind.kind.endsWith('Options')) return 'none';
  const metadata = isFields(body.metadata) ? body.metadata : {};
  const own = isNamespaceObject(request) ? nameLabel(metadata.name) : {};
  if (isFields(metadata.labels)) return { values: { ...textsOf(metadata.labels), ...own }, complete: true };
  return { values: own, complete: !isPartial };
}

/** The API server adds it when it reads a Namespace, before admission (Kubernetes 1.36, `pkg/apis/core/v1/defaults.go`). */
function nameLabel(name: unknown): Readonly<Record<string, string>> {
  return typeof name === 'string' && name !== '' ? { [NAMESPACE_NAME_LABEL]: name } : {};
}

function isNamespaceObject({ kind }: AdmissionRequest): boolean {
  return kind.group === '' && kind.kind === 'Namespace';
}

function isNamespaces(request: AdmissionRequest): boolean {
  return (request.requestResource ?? request.resource).resource === 'namespaces';
}

function isWrittenNamespace(request: AdmissionRequest): boolean {
  const isWrite = request.operation === 'CREATE' || request.operation === 'UPDATE';
  return isNamespaces(request) && (request.subResource ?? '') === '' && isWrite;
}

function textsOf(record: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, String(value)]));
}
