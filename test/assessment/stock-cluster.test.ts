import { beforeAll, describe, expect, test } from '@jest/globals';
import { assess } from '../../src/assessment/assess.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { planPath } from '../../src/upgrade/path.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { readLive, recordedFacts } from '../support/read-live.ts';
import { startRecordedServer } from '../support/recorded-server.ts';
import { STOCK_MINORS, stockCluster } from '../support/stock-cluster.ts';

const { knowledge } = compileKnowledge(knowledgeTexts());

/** What truly is disruptive for a cluster that only ever followed kubeadm; docs/verdict.md says why. */
const DISRUPTIVE: Readonly<Record<string, readonly string[]>> = {
  '1.31': ['kubelets-ask-older-api-servers'],
  '1.34': ['etcd-3.5-zombie-members'],
  '1.37': ['etcd-older-than-3.6.11'],
};

let recorded: ClusterFacts;
let withKubelets: ClusterFacts;
beforeAll(async () => {
  recorded = await recordedFacts('kubeadm-ha-1.33');
  const server = await startRecordedServer('kubeadm-ha-1.33');
  withKubelets = await readLive(server, 5000, undefined, true);
  await server.close();
});

/** The document that kubeadm keeps, and what its kubelets make of it. */
const WAYS = [
  ['', () => recorded],
  [', its kubelets asked', () => withKubelets],
] as const;

describe.each(WAYS)('a cluster as kubeadm makes it is a GO%s', (_way, facts) => {
  test.each(STOCK_MINORS)('from %s to the next minor', (minor) => {
    const from = knowledge.releases.find((release) => release.minor === minor)?.newestPatch ?? '';
    const to = `1.${Number(minor.slice(2)) + 1}`;
    const path = planPath(from, to, knowledge.releases);
    if ('problem' in path) throw new Error(path.problem);
    const { verdict, findings, notChecked } = assess(stockCluster(facts(), from), knowledge, {
      path,
      backends: 'observed',
      distribution: undefined,
      time: '2026-11-24T00:00:00.000Z',
      digest: 'none',
    });
    expect(verdict).toBe('GO');
    expect(notChecked).toEqual([]);
    const grave = findings.filter(({ severity }) => severity === 'blocker' || severity === 'disruptive');
    expect(grave.map(({ id }) => id)).toEqual(DISRUPTIVE[to] ?? []);
  });
});
