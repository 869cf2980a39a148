import type { ListCollector } from '../collector.ts';
import { keepMetadata } from '../project.ts';

/** Lists clusterrolebindings: to see which bindings a new apiserver still has to create. */
export const clusterRoleBindings: ListCollector = {
  group: 'rbac.authorization.k8s.io',
  resource: 'clusterrolebindings',
  kind: 'ClusterRoleBinding',
  namespaced: false,
  versions: ['v1'],
  project: keepMetadata,
  metadataOnly: true,
  why: 'to see which bindings a new apiserver still has to create',
};
