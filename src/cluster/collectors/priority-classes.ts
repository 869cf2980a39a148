import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists priorityclasses: to see whether the classes a new apiserver needs are there. */
export const priorityClasses: ListCollector = {
  group: 'scheduling.k8s.io',
  resource: 'priorityclasses',
  kind: 'PriorityClass',
  namespaced: false,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see whether the classes a new apiserver needs are there',
};
