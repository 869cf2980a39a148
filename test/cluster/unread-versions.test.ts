import { expect, test } from '@jest/globals';
import { collect } from '../../src/cluster/collect.ts';
import { failed, readingOf } from '../../src/cluster/read-failure.ts';
import type { ApiReader } from '../../src/cluster/transport.ts';

/** A server of one group, in memory. */
const serving = (...versions: string[]): ApiReader => {
  const group = {
    metadata: { name: 'resource.k8s.io' },
    versions: versions.map((version) => ({
      version,
      resources: [
        {
          resource: 'resourceclaims',
          scope: 'Namespaced',
          responseKind: { group: 'resource.k8s.io', version, kind: 'ResourceClaim' },
        },
      ],
    })),
  };
  const documents: Record<string, unknown> = {
    '/version': { gitVersion: 'v1.33.4' },
    '/api': { kind: 'APIGroupDiscoveryList', items: [] },
    '/apis': { kind: 'APIGroupDiscoveryList', items: [group] },
    '/apis/resource.k8s.io/v1/resourceclaims': { kind: 'ResourceClaimList', items: [] },
  };
  return {
    json: async (path) => {
      const document = documents[path.replace(/\?.*/, '')];
      return document === undefined ? failed('missing', 'not found', 404) : readingOf(document);
    },
    text: async () => failed('forbidden', 'forbidden', 403),
  };
};

const claims = async (reader: ApiReader) =>
  (
    await collect(reader, {
      origin: { kind: 'cluster', id: 'test' },
      wanted: new Set(['objects/resourceclaims.resource.k8s.io']),
    })
  ).objects['resourceclaims.resource.k8s.io'];

test('objects that are served only in versions nobody reads are unknown, never absent', async () => {
  expect(await claims(serving('v1beta1', 'v1beta2'))).toMatchObject({
    state: 'unknown',
    because: expect.stringContaining('resource.k8s.io/v1beta1'),
    next: expect.stringContaining('kubectl get resourceclaims.resource.k8s.io'),
  });
});

test('what is read in one of its versions is known', async () => {
  expect(await claims(serving('v1', 'v1beta1'))).toEqual({ state: 'known', value: [] });
});
