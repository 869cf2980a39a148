import type { ListCollector } from '../collector.ts';
import { keepPod } from '../project-pod.ts';

/** Lists pods: to see what runs where, control-plane command lines and image versions. */
export const pods: ListCollector = {
  group: '',
  resource: 'pods',
  kind: 'Pod',
  namespaced: true,
  versions: ['v1'],
  project: keepPod,
  why: 'to see what runs where, control-plane command lines and image versions',
};
