import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists networkpolicies: to see rules a release treats differently. */
export const networkPolicies: ListCollector = {
  group: 'networking.k8s.io',
  resource: 'networkpolicies',
  kind: 'NetworkPolicy',
  namespaced: true,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see rules a release treats differently',
};
