import { describe, expect, test } from '@jest/globals';
import { examineHazards } from '../../src/assessment/examine-hazards.ts';
import { caseFacts } from '../../src/commands/case-facts.ts';
import { needsOf } from '../../src/detectors/detect.ts';
import type { ClusterFacts, FactKey } from '../../src/facts/cluster-facts.ts';
import { type Fact, unknown } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import type { HazardCase, HazardFile } from '../../src/knowledge/shapes/hazard.ts';
import { planPath } from '../../src/upgrade/path.ts';
import { knowledgeTexts } from '../support/knowledge.ts';

const { hazards, knowledge } = compileKnowledge(knowledgeTexts());

const cases = hazards.flatMap(({ hazard }) =>
  hazard.cases.map((proof) => ({ id: hazard.id, name: proof.name, hazard, proof })),
);

describe('what a hazard declares is what it reads', () => {
  test.each(cases)('$id: $name', ({ hazard, proof }) => {
    const facts = caseFacts(proof);
    const { read } = outcomeWith(hazard, proof, facts);
    const declared = new Set<string>(needsOf(hazard.detect));
    expect([...read].filter((fact) => !declared.has(fact))).toEqual([]);
  });
});

describe('hiding a fact never turns a hit into a miss, nor a miss into a hit', () => {
  test.each(cases)('$id: $name', ({ hazard, proof }) => {
    const facts = caseFacts(proof);
    const { outcome } = outcomeWith(hazard, proof, facts);
    for (const key of needsOf(hazard.detect)) {
      for (const changed of [hide(facts, key), part(facts, key)]) {
        expect([outcome, 'unknown']).toContain(outcomeWith(hazard, proof, changed).outcome);
      }
    }
  });
});

function outcomeWith(hazard: HazardFile, proof: HazardCase, facts: ClusterFacts) {
  const [from = '', to = ''] = proof.path.split(' → ');
  const path = planPath(from, to, knowledge.releases);
  if ('problem' in path) throw new Error(path.problem);
  const reader = readFacts(facts);
  const { findings, questions } = examineHazards({
    facts: reader,
    path,
    knowledge: { hazards: [hazard] },
    distribution: 'unknown',
  });
  const outcome = findings[0]?.outcome ?? (questions.length > 0 ? 'unknown' : 'miss');
  return { outcome, read: reader.read };
}

/** The same facts with one that could not be read. */
function hide(facts: ClusterFacts, key: FactKey): ClusterFacts {
  return change(facts, key, () => unknown('nobody may read it'));
}

/** The same facts with one of which there may be more. */
function part(facts: ClusterFacts, key: FactKey): ClusterFacts {
  return change(facts, key, (fact) =>
    fact.state === 'known' ? { state: 'partial', value: fact.value, because: 'there may be more' } : fact,
  );
}

function change(facts: ClusterFacts, key: FactKey, by: <T>(fact: Fact<T>) => Fact<T>): ClusterFacts {
  if (key === 'serverVersion') return { ...facts, serverVersion: by(facts.serverVersion) };
  if (key === 'discovery') return { ...facts, discovery: by(facts.discovery) };
  if (key === 'requestedApis') return { ...facts, requestedApis: by(facts.requestedApis) };
  if (key === 'kubelets') return { ...facts, kubelets: by(facts.kubelets ?? unknown('nobody asked them')) };
  if (key.startsWith('metrics/')) {
    const name = key.slice('metrics/'.length);
    const series = facts.metrics?.[name] ?? unknown('it was never there');
    return { ...facts, metrics: { ...facts.metrics, [name]: by(series) } };
  }
  const resource = key.slice('objects/'.length);
  const fact = facts.objects[resource] ?? unknown('it was never there');
  return { ...facts, objects: { ...facts.objects, [resource]: by(fact) } };
}
