import { afterEach, describe, expect, test } from '@jest/globals';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { isWhole } from '../../src/facts/fact.ts';
import { readLive, recordedFacts } from '../support/read-live.ts';
import { type Fault, type RecordedServer, startRecordedServer } from '../support/recorded-server.ts';

let server: RecordedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const names = (facts: ClusterFacts, resource: string): string[] => {
  const fact = facts.objects[resource];
  if (fact === undefined || fact.state === 'unknown') throw new Error(`${resource}: ${fact?.because}`);
  return fact.value.map((object) => object.metadata.name);
};

describe('reading a recorded cluster over TLS', () => {
  test('every fact is known', async () => {
    const facts = await recordedFacts('kubeadm-ha-1.33');
    const states = Object.entries({
      ...facts.objects,
      version: facts.serverVersion,
      discovery: facts.discovery,
      metrics: facts.requestedApis,
    });
    expect(states.filter(([, fact]) => fact.state !== 'known')).toEqual([]);
    expect(facts.serverVersion).toEqual({ state: 'known', value: 'v1.33.0' });
    expect(names(facts, 'nodes')).toEqual(['cp1', 'cp2', 'cp3', 'w1', 'w2']);
    expect(names(facts, 'configmaps').sort()).toEqual([
      'coredns',
      'kube-proxy',
      'kubeadm-config',
      'kubelet-config',
    ]);
    expect(facts.requestedApis).toMatchObject({
      value: [{ group: '', version: 'v1', resource: 'endpoints' }],
    });
  });

  test('what the cluster does not serve is known to be empty', async () => {
    const facts = await recordedFacts('talos-single-1.32');
    expect(facts.objects['servicecidrs.networking.k8s.io']).toEqual({ state: 'known', value: [] });
  });

  test('a list is read page by page and is the same as in one page', async () => {
    server = await startRecordedServer('kubeadm-ha-1.33', { page: 3 });
    const paged = await readLive(server);
    expect(paged).toEqual(await recordedFacts('kubeadm-ha-1.33'));
    expect(
      server.log.filter(({ path, query }) => path === '/api/v1/pods' && query.has('continue')).length,
    ).toBeGreaterThan(3);
  });

  test('nothing but GET is sent, no Secret is asked for, and connections are reused', async () => {
    server = await startRecordedServer('kubeadm-ha-1.33', { latency: 3 });
    await readLive(server);
    expect(new Set(server.log.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(server.log.filter(({ path }) => path.includes('secrets'))).toEqual([]);
    expect(server.connections()).toBeLessThanOrEqual(6);
    expect(server.mostAtOnce()).toBeLessThanOrEqual(6);
  });

  test('no request names a version that its server deprecates', async () => {
    server = await startRecordedServer('kubeadm-ha-1.33');
    await readLive(server);
    expect(
      server.log
        .map(({ path }) => path)
        .filter(
          (path) =>
            /\/v\d+(alpha|beta)\d+\//.test(path) ||
            path.endsWith('/endpoints') ||
            path.includes('componentstatuses'),
        ),
    ).toEqual([]);
  });

  test('metadata alone is asked for where it is enough', async () => {
    server = await startRecordedServer('kubeadm-ha-1.33');
    await readLive(server);
    const roles = server.log.find(({ path }) => path.endsWith('/clusterroles'));
    expect(roles?.headers.accept).toContain('as=PartialObjectMetadataList');
  });

  test('what was projected holds no environment, and command lines only of kube-system', async () => {
    const facts = await recordedFacts('kubeadm-ha-1.33');
    const text = JSON.stringify(facts.objects.pods);
    expect(text).not.toContain('"env"');
    expect(text).toContain('--feature-gates=');
    expect(JSON.stringify(facts)).not.toContain('caBundle');
  });
});

describe('faults', () => {
  const PODS = '/api/v1/pods';
  const lost: [string, Fault, string][] = [
    ['403', { answer: 403 }, 'forbidden (403)'],
    ['404', { answer: 404 }, 'not found (404)'],
    ['an endless 410', { answer: 410 }, 'expired'],
    ['an endless 429', { answer: 429 }, '429'],
    ['500', { answer: 500 }, 'answered 500'],
    ['503', { answer: 503 }, 'answered 503'],
    ['no answer', { does: 'hang' }, 'no answer within'],
    ['a reset', { does: 'reset' }, 'pods could not be read'],
    ['a truncated body', { does: 'truncate' }, 'pods could not be read'],
    ['no JSON', { does: 'not-json' }, 'not JSON'],
    ['a page to sign in', { does: 'wrong-content-type' }, 'not JSON (text/html'],
    ['another kind', { does: 'wrong-kind' }, 'no PodList'],
  ];

  test.each(lost)('%s makes the list unknown and leaves the rest', async (_name, fault, because) => {
    server = await startRecordedServer('talos-single-1.32', { faults: { [PODS]: fault } });
    const facts = await readLive(server, 300);
    expect(facts.objects.pods).toMatchObject({ state: 'unknown', because: expect.stringContaining(because) });
    const others = Object.entries(facts.objects).filter(([key]) => key !== 'pods');
    expect(others.filter(([, fact]) => fact.state !== 'known')).toEqual([]);
  });

  const mended: [string, Fault][] = [
    ['429 with Retry-After', { answer: 429, headers: { 'Retry-After': '1' }, times: 2 }],
    ['a passing 503', { answer: 503, times: 2 }],
    ['a passing reset', { does: 'reset', times: 2 }],
  ];

  test.each(mended)('%s is waited out', async (_name, fault) => {
    server = await startRecordedServer('talos-single-1.32', { faults: { [PODS]: fault } });
    expect(await readLive(server)).toEqual(await recordedFacts('talos-single-1.32'));
  });

  test('a list that expires on the way is begun again', async () => {
    server = await startRecordedServer('talos-single-1.32', {
      page: 3,
      faults: { [PODS]: { does: 'expire-continue', times: 1 } },
    });
    expect(await readLive(server)).toEqual(await recordedFacts('talos-single-1.32'));
  });

  test('discovery that fails leaves the lists readable', async () => {
    server = await startRecordedServer('talos-single-1.32', { faults: { '/apis': { answer: 403 } } });
    const facts = await readLive(server);
    expect(facts.discovery.state).toBe('unknown');
    expect(facts.objects.nodes?.state).toBe('known');
  });

  test('an aggregated server that is down hides its own groups and no others', async () => {
    server = await startRecordedServer('talos-single-1.32', { stale: ['metrics.k8s.io'] });
    const facts = await readLive(server);
    expect(facts.discovery).toMatchObject({
      state: 'partial',
      because: 'the servers of metrics.k8s.io/v1beta1 did not answer discovery',
      missing: ['metrics.k8s.io'],
    });
    expect(isWhole(facts.discovery, 'networking.k8s.io')).toBe(true);
    expect(isWhole(facts.discovery, 'metrics.k8s.io')).toBe(false);
    expect(facts.objects).toEqual((await recordedFacts('talos-single-1.32')).objects);
  });

  test('an expired certificate loses everything and says so', async () => {
    server = await startRecordedServer('talos-single-1.32', { certificate: 'expired' });
    const facts = await readLive(server);
    expect(facts.serverVersion).toMatchObject({
      state: 'unknown',
      because: expect.stringContaining('expired'),
    });
    expect(Object.values(facts.objects).filter((fact) => fact.state !== 'unknown')).toEqual([]);
  });
});
