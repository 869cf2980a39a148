import { expect, test } from '@jest/globals';
import { collect } from '../../src/cluster/collect.ts';
import { failed, readingOf } from '../../src/cluster/read-failure.ts';
import type { ApiReader } from '../../src/cluster/transport.ts';
import type { FactKey } from '../../src/facts/cluster-facts.ts';

const GROUP = 'admissionregistration.k8s.io';
const POLICIES = `objects/validatingadmissionpolicies.${GROUP}` as const;

const served = (group: string, resource: string, kind: string) => ({
  metadata: { name: group },
  versions: [
    {
      version: 'v1',
      resources: [{ resource, scope: 'Cluster', responseKind: { group, version: 'v1', kind } }],
    },
  ],
});

/** A server in memory with one policy, which takes its parameters from objects of a kind, and with one IngressClass. */
const withPolicy = (paramKind: object | undefined): ApiReader => {
  const documents: Record<string, unknown> = {
    '/version': { gitVersion: 'v1.33.4' },
    '/api': { kind: 'APIGroupDiscoveryList', items: [] },
    '/apis': {
      kind: 'APIGroupDiscoveryList',
      items: [
        served(GROUP, 'validatingadmissionpolicies', 'ValidatingAdmissionPolicy'),
        served('networking.k8s.io', 'ingressclasses', 'IngressClass'),
      ],
    },
    [`/apis/${GROUP}/v1/validatingadmissionpolicies`]: {
      kind: 'ValidatingAdmissionPolicyList',
      items: [{ metadata: { name: 'p' }, spec: paramKind === undefined ? {} : { paramKind } }],
    },
    '/apis/networking.k8s.io/v1/ingressclasses': {
      kind: 'IngressClassList',
      items: [{ metadata: { name: 'limits' } }],
    },
  };
  return {
    json: async (path) => {
      const document = documents[path.replace(/\?.*/, '')];
      return document === undefined ? failed('missing', 'not found', 404) : readingOf(document);
    },
    text: async () => failed('forbidden', 'forbidden', 403),
  };
};

const objectsRead = async (reader: ApiReader, wanted: ReadonlySet<FactKey>) =>
  (await collect(reader, { origin: { kind: 'cluster', id: 'test' }, wanted })).objects;

test('what a policy takes its parameters from is read though nobody could want it', async () => {
  const reader = withPolicy({ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass' });
  const objects = await objectsRead(reader, new Set([POLICIES]));
  expect(objects['ingressclasses.networking.k8s.io']).toMatchObject({
    state: 'known',
    value: [{ metadata: { name: 'limits' } }],
  });
});

test.each([
  ['a policy without parameters', undefined],
  ['a kind of nobody', { apiVersion: 'rules.example.dev/v1', kind: 'Rule' }],
])('%s brings nothing in', async (_, paramKind) => {
  const objects = await objectsRead(withPolicy(paramKind), new Set([POLICIES]));
  expect(Object.keys(objects)).toEqual([POLICIES.slice('objects/'.length)]);
});
