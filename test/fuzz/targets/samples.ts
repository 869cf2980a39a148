import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Whole samples of what people hand in, from which altered ones are made. */
export const WAIVERS = {
  waivers: [
    {
      hazard: 'control-plane-write-denied',
      object: 'ValidatingWebhookConfiguration kyverno-resource-validating-webhook-cfg',
      reason: 'Switched off in the window.',
      owner: 'team-policy',
      expires: '2027-01-15',
      acknowledgeOutage: 'true',
    },
    {
      hazard: 'feature-gate-removed/AggregatedDiscoveryEndpoint',
      object: { kind: 'Pod', namespace: 'kube-system', name: 'kube-apiserver-cp1' },
      reason: 'Known.',
      owner: 'team-platform',
      expires: '2027-03-31',
      ticket: 'OPS-1',
    },
  ],
  answers: [
    {
      hazard: 'flag-removed/kubelet',
      question: 'Does any node start its kubelet with --cloud-config?',
      affected: 'false',
      reason: 'No.',
      owner: 'team-platform',
      expires: '2027-02-28',
    },
  ],
};

export const REPORT_TIME = '2026-11-20T08:00:00.000Z';

export const REQUEST = {
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: {
    uid: 'u1',
    kind: { group: 'rbac.authorization.k8s.io', version: 'v1', kind: 'ClusterRole' },
    resource: { group: 'rbac.authorization.k8s.io', version: 'v1', resource: 'clusterroles' },
    requestKind: { group: 'rbac.authorization.k8s.io', version: 'v1', kind: 'ClusterRole' },
    name: 'admin',
    operation: 'UPDATE',
    userInfo: { username: 'system:apiserver', groups: ['system:masters'], extra: { a: ['b'] } },
    object: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'admin', labels: { a: 'b' } },
    },
    oldObject: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'admin' },
    },
    options: { kind: 'UpdateOptions' },
    dryRun: false,
  },
};

export const KUBECONFIG = {
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': 'a',
  clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1', 'certificate-authority-data': 'Cg==' } }],
  users: [
    {
      name: 'u',
      user: {
        token: 't',
        as: 'someone',
        'as-groups': ['g'],
        'as-user-extra': { reason: ['because'] },
      },
    },
  ],
  contexts: [{ name: 'a', context: { cluster: 'c', user: 'u', namespace: 'n' } }],
};

const HAZARD = fileURLToPath(
  new URL('../../../knowledge/hazards/1.34/proxy-rules-not-rechecked.yaml', import.meta.url),
);

/** A pack's files by path; the texts as they are, the values as JSON, which is YAML too. */
export const PACK: Readonly<Record<string, unknown>> = {
  'pack.yaml': { name: 'acme', version: '1.0.0', prefix: 'acme', needs: 'holdshort >= 0.1.0' },
  'hazards/1.34/acme-proxy-rules.yaml': readFileSync(HAZARD, 'utf8').replace(
    'proxy-rules-not-rechecked',
    'acme-proxy-rules',
  ),
};
