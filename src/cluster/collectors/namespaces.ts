import type { ListCollector } from '../collector.ts';
import { keepMetadata } from '../project.ts';

/** Lists namespaces: to know the labels that namespaceSelectors see. */
export const namespaces: ListCollector = {
  group: '',
  resource: 'namespaces',
  kind: 'Namespace',
  namespaced: false,
  versions: ['v1'],
  project: keepMetadata,
  metadataOnly: true,
  why: 'to know the labels that namespaceSelectors see',
};
