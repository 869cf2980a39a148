import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists services: to see what stands behind webhooks, and which addresses need an IPAddress. */
export const services: ListCollector = {
  group: '',
  resource: 'services',
  kind: 'Service',
  namespaced: true,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see what stands behind webhooks, and which addresses need an IPAddress',
};
