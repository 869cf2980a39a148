import type { ListCollector } from '../collector.ts';
import { keepWorkload } from '../project-pod.ts';

/** Lists deployments: to see workloads a release treats differently, and which APIs their owners use. */
export const deployments: ListCollector = {
  group: 'apps',
  resource: 'deployments',
  kind: 'Deployment',
  namespaced: true,
  versions: ['v1'],
  project: keepWorkload,
  why: 'to see workloads a release treats differently, and which APIs their owners use',
};
