import { describe, expect, test } from '@jest/globals';
import { isAffected, isMet } from '../../src/upgrade/range.ts';
import { parseVersion, type Version } from '../../src/upgrade/version.ts';

const v = (text: string): Version => parseVersion(text) as Version;

describe('version ranges', () => {
  const backported = [
    { introduced: '1.32.0' },
    { fixed: '1.32.2' },
    { introduced: '1.33.0' },
    { fixed: '1.33.1' },
  ];

  test.each([
    ['1.31.9', false],
    ['1.32.0', true],
    ['1.32.1', true],
    ['1.32.2', false],
    ['1.33.0', true],
    ['1.33.1', false],
    ['1.34.0', false],
  ])('%s is affected: %s', (version, affected) => {
    expect(isAffected(v(version), backported)).toBe(affected);
  });

  test('a last affected version is affected, the next one is not', () => {
    const events = [{ introduced: '1.32.0' }, { lastAffected: '1.32.4' }];
    expect(isAffected(v('1.32.4'), events)).toBe(true);
    expect(isAffected(v('1.32.5'), events)).toBe(false);
  });

  test('entering is met by the hop that walks in, and by no later one', () => {
    const removal = [{ introduced: '1.33.0' }];
    expect(isMet('entering', removal, { from: v('1.32.9'), to: v('1.33.4') })).toBe(true);
    expect(isMet('entering', removal, { from: v('1.33.4'), to: v('1.34.0') })).toBe(false);
  });

  test('running is met by every hop that lands on an affected version', () => {
    expect(isMet('running', backported, { from: v('1.31.4'), to: v('1.32.1') })).toBe(true);
    expect(isMet('running', backported, { from: v('1.31.4'), to: v('1.32.2') })).toBe(false);
  });

  test('an event that names no whole version is refused', () => {
    expect(() => isAffected(v('1.32.0'), [{ introduced: '1.32' }])).toThrow(
      /introduced: 1\.32 is no three-part version/,
    );
  });
});
