import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists horizontalpodautoscalers: to see autoscalers a release treats differently. */
export const horizontalPodAutoscalers: ListCollector = {
  group: 'autoscaling',
  resource: 'horizontalpodautoscalers',
  kind: 'HorizontalPodAutoscaler',
  namespaced: true,
  versions: ['v2'],
  project: keepWhole,
  why: 'to see autoscalers a release treats differently',
};
