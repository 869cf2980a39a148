import { beforeAll, describe, expect, test } from '@jest/globals';
import { examineHazards } from '../../src/assessment/examine-hazards.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { planPath } from '../../src/upgrade/path.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { readLive, recordedFacts } from '../support/read-live.ts';
import { startRecordedServer } from '../support/recorded-server.ts';
import { STOCK_MINORS, stockCluster } from '../support/stock-cluster.ts';

const { knowledge } = compileKnowledge(knowledgeTexts());

/** What truly holds for a cluster that only ever followed kubeadm. */
const TRUE_HITS: Readonly<Record<string, readonly string[]>> = {
  '1.30 → 1.31': ['kubelets-ask-older-api-servers'],
  '1.33 → 1.34': ['etcd-3.5-zombie-members'],
  '1.36 → 1.37': ['etcd-older-than-3.6.11', 'proxy-mode-not-chosen'],
};

/** What nobody but a person can tell, of any cluster. */
const TRUE_QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  '1.33 → 1.34': ['static-pods-with-api-references'],
  '1.34 → 1.35': ['cgroup-v1-on-purpose', 'exec-needs-create'],
};

/** Of these, what kubelets tell where they are asked. */
const TOLD_BY_KUBELETS = ['cgroup-v1-on-purpose'];

let recorded: ClusterFacts;
let withKubelets: ClusterFacts;
beforeAll(async () => {
  recorded = await recordedFacts('kubeadm-ha-1.33');
  const server = await startRecordedServer('kubeadm-ha-1.33');
  withKubelets = await readLive(server, 5000, undefined, true);
  await server.close();
});

describe.each([
  ['', false],
  [', its kubelets asked', true],
])('a cluster as kubeadm makes it%s', (_how, isAsked) => {
  test.each(STOCK_MINORS.map((from) => [from, next(from)]))('%s → %s', (from, to) => {
    const facts = stockCluster(isAsked ? withKubelets : recorded, newestOf(from));
    const { findings, questions } = examine(facts, from, to);
    const hop = `${from} → ${to}`;
    expect(findings.map(({ id, outcome }) => `${id} ${outcome}`).sort()).toEqual(
      (TRUE_HITS[hop] ?? []).map((id) => `${id} hit`),
    );
    expect(findings.filter(({ severity }) => severity === 'blocker')).toEqual([]);
    expect(questions.map(({ hazard }) => hazard)).toEqual(
      (TRUE_QUESTIONS[hop] ?? []).filter((id) => !isAsked || !TOLD_BY_KUBELETS.includes(id)),
    );
  });
});

test('the recorded cluster, which is no stock one, meets what it was built to meet', () => {
  const to34 = examine(recorded, '1.33', '1.34');
  expect(to34.findings.map(({ id }) => id)).toContain('etcd-3.5-zombie-members');
  const to35 = examine(recorded, '1.34', '1.35');
  expect(to35.findings.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(['ipvs-mode-deprecated hit']);
  expect(to35.questions.filter(({ severity }) => severity === 'blocker').map(({ hazard }) => hazard)).toEqual(
    ['kubelet-refuses-cgroup-v1'],
  );
  const to36 = examine(recorded, '1.35', '1.36');
  expect(to36.findings.map(({ id, evidence }) => [id, evidence[0]?.object?.name])).toEqual([
    ['service-external-ips-deprecated', 'edge'],
  ]);
  const to37 = examine(recorded, '1.36', '1.37');
  expect(to37.findings.map(({ id }) => id)).toContain('containerd-1-last-minor');
});

function examine(facts: ClusterFacts, from: string, to: string) {
  const path = planPath(newestOf(from), to, knowledge.releases);
  if ('problem' in path) throw new Error(path.problem);
  return examineHazards({ facts: readFacts(facts), path, knowledge, distribution: 'kubeadm' });
}

function newestOf(minor: string): string {
  return knowledge.releases.find((release) => release.minor === minor)?.newestPatch ?? '';
}

function next(minor: string): string {
  return `1.${Number(minor.slice(2)) + 1}`;
}
