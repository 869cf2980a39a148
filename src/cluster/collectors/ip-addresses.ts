import type { ListCollector } from '../collector.ts';
import { keepMetadata } from '../project.ts';

/** Lists ipaddresses: to see which addresses still need an IPAddress. */
export const ipAddresses: ListCollector = {
  group: 'networking.k8s.io',
  resource: 'ipaddresses',
  kind: 'IPAddress',
  namespaced: false,
  versions: ['v1', 'v1beta1'],
  project: keepMetadata,
  metadataOnly: true,
  why: 'to see which addresses still need an IPAddress',
};
