import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists csinodes: to see which drivers run on which node. */
export const csiNodes: ListCollector = {
  group: 'storage.k8s.io',
  resource: 'csinodes',
  kind: 'CSINode',
  namespaced: false,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see which drivers run on which node',
};
