import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { examineHazards } from '../../src/assessment/examine-hazards.ts';
import { caseFacts } from '../../src/commands/case-facts.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { type Fact, known } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import type { HazardCase } from '../../src/knowledge/shapes/hazard.ts';
import { KNOWLEDGE, pathOf } from '../support/examine.ts';
import { newestPatch } from '../support/newest-patch.ts';
import { recordedFacts } from '../support/read-live.ts';
import { STOCK_MINORS, stockCluster } from '../support/stock-cluster.ts';

/** By target: what an ordinary cluster is told and asked there, because it truly holds for it. Whatever else appears cries wolf. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  '1.31': ['kubelets-ask-older-api-servers'],
  '1.33': ['windows-direct-server-return'],
  '1.34': ['etcd-3.5-zombie-members'],
  '1.37': ['etcd-older-than-3.6.11'],
};
const ASKED: Readonly<Record<string, readonly string[]>> = {
  '1.34': ['probe-host-forbidden', 'static-pods-with-api-references'],
  '1.35': ['cgroup-v1-on-purpose', 'exec-needs-create', 'exec-readiness-frozen'],
  '1.36': ['exec-readiness-frozen'],
};

let recorded: ClusterFacts;
const added = caseFacts(
  load(readFileSync(new URL('ordinary-cluster.yaml', import.meta.url), 'utf8')) as HazardCase,
);
beforeAll(async () => {
  recorded = await recordedFacts('kubeadm-ha-1.33');
});

test.each(STOCK_MINORS)(
  'an ordinary big cluster hears nothing that does not concern it, from %s',
  (minor) => {
    const from = newestPatch(minor as `1.${number}`);
    const to = `1.${Number(minor.slice(2)) + 1}`;
    const { findings, questions } = examineHazards({
      facts: readFacts(together(stockCluster(recorded, from), added)),
      path: pathOf(from, to),
      knowledge: KNOWLEDGE,
      distribution: 'kubeadm',
    });
    const heard = findings.filter(({ severity }) => severity !== 'info');
    expect(heard.map(({ id, outcome }) => `${id} ${outcome}`).sort()).toEqual(
      (TOLD[to] ?? []).map((id) => `${id} hit`),
    );
    expect(questions.map(({ hazard }) => hazard).sort()).toEqual(ASKED[to] ?? []);
  },
);

/** One cluster with the objects of both. */
function together(one: ClusterFacts, other: ClusterFacts): ClusterFacts {
  const keys = [...new Set([...Object.keys(one.objects), ...Object.keys(other.objects)])];
  const objects = keys.map((key) => [key, known([...listOf(one, key), ...listOf(other, key)])]);
  return { ...one, objects: Object.fromEntries(objects) };
}

function listOf({ objects }: ClusterFacts, key: string): readonly KubeObject[] {
  const fact: Fact<readonly KubeObject[]> | undefined = objects[key as keyof typeof objects];
  return fact === undefined || fact.state === 'unknown' ? [] : fact.value;
}
