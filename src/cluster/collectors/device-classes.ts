import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists deviceclasses: to see device classes a release treats differently. */
export const deviceClasses: ListCollector = {
  group: 'resource.k8s.io',
  resource: 'deviceclasses',
  kind: 'DeviceClass',
  namespaced: false,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see device classes a release treats differently',
};
