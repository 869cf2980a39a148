import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists servicecidrs: to see whether the default ServiceCIDR is there already. */
export const serviceCidrs: ListCollector = {
  group: 'networking.k8s.io',
  resource: 'servicecidrs',
  kind: 'ServiceCIDR',
  namespaced: false,
  versions: ['v1', 'v1beta1'],
  project: keepWhole,
  why: 'to see whether the default ServiceCIDR is there already',
};
