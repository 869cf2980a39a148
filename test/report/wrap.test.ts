import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { displayWidth, wrap, wrapClauses } from '../../src/report/wrap.ts';

describe('wrapping', () => {
  test('breaks at spaces', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  });

  test('breaks a long name after a separator', () => {
    expect(wrap('system:controller:endpoint-controller', 20)).toEqual([
      'system:controller:',
      'endpoint-controller',
    ]);
  });

  test('counts two columns for wide letters and none for marks', () => {
    expect(displayWidth('漢字')).toBe(4);
    expect(displayWidth('e\u0301')).toBe(1);
    expect(wrap('漢字漢字', 5)).toEqual(['漢字', '漢字']);
  });

  test('keeps within the width and loses no letter', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-', '漢', '/') }),
        fc.integer({ min: 2, max: 30 }),
        (text, width) => {
          const lines = wrap(text, width);
          expect(lines.every((line) => displayWidth(line) <= width)).toBe(true);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        },
      ),
    );
  });

  test('takes a word of a quarter million letters in its stride', () => {
    expect(wrap('x'.repeat(250_000), 70)).toHaveLength(Math.ceil(250_000 / 70));
  });

  test('keeps a clause on one line where it can', () => {
    expect(wrapClauses(['one two', 'three four', 'five'], 18)).toEqual(['one two', 'three four · five']);
  });
});
