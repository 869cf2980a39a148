import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists flowschemas: to see which flow schemas a new apiserver would delete. */
export const flowSchemas: ListCollector = {
  group: 'flowcontrol.apiserver.k8s.io',
  resource: 'flowschemas',
  kind: 'FlowSchema',
  namespaced: false,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see which flow schemas a new apiserver would delete',
};
