import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { readKubelets } from '../../src/cluster/kubelets.ts';
import { keepKubeletConfig } from '../../src/cluster/project-kubelet.ts';
import { clusterRole } from '../../src/cluster/rbac.ts';
import { failed, readingOf } from '../../src/cluster/read-failure.ts';
import { digestOf, readSnapshot, writeSnapshot } from '../../src/cluster/snapshot.ts';
import type { ApiReader } from '../../src/cluster/transport.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { known, partial, unknown } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { readLive, recordedFacts } from '../support/read-live.ts';
import {
  type Fault,
  type RecordedServer,
  type ServerOptions,
  startRecordedServer,
} from '../support/recorded-server.ts';

let server: RecordedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function read(options: ServerOptions = {}, asks = true): Promise<ClusterFacts> {
  server = await startRecordedServer('kubeadm-ha-1.33', options);
  return await readLive(server, 5000, undefined, asks);
}

/** Reads nodes and kubelets only, for whoever waits for one that hangs. */
async function readNodes(options: ServerOptions): Promise<ClusterFacts> {
  server = await startRecordedServer('kubeadm-ha-1.33', options);
  return await readLive(server, 1500, new Set(['objects/nodes']), true);
}
const asked = () => (server?.log ?? []).filter(({ path }) => path.includes('/proxy/'));
const configz = (node: string) => `/api/v1/nodes/${node}/proxy/configz`;
const metricsOf = (node: string) => `/api/v1/nodes/${node}/proxy/metrics`;

describe('kubelets of a recorded cluster', () => {
  test('are left alone unless they are asked', async () => {
    const facts = await read({}, false);
    expect(asked()).toEqual([]);
    expect(facts).not.toHaveProperty('kubelets');
  });

  test('tell what they run with, each by two GETs and few at once', async () => {
    const facts = await read({ latency: 2, kubelets: { w2: { cpuManagerPolicy: 'static' } } });
    const { kubelets } = facts;
    if (kubelets?.state !== 'known') throw new Error(JSON.stringify(kubelets));
    expect(kubelets.value.map(({ node, config }) => [node, config.cpuManagerPolicy])).toEqual([
      ['cp1', 'none'],
      ['cp2', 'none'],
      ['cp3', 'none'],
      ['w1', 'none'],
      ['w2', 'static'],
    ]);
    expect(kubelets.value[0]?.config).toMatchObject({ failCgroupV1: false, memoryThrottlingFactor: 0.9 });
    const paths = ['cp1', 'cp2', 'cp3', 'w1', 'w2'].flatMap((node) => [configz(node), metricsOf(node)]);
    expect(
      asked()
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    ).toEqual(paths.map((path) => `GET ${path}`).sort());
    expect(server?.mostAtOnce()).toBeLessThanOrEqual(6);
    const { kubelets: _, ...others } = facts;
    expect(others).toEqual(await recordedFacts('kubeadm-ha-1.33'));
  });

  const faults: [string, Fault, string][] = [
    ['does not answer', { does: 'hang' }, 'no answer within'],
    ['is out of reach', { answer: 503 }, 'answered 503'],
    ['serves no configuration', { answer: 404 }, 'not found (404)'],
    ['answers with no JSON', { does: 'not-json' }, 'not JSON'],
    ['answers with something else', { does: 'wrong-kind' }, 'the answer is none'],
    ['may not be asked', { answer: 403 }, 'forbidden (403)'],
  ];
  test.each(faults)('one that %s leaves a part, and its reason', async (_what, fault, because) => {
    const { kubelets } = await readNodes({ faults: { [configz('w1')]: fault } });
    expect(kubelets).toMatchObject({
      state: 'partial',
      because: expect.stringMatching(/^the configuration of the kubelet of w1 could not be read: /),
    });
    expect(kubelets).toMatchObject({ because: expect.stringContaining(because) });
    expect(kubelets?.state === 'partial' && kubelets.value.map(({ node }) => node)).toEqual([
      'cp1',
      'cp2',
      'cp3',
      'w2',
    ]);
  });

  test('one that fails costs nothing else', async () => {
    const { kubelets: _, ...others } = await read({ faults: { [configz('w1')]: { answer: 503 } } });
    expect(others).toEqual(await recordedFacts('kubeadm-ha-1.33'));
  });

  test('tell the version of cgroups by a metric, and nothing where it cannot be read', async () => {
    const { kubelets } = await readNodes({
      cgroupVersions: { w2: 1 },
      faults: { [metricsOf('w1')]: { answer: 404 }, [metricsOf('cp1')]: { does: 'wrong-content-type' } },
    });
    if (kubelets?.state !== 'known') throw new Error(JSON.stringify(kubelets));
    const versions = kubelets.value.map(({ node, cgroupVersion }) => [node, cgroupVersion]);
    expect(versions).toEqual([
      ['cp1', undefined],
      ['cp2', 2],
      ['cp3', 2],
      ['w1', undefined],
      ['w2', 1],
    ]);
  });

  test('that may not be asked at all are asked once, and the way out is said', async () => {
    const { kubelets } = await read({ faults: { '/api/v1/nodes/': { answer: 403 } } });
    expect(kubelets).toEqual({
      state: 'unknown',
      because: 'the configuration of the kubelet of cp1 could not be read: forbidden (403)',
      next: 'Grant it with: holdshort rbac --kubelets | kubectl apply -f -, or check without --kubelets.',
    });
    expect(asked()).toHaveLength(1);
  });

  test('of nodes that may not be listed are not known', async () => {
    const { kubelets } = await read({ faults: { '/api/v1/nodes': { answer: 403 } } });
    expect(kubelets).toMatchObject({
      state: 'unknown',
      because: expect.stringContaining('the kubelets could not be asked: nodes could not be read'),
    });
    expect(asked()).toEqual([]);
  });
});

describe('kubelets', () => {
  const node = (name: string, ready: string): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    status: { conditions: [{ type: 'Ready', status: ready }] },
  });
  const answering = (answer: unknown): ApiReader => ({
    json: async () => readingOf(answer),
    text: async () => failed('missing', 'not found (404)', 404),
  });
  const good = answering({ kubeletconfig: { maxPods: 110 } });

  test('of nodes that have stopped reporting are not waited for', async () => {
    const nodes = known([node('a', 'True'), node('b', 'Unknown'), node('c', 'False')]);
    expect(await readKubelets(good, nodes, 6)).toEqual({
      state: 'partial',
      because: 'the configuration of the kubelet of b could not be read: the node has stopped reporting',
      value: ['a', 'c'].map((name) => ({ node: name, config: { maxPods: 110 } })),
    });
  });

  test('several that fail are counted', async () => {
    const nodes = known([node('a', 'Unknown'), node('b', 'Unknown'), node('c', 'True')]);
    expect(await readKubelets(good, nodes, 6)).toMatchObject({
      because: expect.stringMatching(/reporting, and 1 more kubelets did not tell theirs$/),
    });
  });

  test('of a part of the nodes are a part', async () => {
    expect(await readKubelets(good, partial([node('a', 'True')], 'a page is missing'), 6)).toMatchObject({
      state: 'partial',
      because: 'a page is missing',
    });
    expect(await readKubelets(good, known([]), 6)).toEqual(known([]));
  });

  const deep = (levels: number): unknown => (levels === 0 ? {} : { featureGates: deep(levels - 1) });
  test.each([
    ['a list', []],
    ['nothing', null],
    ['another document', { kubeletconfig: 'x' }],
    ['a depth without end', { kubeletconfig: deep(5000) }],
  ])('that answer with %s tell nothing', async (_what, answer) => {
    expect(await readKubelets(answering(answer), known([node('a', 'True')]), 6)).toEqual({
      state: 'unknown',
      because: 'the configuration of the kubelet of a could not be read: the answer is none',
    });
  });
});

test('of a configuration only known fields are kept, and no secrets', () => {
  expect(
    keepKubeletConfig({
      staticPodURL: 'https://user:hunter2@pods.example/manifests?token=hunter2#x',
      staticPodURLHeader: { Authorization: ['Bearer hunter2'] },
      tlsPrivateKeyFile: '/var/lib/kubelet/pki/hunter2.key',
      fieldOfTomorrow: 'hunter2',
      featureGates: { KubeletServiceAccountTokenForCredentialProviders: true },
      imagePullCredentialsVerificationPolicy: 'NeverVerify',
      allowedUnsafeSysctls: ['net.*'],
      tracing: { endpoint: 'grpc://u:hunter2@otel.example:4317' },
    }),
  ).toEqual({
    staticPodURL: 'https://REDACTED@pods.example/manifests',
    featureGates: { KubeletServiceAccountTokenForCredentialProviders: true },
    imagePullCredentialsVerificationPolicy: 'NeverVerify',
    allowedUnsafeSysctls: ['net.*'],
    tracing: { endpoint: 'grpc://REDACTED@otel.example:4317' },
  });
});

describe('the role', () => {
  test('holds nodes/proxy only where that is asked for, and says what it is', () => {
    expect(clusterRole('x')).not.toContain('nodes/proxy');
    expect(clusterRole('x', { writesPolicyReport: true })).not.toContain('nodes/proxy');
    const role = clusterRole('x', { asksKubelets: true });
    expect(role).toContain('resources: ["nodes/proxy"]\n    verbs: ["get"]');
    expect(role).toContain('nodes/proxy is more than reading');
  });
});

describe('snapshots', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'holdshort-kubelets-')), 'snapshot.json.gz');

  test('keep what kubelets and metrics told, and count it', async () => {
    const facts = await read();
    await writeSnapshot(facts, file);
    expect(await readSnapshot(file)).toEqual(facts);
    const { kubelets: _, metrics: _metrics, ...older } = facts;
    expect(
      new Set([facts, older, { ...facts, kubelets: unknown('x') }].map((one) => digestOf(one))).size,
    ).toBe(3);
  });

  test('of older releases have neither, and are read', async () => {
    const { kubelets: _, metrics: _metrics, ...older } = await recordedFacts('kubeadm-ha-1.33');
    await writeSnapshot(older, file);
    expect(await readSnapshot(file)).toEqual(older);
  });

  test.each<[string, unknown, string]>([
    ['kubelets', { state: 'known', value: [{ node: 1, config: {} }] }, 'kubelets'],
    ['kubelets', { state: 'known', value: [{ node: 'a', config: [] }] }, 'kubelets'],
    ['kubelets', { state: 'known', value: [{ node: 'a', config: {}, cgroupVersion: '1' }] }, 'kubelets'],
    ['kubelets', null, 'kubelets'],
    ['metrics', [], 'metrics'],
    ['metrics', { m: { state: 'known', value: [{ labels: {}, value: '1' }] } }, '"m"'],
    ['metrics', { m: { state: 'known', value: [{ labels: { a: 1 }, value: 1 }] } }, '"m"'],
  ])('with malformed %s are refused: %j', async (name, value, said) => {
    const facts = { ...(await recordedFacts('kubeadm-ha-1.33')), [name]: value };
    await writeSnapshot(facts, file);
    await expect(readSnapshot(file)).rejects.toThrow(said);
  });
});
