import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { loadAll } from 'js-yaml';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { recogniseProduct } from '../../src/products/recognise-product.ts';
import { PRODUCTS } from '../support/products.ts';
import { SKETCHES } from './sketches.ts';

const CONFIGS = new URL('../writes/recorded/configs/', import.meta.url);

const objectsOf = (file: string): KubeObject[] =>
  (loadAll(readFileSync(new URL(file, CONFIGS), 'utf8')) as (KubeObject | null)[]).filter(
    (object) => object !== null && !object.kind.endsWith('Binding'),
  ) as KubeObject[];

/** Which product each recorded file is of; `none` is somebody's own. */
const PRODUCT_OF: Readonly<Record<string, string>> = {
  'aqua-kube-enforcer': 'aqua-kube-enforcer',
  'aqua-kube-enforcer-fail': 'aqua-kube-enforcer',
  'aws-load-balancer-controller-3.5': 'aws-load-balancer-controller',
  'azure-workload-identity-1.6': 'azure-workload-identity',
  'cert-manager-1.21': 'cert-manager',
  'cloudnative-pg-1.30': 'cloudnative-pg',
  'cluster-api-1.14': 'cluster-api',
  'connaisseur-3': 'connaisseur',
  'consul-2.0': 'consul',
  'crowdstrike-falcon-container': 'falcon-container-sensor',
  'dapr-1.17': 'dapr',
  'datadog-admission': 'datadog-cluster-agent',
  'eck-3.5': 'elastic-cloud-on-kubernetes',
  'eks-builtin': 'amazon-eks',
  'external-secrets-2.9': 'external-secrets',
  'external-snapshotter-webhook': 'csi-snapshot-validation',
  'gatekeeper-3.23-default': 'gatekeeper',
  'gatekeeper-3.23-fail-closed': 'gatekeeper',
  'gce-cloud-pvl-admission': 'gce-cloud-pvl-admission',
  'hazard-vap-servicecidr-deny-all': 'none',
  'hnc-1.1': 'hierarchical-namespace-controller',
  'ingress-nginx-4.15': 'ingress-nginx',
  'istio-1.30-default': 'istio',
  'istio-1.30-inject-by-default': 'istio',
  'istio-1.30-revision-tag': 'istio',
  'jaeger-operator': 'jaeger-operator',
  'k8s-docs-vap-servicecidr': 'none',
  'keda-2.20': 'keda',
  'kube-prometheus-stack-88': 'kube-prometheus-stack',
  'kube-prometheus-stack-88-fail': 'kube-prometheus-stack',
  'kuberay-webhook': 'kuberay',
  'kubewarden-6.0': 'kubewarden-controller',
  'kubewarden-psp-policy': 'kubewarden-policy',
  'kuma-2': 'kuma',
  'kyverno-1.12-wildcard-enforce': 'kyverno',
  'kyverno-1.19-autoupdate-disabled': 'kyverno',
  'kyverno-1.19-finegrained-replaces-global': 'kyverno',
  'kyverno-1.19-generated-vap': 'kyverno-generated-policies',
  'kyverno-1.19-networking-group': 'kyverno',
  'kyverno-1.19-no-policies': 'kyverno',
  'kyverno-1.19-pod-policies-enforce': 'kyverno',
  'kyverno-1.19-vpol-finegrained': 'kyverno',
  'kyverno-1.19-wildcard-enforce': 'kyverno',
  'kyverno-1.19-wildcard-exclude-bootstrap': 'kyverno',
  'kyverno-1.19-wildcard-ignore': 'kyverno',
  'kyverno-1.19-wildcard-mc-resources': 'kyverno',
  'linkerd-edge-26.8': 'linkerd',
  'longhorn-1.12': 'longhorn',
  'metallb-0.16': 'metallb',
  'opa-kube-mgmt': 'opa-kube-mgmt',
  'opa-kube-mgmt-fail': 'opa-kube-mgmt',
  'openshift-cluster-network-operator': 'openshift-network-operator',
  'openshift-lvms': 'openshift-lvm-storage',
  'opentelemetry-operator': 'opentelemetry-operator',
  'pod-security-webhook': 'pod-security-webhook',
  'rancher-webhook-0.11-downstream': 'rancher-webhook',
  'spark-operator-2': 'spark-operator',
  'sriov-injector-matchcondition': 'sriov-network-operator',
  'sriov-network-operator-1.6': 'sriov-network-operator',
  'strimzi-drain-cleaner': 'strimzi-drain-cleaner',
  'sysdig-admission-controller': 'sysdig-admission-controller',
  'tekton-pipelines-1.15': 'tekton-pipelines',
  'vault-agent-injector-0.34': 'vault-agent-injector',
  'vpa-1.7': 'vertical-pod-autoscaler',
};

describe('the product of a configuration', () => {
  test('every recorded configuration is accounted for', () => {
    expect(readdirSync(CONFIGS).sort()).toEqual(
      Object.keys(PRODUCT_OF)
        .map((name) => `${name}.yaml`)
        .sort(),
    );
  });

  test.each(Object.entries(PRODUCT_OF))('%s is %s', (config, product) => {
    const found = objectsOf(`${config}.yaml`).map(
      (object) => recogniseProduct(object, PRODUCTS)?.id ?? 'none',
    );
    expect(new Set(found)).toEqual(new Set([product]));
  });

  test.each(Object.entries(SKETCHES))('%s is recognised by its names', (product, object) => {
    expect(recogniseProduct(object, PRODUCTS)?.id).toBe(product);
  });

  test('no configuration is taken for two products', () => {
    const all = Object.keys(PRODUCT_OF).flatMap((config) => objectsOf(`${config}.yaml`));
    const doubts = [...all, ...Object.values(SKETCHES)]
      .map((object) =>
        PRODUCTS.filter((product) => recogniseProduct(object, [product]) !== undefined).map(({ id }) => id),
      )
      .filter((ids) => ids.length > 1);
    expect(doubts).toEqual([]);
  });

  test('a configuration of nobody known has none', () => {
    const own = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'our-own', labels: { app: 'ours' } },
      webhooks: [{ name: 'check.example.com', clientConfig: { service: { namespace: 'a', name: 'b' } } }],
    };
    expect(recogniseProduct(own, PRODUCTS)).toBeUndefined();
  });
});
