import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import { ALL } from './assessments/all.ts';
import { GO } from './assessments/go.ts';
import { soiled } from './assessments/hostile.ts';
import { NO_GO } from './assessments/no-go.ts';
import { UNDETERMINED } from './assessments/undetermined.ts';
import { WAIVED } from './assessments/waived.ts';
import { golden } from './golden.ts';
import { nastyText } from './nasty-text.ts';
import { sarifProblems } from './sarif-problems.ts';

const log = (assessment: Assessment) => JSON.parse(renderSarif(assessment));
const results = (assessment: Assessment) => log(assessment).runs[0].results;

describe('the SARIF log', () => {
  test.each(ALL)('of %s is as it was reviewed, and what the specification requires', (name, assessment) => {
    const text = renderSarif(assessment);
    expect(text).toBe(golden(`test/report/golden/${name}.sarif`, text));
    expect(sarifProblems(JSON.parse(text))).toEqual([]);
  });

  test('has a result at level error for a NO-GO, at warning where it cannot be told, and none for a GO', () => {
    const levels = (assessment: Assessment) =>
      results(assessment)
        .filter(({ ruleId }: { ruleId: string }) => ruleId === 'holdshort-verdict')
        .map(({ level }: { level: string }) => level);
    expect([NO_GO, UNDETERMINED, GO].map(levels)).toEqual([['error'], ['warning'], []]);
  });

  test('calls open what could not be decided, and suppressed what is waived', () => {
    expect(results(UNDETERMINED)[0]).toMatchObject({ kind: 'open', level: 'none' });
    expect(results(WAIVED)[0].suppressions).toMatchObject([{ kind: 'external', status: 'accepted' }]);
  });

  test('stays what the specification requires whatever the cluster calls its objects', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const sarif = renderSarif(soiled(text));
        expect(sarifProblems(JSON.parse(sarif))).toEqual([]);
        expect(sarif.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 60 },
    );
  });
});
