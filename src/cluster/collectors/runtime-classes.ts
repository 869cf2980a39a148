import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists runtimeclasses: to see runtimes a release treats differently. */
export const runtimeClasses: ListCollector = {
  group: 'node.k8s.io',
  resource: 'runtimeclasses',
  kind: 'RuntimeClass',
  namespaced: false,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see runtimes a release treats differently',
};
