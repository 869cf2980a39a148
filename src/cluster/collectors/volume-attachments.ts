import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists volumeattachments: to see volumes in use while nodes are drained. */
export const volumeAttachments: ListCollector = {
  group: 'storage.k8s.io',
  resource: 'volumeattachments',
  kind: 'VolumeAttachment',
  namespaced: false,
  versions: ['v1'],
  project: keepWhole,
  why: 'to see volumes in use while nodes are drained',
};
