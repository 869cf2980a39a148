import { beforeAll, describe, expect, test } from '@jest/globals';
import { examineHazards } from '../../src/assessment/examine-hazards.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { mapFact } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { planPath } from '../../src/upgrade/path.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { recordedFacts } from '../support/read-live.ts';

const { knowledge } = compileKnowledge(knowledgeTexts());

/** What somebody put into the recorded cluster beside what kubeadm makes. */
const ADDED = ['apps', 'cert-manager', 'gatekeeper-system', 'ingress-nginx', 'istio-system'];

/** The etcd that the newest kubeadm of a minor brings. */
const ETCD: Readonly<Record<string, string>> = {
  '1.30': '3.5.15-0',
  '1.31': '3.5.24-0',
  '1.32': '3.5.24-0',
  '1.33': '3.5.24-0',
  '1.34': '3.6.5-0',
  '1.35': '3.6.6-0',
  '1.36': '3.6.8-0',
};

/** What truly holds for a cluster that only ever followed kubeadm. */
const TRUE_HITS: Readonly<Record<string, readonly string[]>> = {
  '1.33 → 1.34': ['etcd-3.5-zombie-members'],
  '1.36 → 1.37': ['etcd-older-than-3.6.11', 'proxy-mode-not-chosen'],
};

/** What nobody but a person can tell, of any cluster. */
const TRUE_QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  '1.33 → 1.34': ['static-pods-with-api-references'],
  '1.34 → 1.35': ['cgroup-v1-on-purpose', 'exec-needs-create'],
};

let recorded: ClusterFacts;
beforeAll(async () => {
  recorded = await recordedFacts('kubeadm-ha-1.33');
});

describe('a cluster as kubeadm makes it', () => {
  test.each(Object.keys(ETCD).map((from) => [from, next(from)]))('%s → %s', (from, to) => {
    const { findings, questions } = examine(stockCluster(from), from, to);
    const hop = `${from} → ${to}`;
    expect(findings.map(({ id, outcome }) => `${id} ${outcome}`).sort()).toEqual(
      (TRUE_HITS[hop] ?? []).map((id) => `${id} hit`),
    );
    expect(findings.filter(({ severity }) => severity === 'blocker')).toEqual([]);
    expect(questions.map(({ hazard }) => hazard)).toEqual(TRUE_QUESTIONS[hop] ?? []);
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
  const newest = knowledge.releases.find(({ minor }) => minor === from)?.newestPatch ?? '';
  const path = planPath(newest, to, knowledge.releases);
  if ('problem' in path) throw new Error(path.problem);
  return examineHazards({ facts: readFacts(facts), path, knowledge, distribution: 'kubeadm' });
}

/** The recording without what was added to it, with the etcd that belongs to the minor, and with a mode nobody chose. */
function stockCluster(minor: string): ClusterFacts {
  const objects = Object.entries(recorded.objects).map(([key, fact]) => [
    key,
    mapFact(fact, (list) =>
      list
        .filter(({ kind, metadata: { namespace, name } }) => {
          const added = kind === 'Namespace' ? ADDED.includes(name) : ADDED.includes(namespace ?? '');
          return !added && !(kind === 'Node' && name === 'w2');
        })
        .map((object) => asMade(object, minor)),
    ),
  ]);
  return { ...recorded, objects: Object.fromEntries(objects) };
}

function asMade(object: KubeObject, minor: string): KubeObject {
  const text = JSON.stringify(object)
    .replace(/etcd:3\.5\.21-0/g, `etcd:${ETCD[minor]}`)
    .replace(/\\nmode: ipvs\\n/g, '\\nmode: ""\\n'.replaceAll('"', '\\"'));
  return JSON.parse(text);
}

function next(minor: string): string {
  return `1.${Number(minor.slice(2)) + 1}`;
}
