import type { Fact } from '../facts/fact.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import type { Minor } from '../upgrade/version.ts';
import { builtInVersions } from './built-in-versions.ts';
import type { Equivalences, Equivalent, Equivalents } from './equivalence.ts';
import { type Fields, fieldsOf, listOf, textOf } from './read-fields.ts';
import type { GroupVersionKind, GroupVersionResource } from './request.ts';
import { groupsOf } from './shared-storage.ts';

/**
 * Equivalences of a cluster that was not asked what it serves: definitions at hand tell those of custom resources, and of built-in ones the
 * release tells what it serves by default, and what it can be told to serve.
 */
export function assumeEquivalences(
  definitions: Fact<readonly KubeObject[]>,
  server: Minor | undefined,
): Equivalences {
  const declared = new Map(
    (definitions.state === 'unknown' ? [] : definitions.value)
      .map(({ spec }) => fieldsOf(spec))
      .map((spec) => [`${textOf(spec.group, '')}/${textOf(fieldsOf(spec.names).plural, '')}`, spec] as const),
  );
  return {
    of: (resource, subResource) => {
      const spec = declared.get(`${resource.group}/${resource.resource}`);
      if (spec !== undefined) return ofDefinition(spec, resource, subResource);
      return ofRelease(resource, server) ?? notKnown(resource);
    },
  };
}

function ofDefinition(spec: Fields, resource: GroupVersionResource, subResource: string): Equivalents {
  const { kind } = fieldsOf(spec.names);
  const others = listOf(spec.versions)
    .map(fieldsOf)
    .filter(({ name, served }) => served !== false && name !== resource.version)
    .flatMap((version): Equivalent[] => {
      const name = textOf(version.name, '');
      const own = { group: resource.group, version: name, kind: textOf(kind, '') };
      const seen = kindOf(own, subResource, fieldsOf(version.subresources));
      return seen === undefined ? [] : [{ resource: { ...resource, version: name }, kind: seen }];
    });
  return { others, possible: [], ordered: true, groups: [resource.group] };
}

/** The kind that a subresource takes; undefined where a version has none of that name. */
function kindOf(
  own: GroupVersionKind,
  subResource: string,
  subresources: Fields,
): GroupVersionKind | undefined {
  if (subResource === '') return own;
  if (subresources[subResource] === undefined) return undefined;
  return subResource === 'scale' ? { group: 'autoscaling', version: 'v1', kind: 'Scale' } : own;
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
