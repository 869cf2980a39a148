import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists csidrivers: to see drivers a release treats differently. */
export const csiDrivers: ListCollector = {
  group: 'storage.k8s.io',
  resource: 'csidrivers',
  kind: 'CSIDriver',
  namespaced: false,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see drivers a release treats differently',
};
