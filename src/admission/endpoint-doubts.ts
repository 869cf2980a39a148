import type { FactReader } from '../facts/fact-reader.ts';
import { type Fields, fieldsOf, listOf } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { textOf } from './read-fields.ts';

/**
 * Why an endpoint that a slice calls ready may not answer, by what its pod and its node say of themselves; undefined where nothing speaks
 * against it. A slice is as old as the controller that keeps it, and one that publishes every pod calls ready what is being deleted.
 */
export function doubtOf({ targetRef, nodeName, conditions }: Fields, facts: FactReader): string | undefined {
  const { kind, namespace, name } = fieldsOf(targetRef);
  const pod =
    kind === 'Pod' ? find('pods', `${textOf(namespace, '')}/${textOf(name, '')}`, facts) : undefined;
  const node = find('nodes', `/${textOf(nodeName, '')}`, facts);
  if (fieldsOf(conditions).terminating === true || pod?.metadata.deletionTimestamp !== undefined)
    return `pod ${textOf(name, 'behind it')} is being deleted`;
  if (pod !== undefined && isUnready(pod)) return `pod ${pod.metadata.name} is not Ready`;
  if (node !== undefined && isUnready(node)) return `node ${node.metadata.name} is not Ready`;
  return undefined;
}

/** What says nothing of itself, such as an object from a file, is not doubted. */
function isUnready({ status }: KubeObject): boolean {
  return listOf(fieldsOf(status).conditions)
    .map(fieldsOf)
    .some(({ type, status: value }) => type === 'Ready' && value !== 'True');
}

const indexes = new WeakMap<readonly KubeObject[], ReadonlyMap<string, KubeObject>>();

function find(resource: 'pods' | 'nodes', key: string, facts: FactReader): KubeObject | undefined {
  const fact = facts.objects(resource);
  if (fact.state === 'unknown') return undefined;
  const index =
    indexes.get(fact.value) ??
    new Map(fact.value.map((one) => [`${one.metadata.namespace ?? ''}/${one.metadata.name}`, one]));
  indexes.set(fact.value, index);
  return index.get(key);
}
