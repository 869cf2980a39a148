import type { Fact } from '../facts/fact.ts';
import { type Fields, fieldsOf, listOf } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import type { Equivalent, Equivalents } from './equivalence.ts';
import { textOf } from './read-fields.ts';
import type { GroupVersionKind, GroupVersionResource } from './request.ts';

/** The equivalents of a custom resource; undefined where no definition at hand is of it. */
export type DefinedEquivalents = (
  resource: GroupVersionResource,
  subResource: string,
) => Equivalents | undefined;

/**
 * Prepares the equivalents of custom resources: every version that the definition lists, in its order and whether it is served or not, with
 * the subresources of that version (Kubernetes 1.37, apiextensions `pkg/apiserver/customresource_handler.go`, getOrCreateServingInfoFor).
 */
export function readDefinedEquivalents(definitions: Fact<readonly KubeObject[]>): DefinedEquivalents {
  const defined = new Map(
    (definitions.state === 'unknown' ? [] : definitions.value)
      .map(({ spec }) => fieldsOf(spec))
      .map((spec) => [`${textOf(spec.group, '')}/${textOf(fieldsOf(spec.names).plural, '')}`, spec] as const),
  );
  return (resource, subResource) => {
    const spec = defined.get(`${resource.group}/${resource.resource}`);
    return spec === undefined ? undefined : ofDefinition(spec, resource, subResource);
  };
}

function ofDefinition(spec: Fields, resource: GroupVersionResource, subResource: string): Equivalents {
  const { kind } = fieldsOf(spec.names);
  const others = listOf(spec.versions)
    .map(fieldsOf)
    .filter(({ name }) => name !== resource.version)
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
