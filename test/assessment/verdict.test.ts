import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideVerdict, type Grounds } from '../../src/assessment/verdict.ts';

const CLEAN: Grounds = { findings: [], questions: [], notChecked: [], beyondKnowledge: [] };

describe('the verdict', () => {
  test.each<[string, Grounds, string]>([
    ['nothing found and everything checked', CLEAN, 'GO'],
    ['a blocker', { ...CLEAN, findings: [{ outcome: 'hit', severity: 'blocker' }] }, 'NO-GO'],
    [
      'a possible blocker',
      { ...CLEAN, findings: [{ outcome: 'unknown', severity: 'blocker' }] },
      'UNDETERMINED',
    ],
    ['something disruptive', { ...CLEAN, findings: [{ outcome: 'hit', severity: 'disruptive' }] }, 'GO'],
    ['a possible disruption', { ...CLEAN, findings: [{ outcome: 'unknown', severity: 'disruptive' }] }, 'GO'],
    [
      'an unanswered question about a blocker',
      { ...CLEAN, questions: [{ severity: 'blocker' }] },
      'UNDETERMINED',
    ],
    ['an unanswered lesser question', { ...CLEAN, questions: [{ severity: 'disruptive' }] }, 'GO'],
    [
      'something unchecked that may hide a blocker',
      { ...CLEAN, notChecked: [{ mayHideBlocker: true }] },
      'UNDETERMINED',
    ],
    ['something unchecked that hides none', { ...CLEAN, notChecked: [{ mayHideBlocker: false }] }, 'GO'],
    ['a target beyond the knowledge', { ...CLEAN, beyondKnowledge: ['1.99'] }, 'UNDETERMINED'],
  ])('with %s', (_name, grounds, verdict) => {
    expect(decideVerdict(grounds)).toBe(verdict);
  });

  test('never gets better by finding, asking or missing one thing more', () => {
    const rank = { GO: 0, UNDETERMINED: 1, 'NO-GO': 2 };
    const severity = fc.constantFrom('blocker', 'disruptive', 'caution', 'info');
    const grounds: fc.Arbitrary<Grounds> = fc.record({
      findings: fc.array(fc.record({ outcome: fc.constantFrom('hit', 'unknown'), severity })),
      questions: fc.array(fc.record({ severity })),
      notChecked: fc.array(fc.record({ mayHideBlocker: fc.boolean() })),
      beyondKnowledge: fc.array(fc.constant('1.99'), { maxLength: 1 }),
    }) as fc.Arbitrary<Grounds>;
    fc.assert(
      fc.property(grounds, grounds, (some, more) => {
        const all: Grounds = {
          findings: [...some.findings, ...more.findings],
          questions: [...some.questions, ...more.questions],
          notChecked: [...some.notChecked, ...more.notChecked],
          beyondKnowledge: [...some.beyondKnowledge, ...more.beyondKnowledge],
        };
        expect(rank[decideVerdict(all)]).toBeGreaterThanOrEqual(rank[decideVerdict(some)]);
      }),
    );
  });
});
