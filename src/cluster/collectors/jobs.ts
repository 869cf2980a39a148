import type { ListCollector } from '../collector.ts';
import { keepWorkload } from '../project-pod.ts';

/** Lists jobs: to see workloads a release treats differently. */
export const jobs: ListCollector = {
  group: 'batch',
  resource: 'jobs',
  kind: 'Job',
  namespaced: true,
  versions: ['v1'],
  project: keepWorkload,
  why: 'to see workloads a release treats differently',
};
