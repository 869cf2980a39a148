import type { ServedResource } from '../facts/cluster-facts.ts';
import { type Fact, isWhole } from '../facts/fact.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import type { Minor } from '../upgrade/version.ts';
import { assumeEquivalences } from './assumed-equivalence.ts';
import { isBuiltInGroup } from './built-in-versions.ts';
import { readDefinedEquivalents } from './defined-equivalence.ts';
import type { Equivalences, Equivalent, Equivalents } from './equivalence.ts';
import type { GroupVersionResource } from './request.ts';
import { groupsOf } from './shared-storage.ts';

/**
 * Prepares the equivalences of a cluster from what it serves, and from its definitions for custom resources.
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
  const defined = readDefinedEquivalents(definitions);
  const areAllDefined = definitions.state === 'known';
  // An aggregated server that is down hides its own groups and no others.
  const areShown = (groups: readonly string[]) => groups.every((group) => isWhole(discovery, group));
  const notShown = (group: string, groups: readonly string[]) =>
    areShown(groups) && (areAllDefined || isBuiltInGroup(group)) ? [] : 'any';
  const served = (resource: GroupVersionResource, subResource: string): Equivalents => ({
    // Discovery does not show versions that a definition lists and does not serve.
    possible: notShown(resource.group, groupsOf(resource.group, resource.resource)),
    ordered: areAllDefined,
    groups: groupsOf(resource.group, resource.resource),
    others: (families.get(familyOf(resource.group, resource.resource)) ?? []).flatMap((one) =>
      isSame(one, resource) ? [] : asSubresource(one, subResource),
    ),
  });
  return { of: (resource, subResource) => defined(resource, subResource) ?? served(resource, subResource) };
}

function familyOf(group: string, resource: string): string {
  return `${groupsOf(group, resource).join(' ')}/${resource}`;
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
