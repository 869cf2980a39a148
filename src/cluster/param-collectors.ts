import type { ClusterFacts } from '../facts/cluster-facts.ts';
import { fieldsOf } from '../facts/fields.ts';
import type { Collector } from './collector.ts';
import { COLLECTORS } from './collectors.ts';

const POLICIES = ['validatingadmissionpolicies', 'mutatingadmissionpolicies'] as const;

/**
 * The collectors of what policies take their parameters from. Which kinds those are only the policies say, so that nobody can want them
 * before these were read.
 */
export function paramCollectors(objects: ClusterFacts['objects']): readonly Collector[] {
  const kinds = new Set(POLICIES.flatMap((resource) => paramKinds(resource, objects)));
  return COLLECTORS.filter(({ group, kind }) => kinds.has(`${group}/${kind}`));
}

function paramKinds(
  resource: (typeof POLICIES)[number],
  objects: ClusterFacts['objects'],
): readonly string[] {
  const policies = objects[`${resource}.admissionregistration.k8s.io`];
  if (policies === undefined || policies.state === 'unknown') return [];
  return policies.value.flatMap(({ spec }) => {
    const { apiVersion, kind } = fieldsOf(fieldsOf(spec).paramKind);
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') return [];
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    return [`${group}/${kind}`];
  });
}
