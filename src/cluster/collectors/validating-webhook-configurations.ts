import type { ListCollector } from '../collector.ts';
import { keepWebhookConfiguration } from '../project.ts';

/** Lists validatingwebhookconfigurations: to see which webhooks would be called for the writes of the upgrade. */
export const validatingWebhookConfigurations: ListCollector = {
  group: 'admissionregistration.k8s.io',
  resource: 'validatingwebhookconfigurations',
  kind: 'ValidatingWebhookConfiguration',
  namespaced: false,
  versions: ['v1'],
  project: keepWebhookConfiguration,
  why: 'to see which webhooks would be called for the writes of the upgrade',
};
