import { describe, expect, test } from '@jest/globals';
import { compareDotted, compareVersions, parseVersion } from '../../src/upgrade/version.ts';

describe('the order of dotted names', () => {
  test('goes by the size of numbers, and by letters elsewhere', () => {
    const ordered = [
      '1.9',
      '1.11.4',
      '1.11.5',
      '1.11.5-beta.1',
      '1.11.12',
      '2',
      'alpha.2',
      'beta.0',
      'rc.2',
      'rc.10',
    ];
    expect([...ordered].reverse().sort(compareDotted)).toEqual(ordered);
  });

  test('a name comes before what continues it', () => {
    expect(compareDotted('1.11', '1.11.0')).toBeLessThan(0);
    expect(compareDotted('1.11.0', '1.11')).toBeGreaterThan(0);
    expect(compareDotted('1.11', '1.11')).toBe(0);
  });
});

test.each([
  ['1.34.0-rc.2', '1.34.0-rc.10'],
  ['1.34.0-beta.0', '1.34.0-rc.0'],
  ['1.34.0-rc.1', '1.34.0'],
  ['1.33.10', '1.34.0-alpha.1'],
])('%s comes before %s', (a, b) => {
  const [older, newer] = [parseVersion(a), parseVersion(b)];
  if (older === undefined || newer === undefined) throw new Error('no version');
  expect(compareVersions(older, newer)).toBeLessThan(0);
  expect(compareVersions(newer, older)).toBeGreaterThan(0);
});
