import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { bigCluster } from '../support/generated-objects.ts';
import { readLive } from '../support/read-live.ts';
import { type RecordedServer, startRecordedServer } from '../support/recorded-server.ts';

const DEFINITIONS = 'customresourcedefinitions.apiextensions.k8s.io';
let server: RecordedServer;
let facts: ClusterFacts;

beforeAll(async () => {
  server = await startRecordedServer('kubeadm-ha-1.33', { generated: bigCluster(4000) });
  facts = await readLive(
    server,
    5000,
    new Set(['objects/pods', 'objects/namespaces', `objects/${DEFINITIONS}`]),
  );
});

afterAll(() => server.close());

function listed(resource: string): readonly KubeObject[] {
  const fact = facts.objects[resource];
  if (fact?.state !== 'known') throw new Error(`${resource} were not read`);
  return fact.value;
}

function asked(resource: string) {
  return server.log.filter(({ path, query }) => path.endsWith(`/${resource}`) && query.has('limit'));
}

test('only what is wanted is asked for, in pages, of namespaces nothing but metadata', () => {
  expect(Object.keys(facts.objects).sort()).toEqual([DEFINITIONS, 'namespaces', 'pods']);
  expect(asked('pods')).toHaveLength(Math.ceil(listed('pods').length / 250));
  expect(asked('customresourcedefinitions')).toHaveLength(Math.ceil(listed(DEFINITIONS).length / 50));
  expect(asked('namespaces').map(({ headers }) => headers.accept)).toEqual([
    expect.stringContaining('as=PartialObjectMetadataList'),
  ]);
  expect(server.mostAtOnce()).toBeLessThanOrEqual(6);
});

test('of a pod only itself, its metadata, spec and status are its own; the rest it has in common with others', () => {
  const pods = listed('pods').filter(({ metadata }) => metadata.namespace?.startsWith('team-') === true);
  const seen = new Set<object>();
  const count = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    Object.values(value).forEach(count);
  };
  pods.slice(0, 400).forEach(count);
  const before = seen.size;
  pods.slice(400).forEach(count);
  expect(pods.length).toBeGreaterThan(3000);
  expect((seen.size - before) / (pods.length - 400)).toBe(4);
});

test('what is made up for each pod is not kept', () => {
  const pod = listed('pods').find(({ metadata }) => metadata.name.startsWith('deployment-'));
  expect(pod).toMatchObject({
    spec: {
      volumes: [{ name: 'kube-api-access' }],
      containers: [{ volumeMounts: [{ name: 'kube-api-access' }] }],
    },
    status: { conditions: expect.arrayContaining([{ type: 'Ready', status: 'True' }]) },
  });
  expect(pod?.status).not.toHaveProperty('podIPs');
});
