import { expect, test } from '@jest/globals';
import { collect } from '../../src/cluster/collect.ts';
import { failed, readingOf } from '../../src/cluster/read-failure.ts';
import type { ApiReader } from '../../src/cluster/transport.ts';

/** A server in memory that answers for its version and its metrics only. */
const withMetrics = (metrics: string): ApiReader => ({
  json: async (path) =>
    path === '/version' ? readingOf({ gitVersion: 'v1.33.4' }) : failed('forbidden', 'forbidden', 403),
  text: async () => readingOf(metrics),
});

const requestedApis = async (metrics: string) =>
  (
    await collect(withMetrics(metrics), {
      origin: { kind: 'cluster', id: 'test' },
      wanted: new Set(['requestedApis']),
    })
  ).requestedApis;

test.each([
  ['nothing', ''],
  ['a page that asks to log in', '<html><body>Log in</body></html>'],
  ['another server', '# TYPE go_goroutines gauge\ngo_goroutines 7\n'],
])('metrics of %s do not say that nobody asks for deprecated APIs', async (_what, metrics) => {
  expect(await requestedApis(metrics)).toMatchObject({ state: 'unknown' });
});

test('a kube-apiserver without requests for them does', async () => {
  expect(await requestedApis('apiserver_storage_objects{resource="pods"} 7\n')).toEqual({
    state: 'known',
    value: [],
  });
});
