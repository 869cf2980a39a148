import { describe, expect, test } from '@jest/globals';
import { GUARD_FACTS } from '../../src/admission/chain.ts';
import { assess } from '../../src/assessment/assess.ts';
import { EXAMINERS, neededFacts } from '../../src/assessment/examiners.ts';
import { COLLECTORS } from '../../src/cluster/collectors.ts';
import { digestOf } from '../../src/cluster/snapshot.ts';
import type { ClusterFacts, FactKey } from '../../src/facts/cluster-facts.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { planPath } from '../../src/upgrade/path.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { readLive, recordedFacts } from '../support/read-live.ts';
import { type RecordingName, startRecordedServer } from '../support/recorded-server.ts';
import { stockCluster } from '../support/stock-cluster.ts';

const { knowledge } = compileKnowledge(knowledgeTexts());
const WAYS: readonly (readonly [RecordingName, string])[] = [
  ['kubeadm-ha-1.33', '1.34'],
  ['kubeadm-ha-1.33', '1.36'],
  ['talos-single-1.32', '1.33'],
  ['talos-single-1.32', '1.35'],
];

function plan(facts: ClusterFacts, to: string) {
  const from = facts.serverVersion.state === 'unknown' ? '' : facts.serverVersion.value;
  const path = planPath(from, to, knowledge.releases);
  if ('problem' in path) throw new Error(path.problem);
  return { path, knowledge };
}

function report(facts: ClusterFacts, to: string) {
  const { path } = plan(facts, to);
  const digest = digestOf(facts, neededFacts({ path, knowledge }));
  const time = '2026-11-24T12:00:00.000Z';
  return assess(facts, knowledge, { path, backends: 'observed', distribution: undefined, time, digest });
}

describe.each(WAYS)('%s to %s', (name, to) => {
  test('what is read of the cluster for this way alone gives the same report, and is less', async () => {
    const whole = await recordedFacts(name);
    const wanted = neededFacts(plan(whole, to));
    const server = await startRecordedServer(name);
    try {
      const facts = await readLive(server, 5000, wanted);
      expect(report(facts, to)).toEqual(report(whole, to));
      expect(Object.keys(facts.objects).length).toBeLessThan(COLLECTORS.length);
      const lists = new Set(server.log.filter(({ query }) => query.has('limit')).map(({ path }) => path));
      expect(lists.size).toBeLessThan(COLLECTORS.length);
    } finally {
      await server.close();
    }
  });

  test('no examiner reads a fact that it did not declare', async () => {
    const facts = await recordedFacts(name);
    const { path } = plan(facts, to);
    for (const { examine, needs } of EXAMINERS) {
      const reader = readFacts(facts);
      examine({
        facts: reader,
        path,
        knowledge,
        distribution: 'unknown',
        backends: 'observed',
        time: '2026-11-24T12:00:00.000Z',
      });
      const declared = new Set<FactKey>(needs({ path, knowledge }));
      expect([examine.name, [...reader.read].filter((key) => !declared.has(key))]).toEqual([
        examine.name,
        [],
      ]);
    }
  });
});

function without({ objects, ...facts }: ClusterFacts, key: string): ClusterFacts {
  return { ...facts, objects: Object.fromEntries(Object.entries(objects).filter(([name]) => name !== key)) };
}

describe('what was not collected is unknown', () => {
  test('a cluster that is a GO is none once a list is missing that may hold what refuses writes', async () => {
    const facts = stockCluster(await recordedFacts('kubeadm-ha-1.33'), '1.34.11');
    expect(report(facts, '1.35').verdict).toBe('GO');
    // A binding refuses nothing where there is no policy, and the stock cluster has none.
    const guards = GUARD_FACTS.filter((key) => !key.includes('bindings'));
    const verdicts = guards.map(
      (key) => report(without(facts, key.slice('objects/'.length)), '1.35').verdict,
    );
    expect(new Set(verdicts)).toEqual(new Set(['UNDETERMINED']));
  });

  test.each(WAYS)('no missing list makes a GO of %s to %s', async (name, to) => {
    const facts = await recordedFacts(name);
    for (const key of Object.keys(facts.objects)) {
      expect([key, report(without(facts, key), to).verdict]).not.toEqual([key, 'GO']);
    }
  });
});
