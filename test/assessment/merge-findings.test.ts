import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/assessment/finding.ts';
import { mergeFindings } from '../../src/assessment/merge-findings.ts';

const finding = (change: Partial<Finding>): Finding => {
  const hop = change.hop ?? { from: '1.32.9', to: '1.33.13' };
  return {
    id: 'a',
    hazard: 'a',
    outcome: 'hit',
    severity: 'blocker',
    confidence: 'confirmed',
    category: 'regression',
    component: 'kubelet',
    title: 'A',
    message: 'A happens.',
    hop,
    hops: [hop],
    evidence: [],
    because: [],
    explain: '',
    remediate: [],
    rescue: [],
    sources: [],
    ...change,
  };
};
const second = { from: '1.33.13', to: '1.34.11' };

describe('merging findings', () => {
  test('one cause in two hops is one finding that names both', () => {
    const merged = mergeFindings([finding({}), finding({ hop: second, hops: [second] })]);
    expect(merged).toHaveLength(1);
    expect(merged[0]?.hops).toEqual([{ from: '1.32.9', to: '1.33.13' }, second]);
    expect(merged[0]?.hop).toEqual({ from: '1.32.9', to: '1.33.13' });
  });

  test('what was seen tells over what is unknown, whatever came first', () => {
    const unknown = finding({ outcome: 'unknown', because: ['nodes cannot be listed'] });
    for (const order of [
      [unknown, finding({})],
      [finding({}), unknown],
    ]) {
      expect(mergeFindings(order)).toMatchObject([{ outcome: 'hit', because: ['nodes cannot be listed'] }]);
    }
  });

  test('the worse severity stays', () => {
    const merged = mergeFindings([
      finding({ severity: 'caution' }),
      finding({ severity: 'disruptive', hop: second, hops: [second] }),
    ]);
    expect(merged[0]?.severity).toBe('disruptive');
  });

  test('a lesser hit does not hide an unknown that could be a blocker', () => {
    const lesser = finding({ severity: 'disruptive' });
    const unknown = finding({ outcome: 'unknown', because: ['nodes cannot be listed'] });
    for (const order of [
      [unknown, lesser],
      [lesser, unknown],
    ]) {
      expect(mergeFindings(order)).toMatchObject([{ outcome: 'unknown', severity: 'blocker' }]);
    }
  });

  test('the same evidence is named once', () => {
    const evidence = [{ object: { kind: 'Node', name: 'w1' }, values: { version: '1.30' } }];
    expect(
      mergeFindings([finding({ evidence }), finding({ evidence, hop: second, hops: [second] })])[0]?.evidence,
    ).toHaveLength(1);
  });

  test('worst first, certain before unknown, then along the path', () => {
    const order = mergeFindings([
      finding({ id: 'd', severity: 'info' }),
      finding({ id: 'c', outcome: 'unknown' }),
      finding({ id: 'b', hop: second, hops: [second] }),
      finding({ id: 'a' }),
    ]).map(({ id }) => id);
    expect(order).toEqual(['a', 'b', 'c', 'd']);
  });
});
