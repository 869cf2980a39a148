import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists poddisruptionbudgets: to see what would stop a drain. */
export const podDisruptionBudgets: ListCollector = {
  group: 'policy',
  resource: 'poddisruptionbudgets',
  kind: 'PodDisruptionBudget',
  namespaced: true,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see what would stop a drain',
};
