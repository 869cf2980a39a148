import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderPrometheus } from '../../src/report/prometheus.ts';
import { ALL } from './assessments/all.ts';
import { GO } from './assessments/go.ts';
import { soiled } from './assessments/hostile.ts';
import { NO_GO } from './assessments/no-go.ts';
import { WAIVED } from './assessments/waived.ts';
import { golden } from './golden.ts';
import { nastyText } from './nasty-text.ts';

const LINE =
  /^(?:# (?:HELP [a-z_]+ .+|TYPE [a-z_]+ gauge)|([a-z_]+\{[a-z_]+="(?:[^"\\]|\\["\\n])*"(?:,[a-z_]+="(?:[^"\\]|\\["\\n])*")*\}) (\d+))$/;

/** Samples by their series; a line that is none, and a series that comes twice, throw. */
function samplesOf(text: string): ReadonlyMap<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const match = LINE.exec(line);
    if (match === null) throw new Error(`not a line of the format: ${line}`);
    const [, series, value] = match;
    if (series === undefined) continue;
    if (samples.has(series)) throw new Error(`twice: ${series}`);
    samples.set(series, Number(value));
  }
  return samples;
}
const sumOf = (text: string, start: string) =>
  [...samplesOf(text)]
    .filter(([series]) => series.startsWith(start))
    .reduce((sum, [, value]) => sum + value, 0);

describe('the Prometheus file', () => {
  test.each(ALL)('of %s is as it was reviewed', (name, assessment) => {
    const text = renderPrometheus(assessment);
    expect(text).toBe(golden(`test/report/golden/${name}.prom`, text));
  });

  test.each(ALL)('of %s counts every finding once, and has one verdict', (_, assessment) => {
    const text = renderPrometheus(assessment);
    expect(sumOf(text, 'holdshort_findings{')).toBe(assessment.findings.length);
    expect(sumOf(text, 'holdshort_finding_info{')).toBe(assessment.findings.length);
    expect(sumOf(text, 'holdshort_verdict{')).toBe(1);
    expect(text).toMatch(new RegExp(`^holdshort_verdict\\{.*verdict="${assessment.verdict}"\\} 1$`, 'm'));
  });

  test('has its counters at zero too', () => {
    expect(renderPrometheus(GO)).toMatch(
      /^holdshort_findings\{.*severity="blocker",outcome="hit",waived="false"\} 0$/m,
    );
  });

  test('keeps waived findings apart, with the day on which the waiver ends', () => {
    const text = renderPrometheus(WAIVED);
    expect(text).toMatch(/^holdshort_findings\{.*severity="blocker",outcome="hit",waived="true"\} 2$/m);
    expect(text).toContain(String(Date.UTC(2026, 11, 1, 23, 59, 59) / 1000));
  });

  test('keeps its lines and loses no series, whatever the cluster calls its objects', () => {
    const expected = samplesOf(renderPrometheus(soiled('word'))).size;
    fc.assert(
      fc.property(nastyText, (text) => {
        expect(samplesOf(renderPrometheus(soiled(text))).size).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('never writes a series twice, even where two findings print alike', () => {
    const [finding] = NO_GO.findings;
    if (finding === undefined) throw new Error('the example has lost its finding');
    const same = { ...NO_GO, findings: [finding, finding] };
    expect(sumOf(renderPrometheus(same), 'holdshort_finding_info{')).toBe(1);
  });
});
