import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists the identity leases of API servers: they tell how many there are, also where no node shows them. */
export const leases: ListCollector = {
  group: 'coordination.k8s.io',
  resource: 'leases',
  kind: 'Lease',
  namespaced: true,
  namespace: 'kube-system',
  labelSelector: 'apiserver.kubernetes.io/identity=kube-apiserver',
  versions: ['v1'],
  project: keepWhole,
  why: 'to see how many API servers there are',
};
