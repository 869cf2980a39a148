import { describe, expect, test } from '@jest/globals';
import { observeBackend } from '../../src/admission/backend.ts';
import type { ClientConfig } from '../../src/admission/webhook.ts';
import { type Fact, known, partial, unknown } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';

const CALLED: ClientConfig = { service: { namespace: 'engine', name: 'webhook', port: 443, path: '/' } };

const service = (spec: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'webhook', namespace: 'engine' },
  spec: { selector: { app: 'engine' }, ports: [{ name: 'https', port: 443 }], ...spec },
});

const slice = (
  endpoints: readonly object[],
  ports: readonly object[] = [{ name: 'https', port: 9443 }],
): KubeObject => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'webhook-x', namespace: 'engine', labels: { 'kubernetes.io/service-name': 'webhook' } },
  endpoints,
  ports,
});

const pod = (nodeName: string, ready?: boolean) => ({
  addresses: ['10.0.0.1'],
  nodeName,
  targetRef: { kind: 'Pod', name: `engine-${nodeName}` },
  conditions: ready === undefined ? {} : { ready },
});

const observe = (
  services: Fact<readonly KubeObject[]>,
  slices: Fact<readonly KubeObject[]>,
  config = CALLED,
) =>
  observeBackend(
    config,
    readFacts({
      origin: { kind: 'cluster', id: 'test' },
      serverVersion: unknown('not asked'),
      discovery: unknown('not asked'),
      requestedApis: unknown('not asked'),
      objects: { services, 'endpointslices.discovery.k8s.io': slices },
    }),
  );

describe('what stands behind a Service', () => {
  test.each<[string, readonly KubeObject[], readonly KubeObject[], object]>([
    [
      'two ready pods',
      [service()],
      [slice([pod('n1'), pod('n2', true)])],
      { state: 'answers', pods: 2, nodes: ['n1', 'n2'], inCluster: true },
    ],
    [
      'one of two ready',
      [service()],
      [slice([pod('n1', false), pod('n2', true)])],
      { state: 'answers', pods: 1, nodes: ['n2'] },
    ],
    [
      'pods in two slices',
      [service()],
      [slice([pod('n1')]), slice([pod('n3')])],
      { state: 'answers', pods: 2, nodes: ['n1', 'n3'] },
    ],
    ['none ready', [service()], [slice([pod('n1', false)])], { state: 'silent' }],
    [
      'no slice',
      [service()],
      [],
      { state: 'silent', because: 'no endpoint of Service engine/webhook is ready' },
    ],
    ['no Service', [], [], { state: 'silent', because: 'Service engine/webhook does not exist' }],
    [
      'no such port',
      [service({ ports: [{ name: 'https', port: 8443 }] })],
      [slice([pod('n1')])],
      { state: 'silent', because: 'Service engine/webhook has no port 443' },
    ],
    [
      'a slice of another port',
      [service()],
      [slice([pod('n1')], [{ name: 'metrics', port: 8080 }])],
      { state: 'silent' },
    ],
    [
      'a port without a name',
      [service({ ports: [{ port: 443 }] })],
      [slice([pod('n1')], [{ port: 9443 }])],
      { state: 'answers' },
    ],
    [
      'no selector, an address outside',
      [service({ selector: undefined })],
      [slice([{ addresses: ['192.0.2.1'] }])],
      { state: 'answers', inCluster: false, pods: 0, nodes: [] },
    ],
    ['a name outside', [service({ type: 'ExternalName' })], [], { state: 'unknown' }],
  ])('%s', (_what, services, slices, expected) => {
    expect(observe(known(services), known(slices))).toMatchObject(expected);
  });

  test('a Service or a slice that was not read is unknown, never missing', () => {
    expect(observe(unknown('forbidden'), known([]))).toMatchObject({
      state: 'unknown',
      because: 'forbidden',
    });
    expect(observe(partial([], 'only files'), known([]))).toMatchObject({ state: 'unknown' });
    expect(observe(known([service()]), unknown('forbidden'))).toMatchObject({
      state: 'unknown',
      because: 'forbidden',
    });
    expect(observe(known([service()]), partial([], 'only files'))).toMatchObject({ state: 'unknown' });
  });

  test.each([
    ['https://127.0.0.1:8443/x', 'beside kube-apiserver'],
    ['https://user:secret@engine.example.dev/x', 'outside the cluster'],
  ])('a url is not visible: %s', (url, because) => {
    const backend = observe(known([]), known([]), { url });
    expect(backend).toMatchObject({ state: 'unknown', because: expect.stringContaining(because) });
    expect(JSON.stringify(backend)).not.toContain('secret');
  });
});
