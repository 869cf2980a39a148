import type { ListCollector } from '../collector.ts';
import { keepWorkload } from '../project-pod.ts';

/** Lists cronjobs: to see workloads a release treats differently, and which APIs their owners use. */
export const cronJobs: ListCollector = {
  group: 'batch',
  resource: 'cronjobs',
  kind: 'CronJob',
  namespaced: true,
  versions: ['v1'],
  project: keepWorkload,
  why: 'to see workloads a release treats differently, and which APIs their owners use',
};
