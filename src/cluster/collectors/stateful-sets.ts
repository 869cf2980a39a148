import type { ListCollector } from '../collector.ts';
import { keepWorkload } from '../project-pod.ts';

/** Lists statefulsets: to see workloads a release treats differently, and which APIs their owners use. */
export const statefulSets: ListCollector = {
  group: 'apps',
  resource: 'statefulsets',
  kind: 'StatefulSet',
  namespaced: true,
  versions: ['v1'],
  project: keepWorkload,
  why: 'to see workloads a release treats differently, and which APIs their owners use',
};
