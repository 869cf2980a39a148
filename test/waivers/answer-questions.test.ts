import { describe, expect, test } from '@jest/globals';
import { type AnswerContext, answerQuestions } from '../../src/assessment/answer-questions.ts';
import type { Question } from '../../src/assessment/assessment.ts';
import { decideVerdict } from '../../src/assessment/verdict.ts';
import type { Hazard } from '../../src/knowledge/shapes/hazard.ts';
import { parseVersion, type Version } from '../../src/upgrade/version.ts';
import type { Answer } from '../../src/waivers/waiver-file.ts';

const version = (text: string) => parseVersion(text) as Version;
const HOP = { from: version('1.32.9'), to: version('1.33.13') };
const HAZARD: Hazard = {
  id: 'etcd-backup',
  title: 'No backup of etcd',
  component: 'etcd',
  category: 'requirement',
  severity: 'blocker',
  confidence: 'confirmed',
  affects: { trigger: 'entering', versions: [{ introduced: '1.33.0' }] },
  detect: { ask: { question: 'Is there a backup?', how: 'Look.' } },
  message: 'There is no backup: {{answer}}',
  explain: 'Backups matter.',
  remediate: [{ title: 'Make one' }],
  rescue: [{ title: 'Restore one' }],
  sources: [{ type: 'docs', url: 'https://example.org' }],
};
const QUESTION: Question = {
  hazard: 'etcd-backup',
  title: 'No backup of etcd',
  question: 'Is there a backup?',
  how: 'Look.',
  severity: 'blocker',
};
const CONTEXT: AnswerContext = {
  path: { from: HOP.from, to: HOP.to, hops: [HOP], between: [], beyondKnowledge: [] },
  knowledge: { hazards: [HAZARD] },
  distribution: 'unknown',
  today: '2026-11-24',
};
const answer = (change: Partial<Answer>): Answer => ({
  hazard: 'etcd-backup',
  question: 'Is there a backup?',
  affected: false,
  reason: 'looked',
  owner: 'Ada',
  expires: '2026-12-31',
  ...change,
});
const verdictAfter = (answers: readonly Answer[]) =>
  decideVerdict({ ...answerQuestions([QUESTION], answers, CONTEXT), notChecked: [], beyondKnowledge: [] });

describe('a question about a blocker', () => {
  test.each([
    ['without an answer', [], 'UNDETERMINED'],
    ['answered with not affected', [answer({})], 'GO'],
    ['answered with affected', [answer({ affected: true })], 'NO-GO'],
    ['whose answer has expired', [answer({ expires: '2026-11-23' })], 'UNDETERMINED'],
    ['that was asked otherwise', [answer({ question: 'Is there a backup of today?' })], 'UNDETERMINED'],
    ['answered with other spaces', [answer({ question: 'Is there\n a backup? ' })], 'GO'],
    ['when another was answered', [answer({ hazard: 'other' })], 'UNDETERMINED'],
  ])('%s', (_, answers, verdict) => {
    expect(verdictAfter(answers)).toBe(verdict);
  });

  test('becomes the finding of its hazard when the cluster is affected', () => {
    const { findings, questions } = answerQuestions([QUESTION], [answer({ affected: true })], CONTEXT);
    expect(findings).toMatchObject([
      { id: 'etcd-backup', outcome: 'hit', message: 'There is no backup: looked', rescue: HAZARD.rescue },
    ]);
    expect(questions[0]?.answer).toMatchObject({ affected: true, owner: 'Ada' });
  });

  test('counts even where the knowledge has no such hazard', () => {
    const { findings } = answerQuestions([QUESTION], [answer({ affected: true })], {
      ...CONTEXT,
      knowledge: { hazards: [] },
    });
    expect(findings).toMatchObject([{ id: 'etcd-backup', outcome: 'hit', severity: 'blocker' }]);
  });
});

test('answers without a question and expired ones are reported', () => {
  const { remarks } = answerQuestions(
    [QUESTION],
    [
      answer({ expires: '2026-11-01' }),
      answer({ hazard: 'other' }),
      answer({ question: 'Is there a backup of today?' }),
    ],
    CONTEXT,
  );
  expect(remarks.map(({ type, hazard, state }) => [type, hazard, state])).toEqual([
    ['answer', 'etcd-backup', 'expired'],
    ['answer', 'other', 'unused'],
    ['answer', 'etcd-backup', 'outdated'],
  ]);
});
