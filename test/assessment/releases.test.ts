import { describe, expect, test } from '@jest/globals';
import { examineReleases } from '../../src/assessment/examine-releases.ts';
import type { DistributionName } from '../../src/distributions/recognise.ts';
import { unknown } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import { releasesFile } from '../../src/knowledge/shapes/releases.ts';
import { validate } from '../../src/knowledge/validate.ts';
import { planPath, type Release } from '../../src/upgrade/path.ts';
import { KNOWLEDGE, pathOf } from '../support/examine.ts';

const FACTS = readFacts({
  origin: { kind: 'cluster', id: 'empty' },
  serverVersion: unknown('not asked'),
  discovery: unknown('not asked'),
  objects: {},
  requestedApis: unknown('not asked'),
});

function examine(
  from: string,
  to: string,
  day: string,
  distribution: DistributionName | 'unknown' = 'kubeadm',
) {
  return examineReleases({
    facts: FACTS,
    path: pathOf(from, to),
    knowledge: KNOWLEDGE,
    distribution,
    backends: 'observed',
    time: `${day}T08:00:00.000Z`,
  }).findings;
}

const ids = (...parameters: Parameters<typeof examine>) => examine(...parameters).map(({ id }) => id);

/** The day after an ISO day. */
function next(day: string): string {
  return new Date(Date.parse(day) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

const PAIRS = KNOWLEDGE.releases
  .slice(1)
  .map((target, index) => ({ source: KNOWLEDGE.releases[index] as Release, target }));

describe('the end of life', () => {
  test.each(PAIRS)(
    'of $source.minor as source and of $target.minor as target, on both sides of the day',
    ({ source, target }) => {
      const name = ({ minor }: Release) => `end-of-life/${minor}`;
      const [from, to] = [source.minor, target.minor];
      expect(ids(from, to, source.endOfLife)).toEqual([]);
      expect(ids(from, to, next(source.endOfLife))).toEqual([name(source)]);
      expect(ids(from, to, target.endOfLife)).toEqual([name(source)]);
      expect(ids(from, to, next(target.endOfLife))).toEqual([name(source), name(target)]);
    },
  );

  test('is a caution for a target and only told of a source', () => {
    const [source, target] = examine('1.32.9', '1.33', '2026-11-24');
    expect(source).toMatchObject({ id: 'end-of-life/1.32', severity: 'info', outcome: 'hit' });
    expect(target).toMatchObject({ id: 'end-of-life/1.33', severity: 'caution', outcome: 'hit' });
    expect(target?.message).toContain('2026-06-28');
  });

  test('is no more than told where a vendor has a calendar of its own', () => {
    for (const findings of [
      examine('1.32.9', '1.33', '2026-11-24', 'aks'),
      examine('v1.32.9-eks-abc123', '1.33', '2026-11-24', 'unknown'),
    ]) {
      expect(findings.map(({ severity }) => severity)).toEqual(['info', 'info']);
      expect(findings.every(({ message }) => message.includes('Your vendor'))).toBe(true);
    }
  });

  test('of one minor is told once where the path stays in it', () => {
    expect(ids('1.33.1', '1.33', '2026-11-24')).toEqual(['end-of-life/1.33']);
  });

  test('of minors in between is not told: the cluster only passes through', () => {
    expect(ids('1.34.11', '1.36', '2026-10-27')).toEqual([]);
    expect(ids('1.33.13', '1.36', '2026-11-24')).toEqual(['end-of-life/1.33']);
  });
});

describe('a target patch', () => {
  test('that is not the newest known one is told of it', () => {
    expect(examine('1.35.1', '1.36.3', '2026-11-24')).toMatchObject([
      { id: 'newer-patch/1.36', severity: 'info', title: '1.36.6 is newer than the target 1.36.3' },
    ]);
  });

  test.each(['1.36.6', '1.36', '1.36.7'])('%s is not told of a newer one', (to) => {
    expect(ids('1.35.1', to, '2026-11-24')).toEqual([]);
  });

  test('of a vendor is not measured by the patches of upstream', () => {
    expect(ids('1.35.1', '1.36.0-eks-abc123', '2026-11-24')).toEqual([]);
  });

  test('that was never published leads nowhere, and neither does such a source', () => {
    const releases: readonly Release[] = [
      {
        minor: '1.32',
        released: '2024-12-11',
        endOfLife: '2026-02-28',
        newestPatch: '1.32.13',
        missing: ['1.32.4'],
      },
      {
        minor: '1.33',
        released: '2025-04-23',
        endOfLife: '2026-06-28',
        newestPatch: '1.33.13',
        missing: ['1.33.2'],
      },
    ];
    expect(planPath('1.32.3', '1.33.2', releases)).toEqual({
      problem: expect.stringMatching(/^1\.33\.2 was never published: .* Give another patch of 1\.33/),
    });
    expect(planPath('v1.32.4', '1.33', releases)).toEqual({
      problem: expect.stringMatching(/^1\.32\.4 was never published/),
    });
    for (const [from, to] of [
      ['1.32.3', '1.33.3'],
      ['v1.32.4-gke.100', '1.33'],
      ['1.32.3', '1.33.2+rke2r1'],
    ] as const) {
      expect(planPath(from, to, releases)).toHaveProperty('hops');
    }
  });
});

describe('the list of releases', () => {
  const ROW = {
    minor: '1.33',
    released: '2025-04-23',
    endOfLife: '2026-06-28',
    newestPatch: '1.33.13',
    source: 'tags',
  };
  const problemsOf = (...releases: readonly object[]) => {
    const document = { version: '2026.11.22', sources: { tags: 'https://example.dev' }, releases };
    const checked = validate(releasesFile, document, 'releases.yaml', JSON.stringify(document));
    return 'problems' in checked ? checked.problems.map(({ field, what }) => `${field}: ${what}`) : [];
  };

  test('is what it should be', () => {
    expect(problemsOf(ROW, { ...ROW, minor: '1.34', newestPatch: '1.34.2', missing: ['1.34.1'] })).toEqual(
      [],
    );
  });

  test.each([
    [[{ ...ROW, endOfLife: '2025-04-23' }], 'releases[0].endOfLife: a day after released'],
    [[{ ...ROW, newestPatch: '1.34.1' }], 'releases[0].newestPatch: a patch of 1.33'],
    [[{ ...ROW, missing: ['1.33.13'] }], 'releases[0].missing[0]: a patch before 1.33.13'],
    [[{ ...ROW, missing: ['1.32.4'] }], 'releases[0].missing[0]: a patch of 1.33'],
    [[{ ...ROW, source: 'nowhere' }], 'releases[0].source: a name under sources'],
    [[ROW, { ...ROW, minor: '1.35', newestPatch: '1.35.1' }], 'releases[1].minor: the minor after 1.33'],
    [[ROW, ROW], 'releases[1].minor: the minor after 1.33'],
  ])('says what is wrong: %#', (releases, problem) => {
    expect(problemsOf(...releases)).toEqual([problem]);
  });
});
