import { describe, expect, test } from '@jest/globals';
import { examineWrites } from '../../src/detectors/control-plane-write/examine-writes.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { factsOfObjects, pathOf, WRITES } from './support/tables.ts';

const cluster = (services: number): readonly KubeObject[] => [
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'cp1', labels: { 'node-role.kubernetes.io/control-plane': '' } },
  },
  ...Array.from({ length: services }, (_none, index) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `s${index}`, namespace: 'default' },
    spec: { clusterIP: `10.1.0.${index + 1}`, clusterIPs: [`10.1.0.${index + 1}`], ports: [{ port: 443 }] },
  })),
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 's0-x', namespace: 'default', labels: { 'kubernetes.io/service-name': 's0' } },
    endpoints: [{ nodeName: 'cp1', targetRef: { kind: 'Pod', name: 'engine' }, conditions: { ready: true } }],
    ports: [{ port: 8443 }],
  },
];

const webhook = (timeoutSeconds: number, apiGroups: readonly string[]): KubeObject => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'engine' },
  webhooks: [
    {
      name: 'engine.example.dev',
      failurePolicy: 'Ignore',
      timeoutSeconds,
      rules: [{ operations: ['*'], apiGroups, apiVersions: ['*'], resources: ['*'], scope: '*' }],
      clientConfig: { service: { namespace: 'default', name: 's0' } },
    },
  ],
});

const play = (services: number, configurations: readonly KubeObject[]) =>
  examineWrites(
    WRITES,
    pathOf('1.32', '1.33'),
    factsOfObjects([...cluster(services), ...configurations], 'all'),
    { backends: 'observed', distribution: 'kubeadm' },
  ).findings.map(({ id, outcome, severity }) => `${id} ${outcome} ${severity}`);

const examine = (services: number, timeoutSeconds: number, apiGroups = ['networking.k8s.io']) =>
  play(services, [webhook(timeoutSeconds, apiGroups)]);

describe('a webhook that fails open, inside the only control plane, before one IPAddress for each ClusterIP', () => {
  test('few Services: it is in time', () => {
    expect(examine(2, 10)).toEqual([]);
  });

  test('many Services: kube-apiserver gives up before', () => {
    expect(examine(40, 10)).toEqual(['control-plane-write-delayed/engine hit blocker']);
  });

  test('many Services, short time-outs: it is in time', () => {
    expect(examine(40, 1)).toEqual([]);
  });

  test('the roles hook goes on however late it is: measured, 132 s', () => {
    expect(examine(2, 30, ['rbac.authorization.k8s.io'])).toEqual([
      'control-plane-write-delayed/engine hit caution',
    ]);
  });
});

describe('several webhooks that fail open', () => {
  const named = (kind: string, name: string): KubeObject => ({
    ...webhook(10, ['networking.k8s.io']),
    kind: `${kind}WebhookConfiguration`,
    metadata: { name },
  });

  test('one alone is in time', () => {
    expect(play(4, [named('Mutating', 'a')])).toEqual([]);
  });

  test('a mutating one and a validating one are waited for one after the other', () => {
    expect(play(4, [named('Mutating', 'a'), named('Validating', 'b')])).toEqual([
      'control-plane-write-delayed/a hit blocker',
      'control-plane-write-delayed/b hit blocker',
    ]);
  });

  test('two mutating ones are, too', () => {
    expect(play(4, [named('Mutating', 'a'), named('Mutating', 'b')])).toHaveLength(2);
  });

  test('validating ones are called at once', () => {
    expect(play(4, [named('Validating', 'a'), named('Validating', 'b')])).toEqual([]);
  });
});
