import type { ListCollector } from '../collector.ts';
import { keepWorkload } from '../project-pod.ts';

/** Lists daemonsets: to see workloads a release treats differently, and which APIs their owners use. */
export const daemonSets: ListCollector = {
  group: 'apps',
  resource: 'daemonsets',
  kind: 'DaemonSet',
  namespaced: true,
  versions: ['v1'],
  project: keepWorkload,
  why: 'to see workloads a release treats differently, and which APIs their owners use',
};
