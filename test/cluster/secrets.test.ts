import { describe, expect, test } from '@jest/globals';
import { loadAll } from 'js-yaml';
import { COLLECTORS } from '../../src/cluster/collectors.ts';
import { factsOf } from '../../src/cluster/files.ts';
import { redactArguments, redactLines, redactUrls } from '../../src/cluster/redact.ts';
import { redactYaml } from '../../src/cluster/redact-yaml.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';

const CANARY = 'c4n4ry';

const pod = {
  containers: [
    {
      name: 'c',
      image: 'app:1',
      env: [{ name: 'TOKEN', value: CANARY }],
      envFrom: [{ prefix: CANARY }],
      command: ['sh', '-c', CANARY],
      args: [CANARY],
      livenessProbe: { httpGet: { httpHeaders: [{ name: 'Authorization', value: CANARY }] } },
      lifecycle: { preStop: { exec: { command: [CANARY] } } },
    },
  ],
  initContainers: [{ name: 'i', image: 'app:1', env: [{ name: 'X', value: CANARY }], args: [CANARY] }],
};
const template = { metadata: { annotations: { 'example.org/anything': CANARY } }, spec: pod };
const annotations = {
  'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    data: CANARY,
  }),
  'example.org/anything': CANARY,
};
const object = (apiVersion: string, kind: string, fields: object): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name: 'x', namespace: 'shop', annotations },
  ...fields,
});

describe('what may hold a secret is not kept', () => {
  test.each<[string, KubeObject]>([
    ['a pod', object('v1', 'Pod', { spec: pod })],
    ['a Deployment', object('apps/v1', 'Deployment', { spec: { template } })],
    ['a DaemonSet', object('apps/v1', 'DaemonSet', { spec: { template } })],
    ['a StatefulSet', object('apps/v1', 'StatefulSet', { spec: { template } })],
    ['a Job', object('batch/v1', 'Job', { spec: { template } })],
    ['a CronJob', object('batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template } } } })],
    ['a ReplicationController', object('v1', 'ReplicationController', { spec: { template } })],
    [
      'a webhook configuration',
      object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', {
        webhooks: [
          {
            name: 'w',
            clientConfig: { url: `https://user:${CANARY}@hook.example/path`, caBundle: btoa(CANARY) },
          },
        ],
      }),
    ],
    [
      'an APIService',
      object('apiregistration.k8s.io/v1', 'APIService', { spec: { caBundle: btoa(CANARY) } }),
    ],
    [
      'a CustomResourceDefinition',
      object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
        spec: {
          conversion: {
            strategy: 'Webhook',
            webhook: { clientConfig: { url: `https://u:${CANARY}@x.example`, caBundle: btoa(CANARY) } },
          },
          versions: [{ name: 'v1', schema: { openAPIV3Schema: { default: CANARY } } }],
        },
      }),
    ],
    ['a ConfigMap that is nobody’s business', object('v1', 'ConfigMap', { data: { key: CANARY } })],
    [
      'kubeadm’s ConfigMap',
      {
        ...object('v1', 'ConfigMap', {
          data: {
            ClusterConfiguration: `etcd:\n  external:\n    endpoints: ["https://u:${CANARY}@etcd:2379"]\n    password: ${CANARY}\n`,
            ClusterStatus: CANARY,
          },
        }),
        metadata: { name: 'kubeadm-config', namespace: 'kube-system' },
      },
    ],
    [
      'a DeviceClass',
      object('resource.k8s.io/v1', 'DeviceClass', {
        spec: { config: [{ opaque: { driver: 'gpu.example.com', parameters: { token: CANARY } } }] },
      }),
    ],
    [
      'a ResourceClaim',
      object('resource.k8s.io/v1', 'ResourceClaim', {
        spec: { devices: { config: [{ opaque: { driver: 'd', parameters: CANARY } }] } },
        status: {
          allocation: {
            devices: { config: [{ source: 'Claim', opaque: { driver: 'd', parameters: [CANARY] } }] },
          },
        },
      }),
    ],
    [
      'a ResourceClaimTemplate',
      object('resource.k8s.io/v1', 'ResourceClaimTemplate', {
        spec: { spec: { devices: { config: [{ opaque: { driver: 'd', parameters: { a: CANARY } } }] } } },
      }),
    ],
    [
      'a ResourceSlice',
      object('resource.k8s.io/v1', 'ResourceSlice', {
        spec: {
          driver: 'd',
          devices: [
            { name: 'a', attributes: { serial: { string: CANARY } } },
            { name: 'b', basic: { attributes: { serial: { string: CANARY } }, capacity: { x: CANARY } } },
          ],
        },
      }),
    ],
    ['a Secret', object('v1', 'Secret', { data: { key: CANARY }, stringData: { key: CANARY } })],
  ])('%s', (_, hostile) => {
    const text = JSON.stringify(factsOf([hostile], ['x']));
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(btoa(CANARY));
  });

  test('no collector reads Secrets', () => {
    expect(COLLECTORS.filter(({ resource }) => resource === 'secrets')).toEqual([]);
  });
});

describe('what is redacted where it is kept', () => {
  test('secret-looking flags, in both forms', () => {
    expect(
      redactArguments(['--token=abc', '--oidc-client-secret', 'abc', '--token-auth-file=/a', '--v=2']),
    ).toEqual(['--token=REDACTED', '--oidc-client-secret', 'REDACTED', '--token-auth-file=/a', '--v=2']);
  });

  test('credentials in urls', () => {
    expect(redactUrls('etcd at https://u:p@e:2379, http://x@y')).toBe(
      'etcd at https://REDACTED@e:2379, http://REDACTED@y',
    );
  });

  test('secret-looking fields of YAML, and nothing else', () => {
    expect(redactLines('password: x\n- token: "y"\nrotateCertificates: true\ntokenTTL: 24h0m0s\n')).toBe(
      'password: REDACTED\n- token: REDACTED\nrotateCertificates: true\ntokenTTL: 24h0m0s\n',
    );
  });

  test('a policy about secrets is none', () => {
    const policies = 'imagePullCredentialsVerificationPolicy: NeverVerify\ntoken-cleaning-policy: x\n';
    expect(redactYaml(policies)).toBe(policies);
    expect(redactArguments(['--image-pull-credentials-verification-policy=NeverVerify'])).toEqual([
      '--image-pull-credentials-verification-policy=NeverVerify',
    ]);
    expect(redactYaml('tokenpolicy: x\nPolicyToken: x\n')).toBe(
      'tokenpolicy: REDACTED\nPolicyToken: REDACTED\n',
    );
  });

  test.each([
    ['braces', `external: {endpoints: ["https://e:2379"], password: ${CANARY}}\n`],
    ['JSON', JSON.stringify({ external: { password: CANARY, clientSecret: { a: CANARY } } })],
    ['several lines', `password: |\n  ${CANARY}\n\n  ${CANARY}\nkept: true\n`],
    ['a list', `tokens:\n  - ${CANARY}\nkept: true\n`],
    ['a list as far left as its name', `tokens:\n- ${CANARY}\nkept: true\n`],
    ['a comment', `# the token is ${CANARY}\nkept: true\n`],
    ['an alias', `a: &x {token: ${CANARY}}\nb: *x\n`],
    ['an argument whose value comes first', `- value: ${CANARY}\n  name: oidc-client-secret\n`],
    ['a key in quotes', `"password" : "${CANARY}"\n`],
    ['a url in a list', `- https://u:${CANARY}@e:2379\n`],
    ['the second document', `a: 1\n---\n{password: ${CANARY}}\n`],
  ])('a secret in %s', (_, text) => {
    const redacted = redactYaml(text);
    expect(redacted).not.toContain(CANARY);
    expect(() => loadAll(redacted)).not.toThrow();
    if (text.includes('kept: true')) expect(redacted).toContain('kept: true');
  });

  test('what is no YAML cannot be searched, and reads as no YAML', () => {
    const redacted = redactYaml(`{password\n${CANARY}: [\n`);
    expect(redacted).not.toContain(CANARY);
    expect(() => loadAll(redacted)).toThrow();
  });

  test('lines of a Corefile', () => {
    const corefile = `.:53 {\n    errors\n    route53 {\n        aws_access_key ${CANARY} ${CANARY}\n    }\n    ready\n}\n`;
    expect(redactLines(corefile)).toBe(
      '.:53 {\n    errors\n    route53 {\n        aws_access_key REDACTED\n    }\n    ready\n}\n',
    );
  });

  test('scripts that start no component, and secrets in those that do', () => {
    expect(
      redactArguments([
        'sh',
        '-c',
        `curl -H "Authorization: Bearer ${CANARY}" x`,
        `exec kube-proxy --v=2 --token=${CANARY}`,
      ]),
    ).toEqual(['sh', '-c', 'REDACTED', 'exec kube-proxy --v=2 --token=REDACTED']);
  });
});
