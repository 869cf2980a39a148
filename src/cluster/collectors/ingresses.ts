import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists ingresses: to see rules a release treats differently. */
export const ingresses: ListCollector = {
  group: 'networking.k8s.io',
  resource: 'ingresses',
  kind: 'Ingress',
  namespaced: true,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see rules a release treats differently',
};
