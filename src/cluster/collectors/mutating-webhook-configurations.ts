import type { ListCollector } from '../collector.ts';
import { keepWebhookConfiguration } from '../project.ts';

/** Lists mutatingwebhookconfigurations: to see which webhooks would be called for the writes of the upgrade. */
export const mutatingWebhookConfigurations: ListCollector = {
  group: 'admissionregistration.k8s.io',
  resource: 'mutatingwebhookconfigurations',
  kind: 'MutatingWebhookConfiguration',
  namespaced: false,
  versions: ['v1'],
  project: keepWebhookConfiguration,
  why: 'to see which webhooks would be called for the writes of the upgrade',
};
