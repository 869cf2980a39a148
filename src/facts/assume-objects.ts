import type { ClusterFacts, ResourceKey } from './cluster-facts.ts';
import { differingFields } from './differing-fields.ts';
import { type Fact, known, partial } from './fact.ts';
import type { KubeObject } from './kube-object.ts';

/** An object that facts were assumed to hold, and how that differs from what they held. */
export interface AssumedObject {
  readonly change: 'added' | 'replaced' | 'unchanged';
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Fields in which a replaced object differs: `webhooks[0].matchConditions`. */
  readonly fields: readonly string[];
}

/** Facts as they would be if objects had been applied, each in place of the one of its kind, namespace and name. */
export function assumeObjects(
  facts: ClusterFacts,
  assumed: ClusterFacts['objects'],
): { readonly facts: ClusterFacts; readonly assumed: readonly AssumedObject[] } {
  const objects: Record<ResourceKey, Fact<readonly KubeObject[]>> = { ...facts.objects };
  const differences: AssumedObject[] = [];
  for (const [key, fact] of Object.entries(assumed)) {
    if (fact.state === 'unknown' || fact.value.length === 0) continue;
    const last = new Map(fact.value.map((object) => [identityOf(object), object]));
    const current = facts.objects[key];
    const held = current === undefined || current.state === 'unknown' ? [] : current.value;
    const before = new Map(held.map((object) => [identityOf(object), object]));
    for (const [identity, object] of last) differences.push(differenceOf(object, before.get(identity)));
    const value = [...held.filter((object) => !last.has(identityOf(object))), ...last.values()];
    objects[key] =
      current?.state === 'known'
        ? known(value)
        : partial(value, current === undefined ? `${key} were not collected` : current.because);
  }
  return { facts: { ...facts, objects }, assumed: differences };
}

function differenceOf(object: KubeObject, before: KubeObject | undefined): AssumedObject {
  const { name, namespace } = object.metadata;
  const subject = { kind: object.kind, ...(namespace === undefined ? {} : { namespace }), name };
  if (before === undefined) return { change: 'added', ...subject, fields: [] };
  const fields = differingFields(whatCounts(before), whatCounts(object));
  return { change: fields.length === 0 ? 'unchanged' : 'replaced', ...subject, fields };
}

/** Without what only a server writes. */
function whatCounts({ apiVersion: _, kind: _kind, metadata, status: _status, ...rest }: KubeObject): unknown {
  const { labels = {}, annotations = {} } = metadata;
  return { metadata: { labels, annotations }, ...rest };
}

function identityOf({ metadata: { namespace = '', name } }: KubeObject): string {
  return `${namespace}/${name}`;
}
