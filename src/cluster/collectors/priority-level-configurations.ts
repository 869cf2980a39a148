import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists prioritylevelconfigurations: to see flow control a release treats differently. */
export const priorityLevelConfigurations: ListCollector = {
  group: 'flowcontrol.apiserver.k8s.io',
  resource: 'prioritylevelconfigurations',
  kind: 'PriorityLevelConfiguration',
  namespaced: false,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see flow control a release treats differently',
};
