import type { ListCollector } from '../collector.ts';
import { keepPersistentVolume } from '../project.ts';

/** Lists persistentvolumes: to see volumes that a release stops serving. */
export const persistentVolumes: ListCollector = {
  group: '',
  resource: 'persistentvolumes',
  kind: 'PersistentVolume',
  namespaced: false,
  versions: ['v1'],
  project: keepPersistentVolume,
  why: 'to see volumes that a release stops serving',
};
