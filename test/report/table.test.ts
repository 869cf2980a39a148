import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { againCommands } from '../../src/report/commands.ts';
import { renderTable } from '../../src/report/table.ts';
import { displayWidth } from '../../src/report/wrap.ts';
import { EMPTY } from './assessments/base.ts';
import { GO } from './assessments/go.ts';
import { HOSTILE, soiled } from './assessments/hostile.ts';
import { NO_GO } from './assessments/no-go.ts';
import { UNDETERMINED } from './assessments/undetermined.ts';
import { WAIVED } from './assessments/waived.ts';
import { golden } from './golden.ts';
import { nastyText } from './nasty-text.ts';

const draw = (assessment: Assessment, width: number, colour = false) =>
  renderTable(assessment, { width, colour });
const COMMANDS = new Set(
  [NO_GO, UNDETERMINED].flatMap((assessment) => [
    ...againCommands(assessment),
    ...assessment.findings.flatMap(({ remediate, rescue }) =>
      [...remediate, ...rescue].flatMap(({ run = '', verify = '', undo = '' }) =>
        [run, verify, undo].flatMap((text) => text.split('\n')),
      ),
    ),
  ]),
);

describe('the terminal report', () => {
  test.each([
    ['no-go', NO_GO],
    ['go', GO],
    ['undetermined', UNDETERMINED],
    ['hostile', HOSTILE],
    ['waived', WAIVED],
  ])('of a %s reads as it was reviewed, at 80 columns and at 110', (name, assessment) => {
    for (const width of [80, 110]) {
      const text = draw(assessment, width);
      expect(text).toBe(golden(`test/report/golden/${name}-${width}.txt`, text));
    }
  });

  test('says the verdict before anything else about the cluster', () => {
    expect(draw(NO_GO, 80).split('\n')[2]).toBe('  NO-GO   shop-prod · 1.32.9 → 1.33.13 → 1.34.11');
  });

  test('of a clean cluster is four lines', () => {
    expect(draw(EMPTY, 100).trimEnd().split('\n')).toHaveLength(5);
  });

  test('is the same text with and without colours', () => {
    for (const assessment of [NO_GO, GO, UNDETERMINED, HOSTILE]) {
      const coloured = draw(assessment, 80, true);
      expect(coloured).toContain('\x1b[1;3');
      expect(stripVTControlCharacters(coloured)).toBe(draw(assessment, 80));
    }
  });

  test.each([60, 72, 80, 95, 110, 200])(
    'keeps to %i columns, but for commands, which stay whole',
    (width) => {
      for (const assessment of [NO_GO, GO, UNDETERMINED]) {
        for (const line of draw(assessment, width).split('\n')) {
          if (!COMMANDS.has(line.trim()))
            expect(displayWidth(line)).toBeLessThanOrEqual(Math.min(width, 110));
        }
      }
    },
  );

  test('prints nothing that a terminal acts on or draws backwards, whatever the cluster calls its objects', () => {
    fc.assert(
      fc.property(nastyText, fc.integer({ min: 20, max: 130 }), (text, width) => {
        const drawn = draw(soiled(text), width);
        expect(drawn.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(
          drawn.split('\n').filter((line) => /^ {2}\S/.test(line) && /^ {2}(?:NO-)?GO /.test(line)),
        ).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  test('no line begins with a verdict that somebody called something, wherever lines break', () => {
    for (let width = 60; width <= 110; width++) {
      for (const verdict of ['GO', 'NO-GO', 'UNDETERMINED']) {
        const lines = draw(soiled(`${'very '.repeat(24)}${verdict} fine`), width).split('\n');
        expect(lines.filter((line) => /^ {2}(?:GO|NO-GO|UNDETERMINED)\b/.test(line))).toHaveLength(1);
      }
    }
  });

  test('draws every row of its tables as wide as the first', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const rows = draw(soiled(text), 80)
          .split('\n')
          .filter((line) => /^ {3}[┌├└│]/.test(line));
        expect(
          new Set(rows.map((row) => [...row].filter((mark) => '┌┬┐├┼┤│└┴┘'.includes(mark)).length)),
        ).toEqual(new Set([3]));
      }),
      { numRuns: 40 },
    );
  });

  test('starts a here-document at the margin, so that its end is found when it is pasted', () => {
    expect(draw(UNDETERMINED, 80).split('\n')).toEqual(
      expect.arrayContaining(["kubectl apply -f - <<'EOF'", 'EOF']),
    );
  });
});
