import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists persistentvolumeclaims: to see which claims use such volumes. */
export const persistentVolumeClaims: ListCollector = {
  group: '',
  resource: 'persistentvolumeclaims',
  kind: 'PersistentVolumeClaim',
  namespaced: true,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see which claims use such volumes',
};
