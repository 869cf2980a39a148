import { describe, expect, test } from '@jest/globals';
import { type NoPath, type Path, planPath, type Release } from '../../src/upgrade/path.ts';
import { compareVersions, formatVersion, parseVersion, type Version } from '../../src/upgrade/version.ts';

const RELEASES: readonly Release[] = [
  { minor: '1.32', released: '2024-12-11', endOfLife: '2026-02-28', newestPatch: '1.32.13' },
  { minor: '1.33', released: '2025-04-23', endOfLife: '2026-06-28', newestPatch: '1.33.13' },
  { minor: '1.34', released: '2025-08-27', endOfLife: '2026-10-27', newestPatch: '1.34.11' },
];

const plan = (from: string, to: string): Path => planPath(from, to, RELEASES) as Path;
const problem = (from: string, to: string): string => (planPath(from, to, RELEASES) as NoPath).problem;
const hops = (path: Path): string[] =>
  path.hops.map((hop) => `${formatVersion(hop.from)} ${formatVersion(hop.to)}`);

describe('a path', () => {
  test('lands on the newest known patch of each minor in between and of a bare target', () => {
    expect(hops(plan('v1.32.9', '1.34'))).toEqual(['1.32.9 1.33.13', '1.33.13 1.34.11']);
  });

  test('lands on the patch that was asked for', () => {
    expect(hops(plan('1.32.9', 'v1.33.2'))).toEqual(['1.32.9 1.33.2']);
  });

  test('names the minors a direct jump would skip', () => {
    expect(plan('1.32.9', '1.34').between).toEqual(['1.33']);
    expect(plan('1.33.1', '1.34').between).toEqual([]);
  });

  test('within a minor is one hop', () => {
    expect(hops(plan('1.33.1', '1.33.5'))).toEqual(['1.33.1 1.33.5']);
  });

  test('reads a bare minor as source as its first patch', () => {
    expect(hops(plan('1.32', '1.33'))).toEqual(['1.32.0 1.33.13']);
  });

  test.each(['v1.32.4-eks-abc123', 'v1.32.4+k3s1', '1.32.4-gke.100', 'v1.32.4+rke2r1'])(
    'reads the vendor version %s',
    (version) => {
      expect(hops(plan(version, '1.33'))).toEqual(['1.32.4 1.33.13']);
      expect(plan(version, '1.33').from.vendor).toBeDefined();
    },
  );

  test('says which part of it the knowledge does not cover', () => {
    expect(plan('1.33.1', '1.35').beyondKnowledge).toEqual([expect.stringContaining('ends with 1.34')]);
    expect(plan('1.30.1', '1.33').beyondKnowledge).toEqual([expect.stringContaining('begins with 1.32')]);
    expect(plan('1.33.1', '1.34.99').beyondKnowledge).toEqual([
      expect.stringContaining('newer than 1.34.11'),
    ]);
    expect(plan('1.33.1', '1.34.0-rc.1').beyondKnowledge).toEqual([expect.stringContaining('pre-release')]);
    expect(plan('1.33.1', '1.34.11').beyondKnowledge).toEqual([]);
  });

  test.each([
    ['1.34.1', '1.33', 'downgrade'],
    ['1.34.11', '1.34', 'nothing to upgrade'],
    ['1.34.12', '1.34', 'downgrade'],
    ['1.33', 'latest', '--to latest'],
    ['1.33', '1', '--to 1'],
    ['1.33', '', '--to'],
    ['banana', '1.34', '--from banana'],
    ['1.33.4', '2.0', 'major'],
    ['1.33.4', '1.999', 'more than'],
  ])('from %s to %s there is none, and it says why', (from, to, words) => {
    expect(problem(from, to)).toContain(words);
  });
});

describe('versions', () => {
  test('order releases by number and pre-releases before their release', () => {
    const sorted = ['1.34.0', '1.34.0-rc.1', '1.9.3', '1.34.0-alpha.2', '1.34.10', '1.34.9'].map(
      (text) => parseVersion(text) as Version,
    );
    expect(sorted.sort(compareVersions).map((version) => version.raw)).toEqual([
      '1.9.3',
      '1.34.0-alpha.2',
      '1.34.0-rc.1',
      '1.34.0',
      '1.34.9',
      '1.34.10',
    ]);
  });

  test.each(['1.34', 'x', '', '1.2.3.4', '1.-2.3', 'v', '1.34.x'])('%p is no whole version', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });

  test("a vendor's build does not make a version older than upstream's", () => {
    expect(
      compareVersions(parseVersion('1.33.4-gke.100') as Version, parseVersion('1.33.4') as Version),
    ).toBe(0);
  });
});
