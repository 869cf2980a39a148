import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists ingressclasses: to see which ingress controllers are used. */
export const ingressClasses: ListCollector = {
  group: 'networking.k8s.io',
  resource: 'ingressclasses',
  kind: 'IngressClass',
  namespaced: false,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see which ingress controllers are used',
};
