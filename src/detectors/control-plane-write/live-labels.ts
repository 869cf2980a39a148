import type { JsonObject } from '../../admission/request.ts';
import { resourceKey } from '../../facts/cluster-facts.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import { fieldsOf } from '../../facts/fields.ts';
import type { KubeObject } from '../../facts/kube-object.ts';
import type { Write } from '../../knowledge/shapes/writes.ts';

/** The labels of the object that is there; `unseen` where it was not read. */
export type LiveLabels = Readonly<Record<string, string>> | 'unseen' | 'absent';

/** Looks up the labels of the object that a write changes. */
export function liveLabels(write: Write, name: string, facts: FactReader): LiveLabels {
  const objects = facts.objects(resourceKey(write.group, write.resource));
  if (name === '*' || objects.state === 'unknown') return 'unseen';
  const found = indexOf(objects.value).get(`${write.namespace ?? ''}/${name}`);
  if (found !== undefined) return found.metadata.labels ?? {};
  return objects.state === 'known' ? 'absent' : 'unseen';
}

/**
 * Somebody may have labelled an object that is there: a selector looks at the old one too, and an update keeps what it does not set
 * (Kubernetes 1.36, `pkg/registry/rbac/reconciliation/reconcile_role.go` merges labels).
 */
export function withLabels(body: JsonObject, live: LiveLabels, how: 'kept' | 'alone'): JsonObject {
  if (live === 'absent') return body;
  const { labels, ...metadata } = fieldsOf(body.metadata);
  if (live === 'unseen') return { ...body, metadata };
  return {
    ...body,
    metadata: { ...metadata, labels: how === 'kept' ? { ...live, ...fieldsOf(labels) } : live },
  };
}

const indexes = new WeakMap<readonly KubeObject[], ReadonlyMap<string, KubeObject>>();

/** A cluster may have thousands of nodes, each of which is written. */
function indexOf(objects: readonly KubeObject[]): ReadonlyMap<string, KubeObject> {
  const index =
    indexes.get(objects) ??
    new Map(objects.map((object) => [`${object.metadata.namespace ?? ''}/${object.metadata.name}`, object]));
  indexes.set(objects, index);
  return index;
}
