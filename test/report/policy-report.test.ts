import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadAll } from 'js-yaml';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { renderPolicyReport } from '../../src/report/policy-report.ts';
import { ALL } from './assessments/all.ts';
import { soiled } from './assessments/hostile.ts';
import { NO_GO } from './assessments/no-go.ts';
import { WAIVED } from './assessments/waived.ts';
import { golden } from './golden.ts';
import { nastyText } from './nasty-text.ts';

interface Result {
  readonly policy: string;
  readonly rule: string;
  readonly result: string;
  readonly severity: string;
  readonly message: string;
  readonly timestamp: { readonly seconds: number };
  readonly resources?: readonly { readonly kind: string; readonly name: string }[];
}
interface Report {
  readonly apiVersion: string;
  readonly summary: Readonly<Record<string, number>>;
  readonly results: readonly Result[];
}

function reportOf(assessment: Assessment): Report {
  const documents = loadAll(renderPolicyReport(assessment));
  expect(documents).toHaveLength(1);
  return documents[0] as Report;
}

/** What the CustomResourceDefinition of wgpolicyk8s.io/v1alpha2 allows. */
function expectAllowed({ results, summary }: Report): void {
  for (const { result, severity, message, timestamp } of results) {
    expect(['pass', 'fail', 'warn', 'error', 'skip']).toContain(result);
    expect(['critical', 'high', 'medium', 'low', 'info']).toContain(severity);
    expect(typeof message).toBe('string');
    expect(Number.isInteger(timestamp.seconds)).toBe(true);
  }
  for (const [name, count] of Object.entries(summary)) {
    expect([name, results.filter(({ result }) => result === name).length]).toEqual([name, count]);
  }
}

describe('the policy report', () => {
  test.each(ALL)('of %s is as it was reviewed, and what its definition allows', (name, assessment) => {
    const text = renderPolicyReport(assessment);
    expect(text).toBe(golden(`test/report/golden/${name}.policy-report.yaml`, text));
    expectAllowed(reportOf(assessment));
  });

  test('begins with the verdict', () => {
    const verdicts = ALL.map(([name, assessment]) => [name, reportOf(assessment).results[0]?.result]);
    expect(verdicts).toEqual([
      ['no-go', 'fail'],
      ['go', 'pass'],
      ['undetermined', 'error'],
      ['hostile', 'fail'],
      ['waived', 'pass'],
    ]);
  });

  test('skips what is waived and errs where it cannot be told', () => {
    expect(reportOf(WAIVED).summary).toMatchObject({ fail: 1, skip: 2 });
    expect(reportOf(NO_GO).results.find(({ rule }) => rule === 'endpoints-deprecated')?.result).toBe('warn');
  });

  test('holds cluster text as text, whatever it is', () => {
    const expected = reportOf(soiled('word'));
    fc.assert(
      fc.property(nastyText, (text) => {
        const report = reportOf(soiled(text));
        expectAllowed(report);
        expect(report.summary).toEqual(expected.summary);
        for (const { policy, rule } of report.results)
          expect([typeof policy, typeof rule]).toEqual(['string', 'string']);
      }),
      { numRuns: 60 },
    );
  });
});
