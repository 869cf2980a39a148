import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists endpointslices: to see whether anything ready stands behind a webhook. */
export const endpointSlices: ListCollector = {
  group: 'discovery.k8s.io',
  resource: 'endpointslices',
  kind: 'EndpointSlice',
  namespaced: true,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see whether anything ready stands behind a webhook',
};
