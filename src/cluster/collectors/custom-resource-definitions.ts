import type { ListCollector } from '../collector.ts';
import { keepDefinition } from '../project.ts';

/** Lists customresourcedefinitions: to see stored versions, conversion webhooks and equivalent resources. */
export const customResourceDefinitions: ListCollector = {
  group: 'apiextensions.k8s.io',
  resource: 'customresourcedefinitions',
  kind: 'CustomResourceDefinition',
  namespaced: false,
  versions: ['v1'],
  project: keepDefinition,
  why: 'to see stored versions, conversion webhooks and equivalent resources',
};
