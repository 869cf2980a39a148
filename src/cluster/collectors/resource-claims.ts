import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists resourceclaims: to see device claims a release treats differently. */
export const resourceClaims: ListCollector = {
  group: 'resource.k8s.io',
  resource: 'resourceclaims',
  kind: 'ResourceClaim',
  namespaced: true,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see device claims a release treats differently',
};
