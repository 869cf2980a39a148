import type { Fact } from '../facts/fact.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import type { Minor } from '../upgrade/version.ts';
import { builtInVersions } from './built-in-versions.ts';
import { readDefinedEquivalents } from './defined-equivalence.ts';
import type { Equivalences, Equivalents } from './equivalence.ts';
import type { GroupVersionResource } from './request.ts';
import { groupsOf } from './shared-storage.ts';

/**
 * Equivalences of a cluster that was not asked what it serves: definitions at hand tell those of custom resources, and of built-in ones the
 * release tells what it serves by default, and what it can be told to serve.
 */
export function assumeEquivalences(
  definitions: Fact<readonly KubeObject[]>,
  server: Minor | undefined,
): Equivalences {
  const defined = readDefinedEquivalents(definitions);
  return {
    of: (resource, subResource) =>
      defined(resource, subResource) ?? ofRelease(resource, server) ?? notKnown(resource),
  };
}

const EVENT_GROUPS = ['', 'events.k8s.io'];

function ofRelease(resource: GroupVersionResource, server: Minor | undefined): Equivalents | undefined {
  const versions = builtInVersions(resource.group, resource.resource, server);
  if (versions === undefined) return undefined;
  const groups = groupsOf(resource.group, resource.resource);
  if (resource.resource === 'events' && EVENT_GROUPS.includes(resource.group)) {
    return {
      others: EVENT_GROUPS.filter((group) => group !== resource.group).map((group) => ({
        resource: { group, version: 'v1', resource: 'events' },
        kind: { group, version: 'v1', kind: 'Event' },
      })),
      possible: [],
      ordered: true,
      groups,
    };
  }
  const inVersion = (version: string): GroupVersionResource => ({ ...resource, version });
  const isOther = (version: string) => version !== resource.version;
  return {
    others: versions.byDefault.filter(isOther).map((version) => ({
      resource: inVersion(version),
      kind: { group: resource.group, version, kind: versions.kind },
    })),
    possible: versions.ifAsked.filter(isOther).map(inVersion),
    ordered: versions.byDefault.filter(isOther).length < 2,
    groups,
  };
}

function notKnown({ group, resource }: GroupVersionResource): Equivalents {
  return { others: [], possible: 'any', ordered: true, groups: groupsOf(group, resource) };
}
