import type { ServedResource } from '../facts/cluster-facts.ts';
import type { Fact } from '../facts/fact.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import type { Minor } from '../upgrade/version.ts';
import { assumeEquivalences } from './assumed-equivalence.ts';
import type { GroupVersionKind, GroupVersionResource } from './request.ts';
import { groupsOf } from './shared-storage.ts';

/** The same objects under another group or version, with the kind they have there. */
export interface Equivalent {
  readonly resource: GroupVersionResource;
  readonly kind: GroupVersionKind;
}

export interface Equivalences {
  /** The other resources under which the API server serves the same objects, in the order it registers them. */
  readonly of: (resource: GroupVersionResource, subResource: string) => Equivalents;
}

export interface Equivalents {
  readonly others: readonly Equivalent[];
  /** What may be served beside these: nothing, these very resources, or any version that nobody has seen. */
  readonly possible: 'any' | readonly GroupVersionResource[];
  /** Whether their order is sure: of several that match, the API server takes the first. */
  readonly ordered: boolean;
  /** Every group that may serve the same objects, the resource's own included. */
  readonly groups: readonly string[];
}

/**
 * Prepares the equivalences of a cluster from what it serves, and from its CRDs for the order of their versions.
 * @param server minor of the API server, to go by what it serves by default where the cluster was not asked
 */
export function findEquivalences(
  discovery: Fact<readonly ServedResource[]>,
  definitions: Fact<readonly KubeObject[]>,
  server?: Minor,
): Equivalences {
  if (discovery.state === 'unknown') return assumeEquivalences(definitions, server);
  const families = new Map<string, ServedResource[]>();
  for (const served of discovery.value) {
    const key = familyOf(served.group, served.resource);
    const family = families.get(key);
    if (family === undefined) families.set(key, [served]);
    else family.push(served);
  }
  const declared: ReadonlyMap<string, string[]> =
    definitions.state === 'unknown' ? new Map() : versionOrders(definitions.value);
  for (const [key, family] of families) {
    const order = declared.get(key);
    if (order !== undefined) family.sort((a, b) => order.indexOf(a.version) - order.indexOf(b.version));
  }
  const possible = discovery.state === 'known' ? [] : 'any';
  return {
    of: (resource, subResource) => ({
      possible,
      ordered: definitions.state === 'known' || declared.has(familyOf(resource.group, resource.resource)),
      groups: groupsOf(resource.group, resource.resource),
      others: (families.get(familyOf(resource.group, resource.resource)) ?? []).flatMap((served) =>
        isSame(served, resource) ? [] : asSubresource(served, subResource),
      ),
    }),
  };
}

function familyOf(group: string, resource: string): string {
  return `${groupsOf(group, resource).join(' ')}/${resource}`;
}

/** Custom resources are registered in the order their definition lists its versions, not in discovery's. */
function versionOrders(definitions: readonly KubeObject[]): Map<string, string[]> {
  const orders = new Map<string, string[]>();
  for (const definition of definitions) {
    const spec = definition.spec as
      | { group?: unknown; names?: { plural?: unknown }; versions?: readonly { name?: unknown }[] }
      | undefined;
    if (!Array.isArray(spec?.versions)) continue;
    orders.set(
      familyOf(String(spec.group), String(spec.names?.plural)),
      spec.versions.map((version) => String(version?.name)),
    );
  }
  return orders;
}

function isSame(served: ServedResource, resource: GroupVersionResource): boolean {
  return (
    served.group === resource.group &&
    served.version === resource.version &&
    served.resource === resource.resource
  );
}

/** A version that lacks the subresource is no equivalent of a request for it. */
function asSubresource(served: ServedResource, subResource: string): Equivalent[] {
  const { group, version, resource, kind } = served;
  const place = { group, version, resource };
  if (subResource === '') return [{ resource: place, kind: { group, version, kind } }];
  return served.subresources
    .filter((sub) => sub.name === subResource)
    .map((sub) => ({ resource: place, kind: { group: sub.group, version: sub.version, kind: sub.kind } }));
}
