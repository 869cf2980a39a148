import type { ListCollector } from '../collector.ts';
import { keepMetadata } from '../project.ts';

/** Lists clusterroles: to see which roles a new apiserver still has to create. */
export const clusterRoles: ListCollector = {
  group: 'rbac.authorization.k8s.io',
  resource: 'clusterroles',
  kind: 'ClusterRole',
  namespaced: false,
  versions: ['v1'],
  project: keepMetadata,
  metadataOnly: true,
  why: 'to see which roles a new apiserver still has to create',
};
