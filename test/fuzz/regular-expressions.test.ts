import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { regularExpressionsIn } from './source-literals.ts';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));
const FOUND = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) =>
    regularExpressionsIn(readFileSync(join(SRC, name), 'utf8')).map((one) => ({ ...one, file: name })),
  );

/**
 * Sizes of repeated text, small ones first: what takes exponential time shows with the first, and would never end with the last, at which
 * quadratic time is seconds and linear time a moment.
 */
const SIZES = [26, 1_000, 25_000];
/** Most milliseconds of one search, however busy the machine: a quadratic one takes seconds. */
const LIMIT = 150;
/** Expressions of which the code around them sees to it that they meet no longer texts. */
const LONGEST: Readonly<Record<string, number>> = {
  // The digits of a number with at most 309 of them.
  '\\d(?=(?:\\d{3})+$)': 400,
  // A word of a Markdown report: longer ones are not taken apart.
  '^(["\'“”‘’«»(]*)(.*?)([.,:;!?…)"\'“”‘’«»]*)$': 1_000,
};
/** One of each class that expressions tell apart. */
const CHARACTERS = [...'aZ0_-.:/ \t"\'`\\=,+*@#()[]{}<>!?;~%$&|^\n\u0001é'];

/** Texts on which an expression backtracks if anything makes it: what it asks for first, then much of the same, then a character that does not fit. */
function* hostileTexts(source: string, size: number): Generator<string> {
  const words = wordsOf(source);
  const beginnings = new Set(['', ...words.slice(0, 1), words.join('')]);
  const pumps = new Set([
    ...CHARACTERS,
    ...words,
    'a.',
    'a ',
    'a-',
    '"a',
    'a,',
    '0.',
    ' "',
    ': ',
    'a/',
    '\\"',
    'a=',
  ]);
  for (const pump of pumps) {
    const repeated = pump.repeat(Math.ceil(size / pump.length));
    for (const beginning of beginnings) yield `${beginning}${repeated}\u0000`;
  }
}

/** The literal pieces of an expression, with one character in place of each class. */
function wordsOf(source: string): readonly string[] {
  const plain = source
    .replace(/\(\?(?:[:=!]|<[=!]|<\w+>)/g, '(')
    .replace(/\[\^?(?:\\.|[^\]\\])*\]/g, 'a')
    .replace(/\\[dws]/g, (one) => ({ '\\d': '0', '\\w': 'a', '\\s': ' ' })[one] ?? '')
    .replace(/\\p\{\w+\}/g, 'a')
    .replace(/\{\d+(?:,\d*)?\}|[+*?^$]/g, '')
    .replace(/\\(.)/g, '$1');
  return [...new Set(plain.split(/[()|]/))]
    .filter((word) => word.length > 0 && word.length < 80)
    .slice(0, 12);
}

/** Milliseconds; where it was slow, the best of three, since the machine may have done something else meanwhile. */
function timeOf(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3 && best > LIMIT; tries++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function slowest(source: string, flags: string): { readonly milliseconds: number; readonly text: string } {
  let worst = { milliseconds: 0, text: '' };
  const expression = new RegExp(source, flags.replace('g', ''));
  for (const size of SIZES.filter((one) => one <= (LONGEST[source] ?? one))) {
    for (const text of hostileTexts(source, size)) {
      const milliseconds = timeOf(() => expression.test(text));
      if (milliseconds > worst.milliseconds) worst = { milliseconds, text: text.slice(0, 60) };
      if (milliseconds > LIMIT) return worst;
    }
  }
  return worst;
}

describe('no regular expression can be made to backtrack', () => {
  test('they are found: as many as there are, and those that are known', () => {
    expect(FOUND.length).toBeGreaterThan(120);
    expect(FOUND.map(({ source }) => source)).toEqual(
      expect.arrayContaining(['failing open', '^https?:\\/\\/[\\w.~:/?#@!$&+,;=%-]+$', '[\\\\"]']),
    );
  });

  test('one that does is recognised', () => {
    expect(slowest('^(?:a+)+$', '').milliseconds).toBeGreaterThan(LIMIT);
    expect(slowest('\\s+$', '').milliseconds).toBeGreaterThan(LIMIT);
  });

  test('each takes linear time', () => {
    const slow = FOUND.map((one) => ({ ...one, ...slowest(one.source, one.flags) }))
      .filter(({ milliseconds }) => milliseconds > LIMIT)
      .map(({ file, line, source, text }) => ({ file, line, source, text }));
    expect(slow).toEqual([]);
  }, 120_000);
});
