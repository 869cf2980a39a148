import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists nodes: to see versions, roles and readiness of the machines. */
export const nodes: ListCollector = {
  group: '',
  resource: 'nodes',
  kind: 'Node',
  namespaced: false,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see versions, roles and readiness of the machines',
};
