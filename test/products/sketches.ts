import type { KubeObject } from '../../src/facts/kube-object.ts';

const sketch = (
  kind: string,
  name: string,
  webhook: string,
  namespace: string,
  service: string,
): KubeObject => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: `${kind}WebhookConfiguration`,
  metadata: { name },
  webhooks: [
    {
      name: webhook,
      clientConfig: { service: { namespace, name: service } },
      rules: [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }],
    },
  ],
});

/** Configurations of products of which none was recorded: only their names, as the products' sources have them. */
export const SKETCHES: Readonly<Record<string, KubeObject>> = {
  capsule: sketch(
    'Validating',
    'capsule-validating-webhook-configuration',
    'namespaces.projectcapsule.dev',
    'capsule-system',
    'capsule-webhook-service',
  ),
  crossplane: sketch(
    'Validating',
    'crossplane-no-usages',
    'nousages.apiextensions.crossplane.io',
    'crossplane-system',
    'crossplane-webhooks',
  ),
  knative: sketch(
    'Validating',
    'validation.webhook.serving.knative.dev',
    'validation.webhook.serving.knative.dev',
    'knative-serving',
    'webhook',
  ),
  kubevirt: sketch(
    'Validating',
    'virt-api-validator',
    'virt-launcher-eviction-interceptor.kubevirt.io',
    'kubevirt',
    'virt-api',
  ),
  kueue: sketch(
    'Mutating',
    'kueue-mutating-webhook-configuration',
    'mpod.kb.io',
    'kueue-system',
    'kueue-webhook-service',
  ),
  neuvector: sketch(
    'Validating',
    'neuvector-validating-admission-webhook',
    'neuvector-validating-admission-webhook.neuvector.svc',
    'neuvector',
    'neuvector-svc-admission-webhook',
  ),
  'open-kruise': sketch(
    'Validating',
    'kruise-validating-webhook-configuration',
    'vpod.kb.io',
    'kruise-system',
    'kruise-webhook-service',
  ),
  portieris: sketch(
    'Mutating',
    'image-admission-config',
    'trust.hooks.securityenforcement.admission.cloud.ibm.com',
    'portieris',
    'portieris',
  ),
  stackrox: sketch('Validating', 'stackrox', 'policyeval.stackrox.io', 'stackrox', 'admission-control'),
  volcano: sketch(
    'Mutating',
    'volcano-admission-service-pods-mutate',
    'mutatepod.volcano.sh',
    'volcano-system',
    'volcano-admission-service',
  ),
};
