import { describe, expect, test } from '@jest/globals';
import { observeBackend } from '../../src/admission/observe-backend.ts';
import type { ClientConfig } from '../../src/admission/webhook.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
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
  objects: ClusterFacts['objects'] = {},
) =>
  observeBackend(
    config,
    readFacts({
      origin: { kind: 'cluster', id: 'test' },
      serverVersion: unknown('not asked'),
      discovery: unknown('not asked'),
      requestedApis: unknown('not asked'),
      objects: { services, 'endpointslices.discovery.k8s.io': slices, ...objects },
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
      'pods that are published though none is ready',
      [service({ publishNotReadyAddresses: true })],
      [slice([{ ...pod('n1'), conditions: { ready: true, serving: false } }])],
      { state: 'unknown', because: expect.stringContaining('publishNotReadyAddresses') },
    ],
    [
      'a ready endpoint of the other family only',
      [service({ clusterIP: '10.1.0.7' })],
      [
        { ...slice([pod('n1', false)]), addressType: 'IPv4' },
        { ...slice([pod('n1', true)]), addressType: 'IPv6' },
      ],
      { state: 'silent' },
    ],
    [
      'one of its own family',
      [service({ clusterIP: 'fd00::7' })],
      [
        { ...slice([pod('n1', false)]), addressType: 'IPv4' },
        { ...slice([pod('n2', true)]), addressType: 'IPv6' },
      ],
      { state: 'answers', nodes: ['n2'] },
    ],
    [
      'a name instead of an address',
      [service({ selector: undefined, clusterIP: '10.1.0.7' })],
      [{ ...slice([{ addresses: ['engine.example.dev'] }]), addressType: 'FQDN' }],
      { state: 'silent' },
    ],
    [
      'endpoints and ports that are null',
      [service()],
      [{ ...slice([]), endpoints: null, ports: null }],
      { state: 'silent' },
    ],
    ['a name outside', [service({ type: 'ExternalName' })], [], { state: 'unknown' }],
  ])('%s', (_what, services, slices, expected) => {
    expect(observe(known(services), known(slices))).toMatchObject(expected);
  });

  test.each([
    ['UDP alone', [{ name: 'https', port: 443, protocol: 'UDP' }], { state: 'silent' }],
    [
      'UDP beside TCP',
      [
        { name: 'quic', port: 443, protocol: 'UDP' },
        { name: 'https', port: 443, protocol: 'TCP' },
      ],
      { state: 'answers' },
    ],
  ])('%s on the port', (_, ports, expected) => {
    expect(observe(known([service({ ports })]), known([slice([pod('n1')])]))).toMatchObject(expected);
  });

  describe('a ready endpoint that its own pod or node speaks against', () => {
    const unready = { status: { conditions: [{ type: 'Ready', status: 'False' }] } };
    const ready = { status: { conditions: [{ type: 'Ready', status: 'True' }] } };
    const podObject = (name: string, more: object = {}, metadata: object = {}): KubeObject => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'engine', ...metadata },
      ...more,
    });
    const node = (name: string, more: object): KubeObject => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name },
      ...more,
    });
    const endpoint = (nodeName: string, conditions: object = { ready: true }) => ({
      ...pod(nodeName),
      targetRef: { kind: 'Pod', namespace: 'engine', name: `engine-${nodeName}` },
      conditions,
    });
    const observed = (
      objects: Readonly<Record<string, readonly KubeObject[]>>,
      endpoints = [endpoint('n1')],
    ) =>
      observe(
        known([service()]),
        known([slice(endpoints)]),
        CALLED,
        Object.fromEntries(Object.entries(objects).map(([key, value]) => [key, known(value)])),
      );

    test.each([
      ['its pod is not Ready', { pods: [podObject('engine-n1', unready)] }],
      ['its pod is being deleted', { pods: [podObject('engine-n1', ready, { deletionTimestamp: 'now' })] }],
      ['its node is not Ready', { nodes: [node('n1', unready)] }],
    ])('%s: unknown', (_, objects) => {
      expect(observed(objects)).toMatchObject({ state: 'unknown', because: expect.stringContaining('n1') });
    });

    test('published while it is being deleted', () => {
      const conditions = { ready: true, serving: true, terminating: true };
      expect(observed({}, [endpoint('n1', conditions)])).toMatchObject({ state: 'unknown' });
    });

    test('another endpoint still answers', () => {
      const pods = [podObject('engine-n1', unready), podObject('engine-n2', ready)];
      expect(observed({ pods }, [endpoint('n1'), endpoint('n2')])).toMatchObject({
        state: 'answers',
        pods: 1,
        nodes: ['n2'],
      });
    });

    test('pods and nodes that say nothing, or are not there, speak against nothing', () => {
      expect(observed({ pods: [podObject('engine-n1')], nodes: [node('n1', {})] }).state).toBe('answers');
      expect(observed({ pods: [], nodes: [] }).state).toBe('answers');
    });
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

const POD_ON_N2: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'engine', namespace: 'engine' },
  spec: { nodeName: 'n2' },
  status: { podIP: '10.0.0.9', podIPs: [{ ip: '10.0.0.9' }], hostIP: '192.0.2.9' },
};

const server = (...flags: string[]): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'kube-apiserver-cp1', namespace: 'kube-system' },
  spec: { containers: [{ name: 'kube-apiserver', command: ['kube-apiserver', ...flags] }] },
});

describe('addresses that somebody wrote by hand, behind a Service without a selector', () => {
  const behind = (address: string, pods: Fact<readonly KubeObject[]>) =>
    observe(known([service({ selector: undefined })]), known([slice([{ addresses: [address] }])]), CALLED, {
      pods,
    });

  test.each<[string, string, object]>([
    ['outside', '198.51.100.1', { state: 'answers', inCluster: false, pods: 0, nodes: [] }],
    ['of a pod', '10.0.0.9', { state: 'answers', inCluster: true, pods: 1, nodes: ['n2'] }],
    ['of a node', '192.0.2.9', { state: 'unknown', because: expect.stringContaining('192.0.2.9') }],
  ])('%s', (_what, address, expected) => {
    expect(behind(address, known([POD_ON_N2]))).toMatchObject(expected);
  });

  test('whose they are is not known where pods were not all read', () => {
    expect(behind('198.51.100.1', unknown('forbidden'))).toMatchObject({ state: 'unknown' });
    expect(behind('198.51.100.1', partial([POD_ON_N2], 'only files'))).toMatchObject({ state: 'unknown' });
  });
});

describe('a headless Service has no cluster IP that kube-apiserver could call', () => {
  const headless = (...pods: readonly KubeObject[]) =>
    observe(known([service({ clusterIP: 'None' })]), known([slice([pod('n1')])]), CALLED, {
      pods: known(pods),
    });

  test.each<[string, readonly KubeObject[], string]>([
    ['no flag', [server('--v=2')], 'silent'],
    ['routing to endpoints', [server('--enable-aggregator-routing=true')], 'answers'],
    ['the flag without a value', [server('--enable-aggregator-routing')], 'answers'],
    ['switched off', [server('--enable-aggregator-routing=false')], 'silent'],
    ['servers that differ', [server(), server('--enable-aggregator-routing=true')], 'unknown'],
    ['no server in sight', [], 'unknown'],
  ])('%s', (_what, pods, state) => {
    expect(headless(...pods)).toMatchObject({ state });
  });
});

describe('default/kubernetes hands a call on to the server of the group in its path', () => {
  const CONFIG: ClientConfig = {
    service: {
      namespace: 'default',
      name: 'kubernetes',
      port: 443,
      path: '/apis/guard.example.dev/v1/checks',
    },
  };
  const apiService = (spec: object): KubeObject => ({
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1.guard.example.dev' },
    spec,
  });
  const through = (apiServices: Fact<readonly KubeObject[]>, config = CONFIG) =>
    observe(known([service()]), known([slice([pod('n1')])]), config, {
      'apiservices.apiregistration.k8s.io': apiServices,
    });
  const SERVED = apiService({ service: { namespace: 'engine', name: 'webhook', port: 443 } });

  test('pods of the cluster answer it', () => {
    expect(through(known([SERVED]))).toMatchObject({
      state: 'answers',
      name: 'engine/webhook',
      nodes: ['n1'],
    });
  });

  test('nothing does where the group is not registered', () => {
    expect(through(known([]))).toMatchObject({ state: 'silent' });
  });

  test.each<[string, Fact<readonly KubeObject[]>, ClientConfig]>([
    ['APIServices were not read', unknown('forbidden'), CONFIG],
    ['only some were', partial([], 'only files'), CONFIG],
    ['kube-apiserver serves the group itself', known([apiService({})]), CONFIG],
    [
      'the path is none of a group',
      known([SERVED]),
      {
        service: { ...CALLED.service, namespace: 'default', name: 'kubernetes', port: 443, path: '/readyz' },
      },
    ],
  ])('not known: %s', (_what, apiServices, config) => {
    expect(through(apiServices, config)).toMatchObject({ state: 'unknown' });
  });
});

describe('a url that leads into the cluster', () => {
  const call = (url: string, endpoints: readonly object[] = [pod('n1')]) =>
    observe(
      known([service({ clusterIP: '10.1.0.7', clusterIPs: ['10.1.0.7', 'fd00::7'] })]),
      known([slice(endpoints)]),
      { url },
      { pods: known([POD_ON_N2]) },
    );

  test.each<[string, string, object]>([
    ['the address of a Service', 'https://10.1.0.7/x', { state: 'answers', inCluster: true, nodes: ['n1'] }],
    ['its other family', 'https://[fd00::7]:443/x', { state: 'answers', inCluster: true }],
    ['a port that it has not', 'https://10.1.0.7:8443/x', { state: 'silent' }],
    [
      'its name',
      'https://webhook.engine.svc.cluster.local/x',
      { state: 'unknown', because: expect.stringContaining('DNS') },
    ],
    [
      'the address of a pod',
      'https://10.0.0.9:9443/x',
      { state: 'unknown', because: expect.stringContaining('node n2') },
    ],
  ])('%s', (_what, url, expected) => {
    expect(call(url)).toMatchObject(expected);
  });

  test('nothing behind the Service is nothing behind the url, by address or by name', () => {
    expect(call('https://10.1.0.7/x', [])).toMatchObject({ state: 'silent' });
    expect(call('https://webhook.engine.svc/x', [])).toMatchObject({ state: 'silent' });
  });
});
