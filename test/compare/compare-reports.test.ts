import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Assessment } from '../../src/assessment/assessment.ts';
import type { Finding } from '../../src/assessment/finding.ts';
import { compareReports } from '../../src/compare/compare-reports.ts';
import { comparedReport } from '../../src/compare/compared-report.ts';
import { renderJson } from '../../src/report/json.ts';
import { ALL } from '../report/assessments/all.ts';
import { EMPTY, findingOf } from '../report/assessments/base.ts';
import { NO_GO } from '../report/assessments/no-go.ts';
import { UNDETERMINED } from '../report/assessments/undetermined.ts';

const node = (name: string) => ({ object: { kind: 'Node', name }, values: {} });
const BLOCKER = findingOf({
  id: 'b',
  title: 'Blocks',
  message: 'It blocks.',
  severity: 'blocker',
  evidence: [node('w1')],
});
const WAIVED: Finding = { ...BLOCKER, waived: { reason: 'known', owner: 'Ada', expires: '2026-12-01' } };
const CAUTION: Finding = { ...BLOCKER, severity: 'caution' };
const UNKNOWN: Finding = { ...BLOCKER, outcome: 'unknown' };
const WIDER: Finding = { ...BLOCKER, evidence: [node('w1'), node('w2')] };
const AGAIN: Finding = { ...BLOCKER, evidence: [node('w1'), node('w1')] };

const report = (...findings: readonly Finding[]): Assessment => ({ ...EMPTY, verdict: 'NO-GO', findings });
const summary = (older: Assessment, newer: Assessment) => {
  const { changes, isLoud } = compareReports(older, newer);
  return { changes: changes.map(({ state, says }) => [state, ...says].join(': ')), isLoud };
};

describe('findings of two reports', () => {
  test.each<[string, Finding[], Finding[], string[], boolean]>([
    ['the same', [BLOCKER], [BLOCKER], [], false],
    ['a new blocker', [], [BLOCKER], ['new'], true],
    ['a new possible blocker', [], [UNKNOWN], ['new'], true],
    ['a new caution', [], [CAUTION], ['new'], false],
    ['a new blocker that is waived', [], [WAIVED], ['new: waived by Ada until 2026-12-01'], false],
    ['one that is gone', [BLOCKER], [], ['gone'], false],
    ['one that got worse', [CAUTION], [BLOCKER], ['changed: caution → blocker'], true],
    ['one that got better', [BLOCKER], [CAUTION], ['changed: blocker → caution'], false],
    ['one that became certain', [UNKNOWN], [BLOCKER], ['changed: it is certain now'], true],
    ['one that became unknown', [BLOCKER], [UNKNOWN], ['changed: it cannot be told any more'], false],
    ['one whose waiver ended', [WAIVED], [BLOCKER], ['changed: no longer waived'], true],
    ['one that was waived', [BLOCKER], [WAIVED], ['changed: waived by Ada until 2026-12-01'], false],
    ['one on another object', [BLOCKER], [WIDER], ['changed: also on Node w2'], true],
    ['one more on the same object', [BLOCKER], [AGAIN], ['changed: also on Node w1'], true],
    ['one on fewer objects', [WIDER], [BLOCKER], ['changed: no longer on Node w2'], false],
  ])('%s', (_, before, after, changes, isLoud) => {
    expect(summary(report(...before), report(...after))).toEqual({ changes, isLoud });
  });
});

describe('what is open in two reports', () => {
  const [question] = UNDETERMINED.questions;
  const [gap, harmless] = UNDETERMINED.notChecked;
  if (question === undefined || gap === undefined || harmless === undefined) throw new Error('example lost');
  const answer = { affected: false, reason: 'r', owner: 'Ada', expires: '2026-12-01' };
  const asking = (...questions: Assessment['questions']) => ({ ...report(), questions });
  const missing = (...notChecked: Assessment['notChecked']) => ({ ...report(), notChecked });

  test.each<[string, Assessment, Assessment, boolean]>([
    ['a new question about a blocker', asking(), asking(question), true],
    ['the same question', asking(question), asking(question), false],
    ['one whose answer ended', asking({ ...question, answer }), asking(question), true],
    ['one that was answered', asking(question), asking({ ...question, answer }), false],
    ['something that can no longer be read and may hide a blocker', missing(), missing(gap), true],
    ['something that can no longer be read and hides none', missing(), missing(harmless), false],
    ['something that may hide a blocker now', missing({ ...gap, mayHideBlocker: false }), missing(gap), true],
  ])('%s', (_, before, after, isLoud) => {
    expect(compareReports(before, after).isLoud).toBe(isLoud);
  });
});

test('a worse verdict is loud even where no finding says why', () => {
  expect(compareReports({ ...EMPTY, verdict: 'UNDETERMINED' }, { ...EMPTY, verdict: 'NO-GO' }).isLoud).toBe(
    true,
  );
  expect(compareReports({ ...EMPTY, verdict: 'NO-GO' }, { ...EMPTY, verdict: 'UNDETERMINED' }).isLoud).toBe(
    false,
  );
});

test('another cluster, target or knowledge is said', () => {
  const { inputs } = compareReports(NO_GO, UNDETERMINED);
  expect(inputs).toContain('cluster shop-prod → manifests/prod');
  expect(inputs).toContain('source 1.32.9 → 1.33.4');
  expect(inputs).toContain('webhook backends observed → down');
});

test.each(ALL)('a report of %s reads back from its JSON and equals itself', (name, assessment) => {
  const result = comparedReport.safeParse(JSON.parse(renderJson(assessment)));
  expect(result.error?.issues ?? []).toEqual([]);
  if (!result.success) throw result.error;
  const { changes, inputs, isLoud } = compareReports(result.data, assessment);
  expect([name, changes, inputs, isLoud]).toEqual([name, [], [], false]);
});

test('whatever is grave, counted and not in the older report is loud', () => {
  const finding = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    severity: fc.constantFrom('blocker', 'disruptive', 'caution', 'info'),
    outcome: fc.constantFrom('hit', 'unknown'),
  });
  const findings = fc.uniqueArray(finding, { selector: ({ id }) => id, maxLength: 3 });
  const reportOf = (list: readonly { id: string; severity: string; outcome: string }[]) =>
    report(...list.map((change) => ({ ...BLOCKER, ...change }) as Finding));
  fc.assert(
    fc.property(findings, findings, (before, after) => {
      const isNew = after.some(
        ({ id, severity }) =>
          ['blocker', 'disruptive'].includes(severity) && !before.some((one) => one.id === id),
      );
      if (isNew) expect(compareReports(reportOf(before), reportOf(after)).isLoud).toBe(true);
    }),
  );
});
