import type { ListCollector } from '../collector.ts';
import { keepApiService } from '../project.ts';

/** Lists apiservices: to see which API groups are registered, and which are served by something else. */
export const apiServices: ListCollector = {
  group: 'apiregistration.k8s.io',
  resource: 'apiservices',
  kind: 'APIService',
  namespaced: false,
  versions: ['v1'],
  project: keepApiService,
  why: 'to see which API groups are registered, and which are served by something else',
};
