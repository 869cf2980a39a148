import { describe, expect, test } from '@jest/globals';
import { collect } from '../../src/cluster/collect.ts';
import { failed, readingOf } from '../../src/cluster/read-failure.ts';
import type { ApiReader } from '../../src/cluster/transport.ts';

/** A server of one group, in memory. */
const serving = (...versions: string[]): ApiReader => server(versions, []);

/** The same beside groups whose own servers do not answer discovery; of its lists only those are there that are named. */
function server(
  versions: readonly string[],
  stale: readonly string[],
  lists: readonly string[] = ['v1'],
): ApiReader {
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
    '/apis': { kind: 'APIGroupDiscoveryList', items: [group, NODES, ...stale.map(silent)] },
    ...Object.fromEntries(
      lists.map((version) => [
        `/apis/resource.k8s.io/${version}/resourceclaims`,
        { kind: 'ResourceClaimList', items: [] },
      ]),
    ),
  };
  return {
    json: async (path) => {
      const document = documents[path.replace(/\?.*/, '')];
      return document === undefined ? failed('missing', 'not found', 404) : readingOf(document);
    },
    text: async () => failed('forbidden', 'forbidden', 403),
  };
}

const NODES = {
  metadata: { name: 'node.k8s.io' },
  versions: [{ version: 'v1', resources: [{ resource: 'runtimeclasses', scope: 'Cluster' }] }],
};

const silent = (name: string) => ({
  metadata: { name },
  versions: [{ version: 'v1', freshness: 'Stale', resources: [] }],
});

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

describe('beside a group whose server did not answer discovery', () => {
  const metrics = 'metrics.k8s.io';

  test('versions that nobody reads are unknown all the same', async () => {
    expect(await claims(server(['v1alpha9'], [metrics]))).toMatchObject({ state: 'unknown' });
  });

  test('a list that is served and not found is unknown', async () => {
    expect(await claims(server(['v1'], [metrics], []))).toMatchObject({ state: 'unknown' });
  });

  test('what another group does not serve is not there', async () => {
    expect(await claims(server([], [metrics], []))).toEqual({ state: 'known', value: [] });
  });

  test.each(['v1', 'v1beta1', 'v1alpha1'])(
    'a group that did not answer itself is asked for %s',
    async (only) => {
      const group = 'admissionregistration.k8s.io';
      const reader = server([], [group]);
      const policies: ApiReader = {
        ...reader,
        json: async (path) =>
          path.startsWith(`/apis/${group}/${only}/validatingadmissionpolicies?`)
            ? readingOf({ kind: 'ValidatingAdmissionPolicyList', items: [{ metadata: { name: 'p' } }] })
            : await reader.json(path),
      };
      const key = `validatingadmissionpolicies.${group}`;
      const read = async (from: ApiReader) =>
        (
          await collect(from, {
            origin: { kind: 'cluster', id: 'test' },
            wanted: new Set([`objects/${key}`]),
          })
        ).objects[key];
      expect(await read(policies)).toMatchObject({ state: 'known', value: [{ metadata: { name: 'p' } }] });
      expect(await read(reader)).toEqual({ state: 'known', value: [] });
    },
  );
});

test('metadata that nobody asked for are no objects', async () => {
  const reader = serving('v1');
  const bare: ApiReader = {
    ...reader,
    json: async (path, accept) => {
      const reading = await reader.json(path, accept);
      const isList = path.includes('resourceclaims') && reading.ok;
      return isList ? readingOf({ kind: 'PartialObjectMetadataList', items: [] }) : reading;
    },
  };
  expect(await claims(bare)).toMatchObject({ state: 'unknown' });
});
