import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { UsageError } from '../../src/errors.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { GO } from './assessments/go.ts';
import { HOSTILE, soiled } from './assessments/hostile.ts';
import { NO_GO } from './assessments/no-go.ts';
import { UNDETERMINED } from './assessments/undetermined.ts';
import { WAIVED } from './assessments/waived.ts';
import { golden } from './golden.ts';
import { cellsOf, readMarkdown, skeletonOf, strictCellsOf } from './markdown-structure.ts';
import { nastyText } from './nasty-text.ts';

const ticket = (assessment: Assessment, maxSize?: number) =>
  renderMarkdown(assessment, { colour: false, ...(maxSize === undefined ? {} : { maxSize }) });

describe('the change ticket', () => {
  test.each([
    ['no-go', NO_GO],
    ['go', GO],
    ['undetermined', UNDETERMINED],
    ['hostile', HOSTILE],
    ['waived', WAIVED],
  ])('of a %s reads as it was reviewed', (name, assessment) => {
    const text = ticket(assessment);
    expect(text).toBe(golden(`test/report/golden/${name}.md`, text));
  });

  test('begins with the verdict and the sentence a manager understands', () => {
    const [first, , second] = ticket(NO_GO).split('\n');
    expect(first).toBe('# NO-GO: `shop-prod`, Kubernetes 1.32.9 → 1.34.11');
    expect(second).toBe(
      '> With today’s settings the control plane would not come back after the first step.',
    );
  });

  test('draws the deadlock where an in-cluster backend denies a write, and nowhere else', () => {
    const diagrams = (assessment: Assessment) =>
      readMarkdown(ticket(assessment)).fences.filter(({ language }) => language === 'mermaid');
    expect(diagrams(NO_GO)).toHaveLength(1);
    expect(diagrams(NO_GO)[0]?.lines.join('\n')).toContain('Service kyverno/kyverno-svc');
    expect(diagrams(UNDETERMINED)).toHaveLength(0);
  });

  test('names ten objects of evidence and counts the rest', () => {
    const text = ticket(GO);
    expect(text).toContain('`worker-10`');
    expect(text).not.toContain('`worker-11`');
    expect(text).toContain('… and 2 more');
  });

  test('keeps the shape it has with harmless text, whatever the cluster calls its objects', () => {
    const shape = skeletonOf(readMarkdown(ticket(soiled('word'))));
    fc.assert(
      fc.property(nastyText, (text) => {
        expect(skeletonOf(readMarkdown(ticket(soiled(text))))).toEqual(shape);
      }),
      { numRuns: 60 },
    );
  });

  test('shows cluster text as code or as plain words: no markup, link, mention or reference comes from it', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const { lines, isClosed } = readMarkdown(ticket(soiled(text)));
        expect(isClosed).toBe(true);
        for (const { kind, bare, line } of lines) {
          const own = kind === 'tag' ? bare.replace(/^<\/?(?:details|summary)>|<\/summary>$/g, '') : bare;
          const unlinked = own.replace(/\[[\w ./#\\-]*\]\(https?:\/\/[^ )]*\)/g, '').replace(/^(#+|>) /, '');
          expect(kind === 'row' ? unlinked.replace(/^\| # \|/, '') : unlinked).not.toMatch(
            /[<>@#[\]~$&]|!\w|https?:\/\/|www\.|UNCLOSED|:\w+:/,
          );
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('gives every row of a table the columns of its heading, however backslashes are read', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const { lines } = readMarkdown(ticket(soiled(text)));
        let columns = 0;
        for (const [index, { kind, line }] of lines.entries()) {
          if (kind !== 'row') continue;
          if (lines[index - 1]?.kind !== 'row') columns = cellsOf(line).length;
          expect([cellsOf(line).length, strictCellsOf(line).length]).toEqual([columns, columns]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a change ticket with a limit', () => {
  const bytes = (text: string) => Buffer.byteLength(text);

  test('is whole when it fits', () => {
    expect(ticket(NO_GO, 1_000_000)).toBe(ticket(NO_GO));
  });

  test('leaves out the least severe details first, and says so', () => {
    const text = ticket(NO_GO, 9000);
    expect(bytes(text)).toBeLessThanOrEqual(9000);
    expect(text).toMatch(/_Left out to stay within 9000 bytes: .*of (?:\d to )?6.*_/);
    expect(text).toContain('## 1. BLOCKER');
    expect(text).toContain('<summary>Evidence (3)</summary>');
  });

  test('stays within any limit that it accepts, and never cuts inside a block', () => {
    const whole = new Set(ticket(NO_GO).split('\n'));
    fc.assert(
      fc.property(fc.integer({ min: 2600, max: 11_000 }), (limit) => {
        const text = ticket(NO_GO, limit);
        expect(bytes(text)).toBeLessThanOrEqual(limit);
        const { isClosed, lines } = readMarkdown(text);
        expect(isClosed).toBe(true);
        const tags = lines.filter(({ kind }) => kind === 'tag').map(({ line }) => line);
        expect(tags.filter((tag) => tag === '<details>')).toHaveLength(
          tags.filter((tag) => tag === '</details>').length,
        );
        const added = text.split('\n').filter((line) => !whole.has(line));
        expect(added.every((line) => /^_Left out|^… and \d+ more|in all; the JSON report/.test(line))).toBe(
          true,
        );
      }),
    );
  });

  test('refuses a limit below the verdict itself, and says what would do', () => {
    expect(() => ticket(NO_GO, 100)).toThrow(UsageError);
    expect(() => ticket(NO_GO, 100)).toThrow(/--max-size 100: .* Give \d+ or more\./);
  });

  test('keeps the verdict of a report with very many findings', () => {
    const [finding] = NO_GO.findings;
    if (finding === undefined) throw new Error('the example has lost its finding');
    const many = { ...NO_GO, findings: Array.from({ length: 400 }, (_, i) => ({ ...finding, id: `f${i}` })) };
    const text = ticket(many, 30_000);
    expect(bytes(text)).toBeLessThanOrEqual(30_000);
    expect(text).toMatch(/^# NO-GO/);
    expect(text).toContain('… and 300 more');
  });
});
