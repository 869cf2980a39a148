import { expect, test } from '@jest/globals';
import { assess } from '../../src/assessment/assess.ts';
import { known } from '../../src/facts/fact.ts';
import { KNOWLEDGE, pathOf } from '../support/examine.ts';
import { recordedFacts } from '../support/read-live.ts';
import { stockCluster } from '../support/stock-cluster.ts';

/** A GO but for the way, from what the server runs or from elsewhere. */
async function check(server: string, from: string, to: string) {
  const facts = stockCluster(await recordedFacts('kubeadm-ha-1.33'), from);
  return assess({ ...facts, serverVersion: known(`v${server}`) }, KNOWLEDGE, {
    path: pathOf(from, to),
    backends: 'observed',
    distribution: undefined,
    time: '2026-11-24T08:00:00.000Z',
    digest: '',
  });
}

test.each([
  ['what the server runs', '1.33.4', '1.33.4', '1.34'],
  ['an older control plane beside it', '1.34.2', '1.33.4', '1.34'],
  ['an earlier patch of it', '1.33.9', '1.33.4', '1.34'],
])('a way from %s is its way', async (_, server, from, to) => {
  const { verdict, notChecked } = await check(server, from, to);
  expect([verdict, notChecked]).toEqual(['GO', []]);
});

test.each([
  ['ends before the server', '1.34.2', '1.32.9', '1.33', 'which is newer than the target'],
  ['begins after it', '1.32.9', '1.33.4', '1.34', 'begins at 1.33.4'],
])('a way that %s says nothing of it', async (_, server, from, to, because) => {
  const { verdict, notChecked } = await check(server, from, to);
  expect(verdict).toBe('UNDETERMINED');
  expect(notChecked).toMatchObject([
    { because: expect.stringContaining(because), mayHideBlocker: true, next: expect.any(String) },
  ]);
});
