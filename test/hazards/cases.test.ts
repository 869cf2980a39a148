import { describe, expect, test } from '@jest/globals';
import { runCase } from '../../src/commands/run-case.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { formatProblem } from '../../src/knowledge/problem.ts';
import { knowledgeTexts } from '../support/knowledge.ts';

const { hazards, knowledge, problems } = compileKnowledge(knowledgeTexts());

test('the knowledge is well formed', () => {
  expect(problems.map(formatProblem)).toEqual([]);
  expect(hazards.length).toBeGreaterThanOrEqual(6);
});

describe.each(hazards.map(({ hazard }) => [hazard.id, hazard] as const))('%s', (_id, hazard) => {
  test.each(hazard.cases.map((one) => [one.name, one] as const))('%s', (_name, proof) => {
    expect(runCase(hazard, proof, knowledge.releases)).toBeUndefined();
  });
});
