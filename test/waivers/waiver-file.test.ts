import { describe, expect, test } from '@jest/globals';
import { waiverFile } from '../../src/waivers/waiver-file.ts';

const promise = { reason: 'r', owner: 'Ada', expires: '2026-12-31' };
const objectOf = (object: unknown) => {
  const result = waiverFile.safeParse({ waivers: [{ hazard: 'h', object, ...promise }] });
  return result.success ? result.data.waivers[0]?.object : 'refused';
};

describe('the object of a waiver', () => {
  test.each([
    ['Node w1', { kind: 'Node', name: 'w1' }],
    ['Node/w1', { kind: 'Node', name: 'w1' }],
    ['Service kyverno/kyverno-svc', { kind: 'Service', namespace: 'kyverno', name: 'kyverno-svc' }],
    ['ClusterRole system:node', { kind: 'ClusterRole', name: 'system:node' }],
    ['w1', 'refused'],
    ['Node w1 w2', 'refused'],
    ['Pod a/b/c', 'refused'],
  ])('written %s', (text, object) => {
    expect(objectOf(text)).toEqual(object);
  });

  test('in fields', () => {
    expect(objectOf({ kind: 'Pod', namespace: 'a', name: 'b' })).toEqual({
      kind: 'Pod',
      namespace: 'a',
      name: 'b',
    });
    expect(objectOf({ kind: 'Pod', namespace: 'a', name: 'b', uid: 'c' })).toBe('refused');
  });
});

test.each([
  ['2026-12-31', true],
  ['2028-02-29', true],
  ['2027-02-29', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-04-31', false],
  ['2026-1-1', false],
])('%s is a day: %s', (expires, isDay) => {
  expect(waiverFile.safeParse({ waivers: [{ hazard: 'h', ...promise, expires }] }).success).toBe(isDay);
});

test('an empty file accepts nothing and answers nothing', () => {
  expect(waiverFile.parse({})).toEqual({ waivers: [], answers: [] });
});
