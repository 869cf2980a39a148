import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists storageclasses: to see provisioners a release no longer has. */
export const storageClasses: ListCollector = {
  group: 'storage.k8s.io',
  resource: 'storageclasses',
  kind: 'StorageClass',
  namespaced: false,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see provisioners a release no longer has',
};
