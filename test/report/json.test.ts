import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderJson } from '../../src/report/json.ts';
import { jsonReference } from '../../src/report/json-reference.ts';
import { GO } from './assessments/go.ts';
import { HOSTILE, soiled } from './assessments/hostile.ts';
import { NO_GO } from './assessments/no-go.ts';
import { UNDETERMINED } from './assessments/undetermined.ts';
import { WAIVED } from './assessments/waived.ts';
import { golden } from './golden.ts';
import { nastyText } from './nasty-text.ts';

describe('the JSON report', () => {
  test.each([
    ['no-go', NO_GO],
    ['go', GO],
    ['undetermined', UNDETERMINED],
    ['hostile', HOSTILE],
    ['waived', WAIVED],
  ])('of a %s is as it was reviewed, and reads back as the model', (name, assessment) => {
    const text = renderJson(assessment);
    expect(text).toBe(golden(`test/report/golden/${name}.json`, text));
    expect(JSON.parse(text)).toEqual(assessment);
  });

  test('has its fields in one order, whatever order the model was built in', () => {
    const reversed = Object.fromEntries(Object.entries(NO_GO).reverse());
    expect(renderJson({ ...NO_GO, ...reversed })).toBe(renderJson(NO_GO));
  });

  test('is harmless on a terminal and still says exactly the same', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const assessment = soiled(text);
        const json = renderJson(assessment);
        expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(JSON.parse(json)).toEqual(assessment);
      }),
      { numRuns: 60 },
    );
  });

  test('is documented field by field in docs/report-json.md', () => {
    expect(golden('docs/report-json.md', jsonReference())).toBe(jsonReference());
  });
});
