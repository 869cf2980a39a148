import { describe, expect, test } from '@jest/globals';
import { endsWithPath } from '../../src/addons/image-reference.ts';
import type { Addon, AddonVersions } from '../../src/knowledge/shapes/addon.ts';
import { KNOWLEDGE_PROBLEMS } from '../support/examine.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { ADDONS, examine, installed, pathThrough } from './installed.ts';

const numberOf = (minor: string): number => Number(minor.slice(2));

/** The newest version that is older than a boundary: `3.29.999` before 3.30, `1.6.14` before 1.6.15. */
function lastBefore({ before }: AddonVersions): string {
  const [major = 0, minor = 0, patch = 0] = before.split('.').map(Number);
  if (patch > 0) return `${major}.${minor}.${patch - 1}`;
  return minor > 0 ? `${major}.${minor - 1}.999` : `${major - 1}.999.999`;
}

/** `3.29` as the tag of an image says it. */
function whole(version: string): string {
  return version.split('.').length === 2 ? `${version}.0` : version;
}

interface Row {
  readonly label: string;
  readonly addon: Addon;
  readonly row: AddonVersions;
}

const ROWS: readonly Row[] = ADDONS.flatMap((addon) =>
  addon.versions.map((row) => ({ label: `${addon.name} ${row.from} to before ${row.before}`, addon, row })),
);
const FOLLOWERS = ADDONS.filter(({ followsKubernetes }) => followsKubernetes === true);
const TABLES = ADDONS.filter(({ versions }) => versions.length > 0);

/** What is said of one version on one hop to a minor. */
function said(addon: Addon, version: string, minor: number) {
  return examine(installed(addon, version), pathThrough(minor - 1, minor)).map(
    ({ id, outcome, severity }) => `${id} ${outcome} ${severity}`,
  );
}

test('every file is well formed, and is called as its add-on is', () => {
  expect(KNOWLEDGE_PROBLEMS.filter(({ file }) => file.startsWith('addons/'))).toEqual([]);
  expect(ADDONS.length).toBeGreaterThanOrEqual(50);
  expect(ADDONS.map(({ name }) => `addons/${name}.yaml`)).toEqual(
    knowledgeTexts('addons').map(({ path }) => path),
  );
});

test('an image is recognised as one add-on only', () => {
  const all = ADDONS.flatMap(({ name, recognise }) =>
    (recognise.images ?? []).map((image) => ({ name, image })),
  );
  for (const { name, image } of all) {
    for (const repository of [
      image,
      `registry.example/mirror/${image}`,
      `rancher/mirrored-x-${image.replaceAll('/', '-')}`,
    ]) {
      expect([
        repository,
        all.filter((one) => endsWithPath(repository, one.image)).map((one) => one.name),
      ]).toEqual([repository, [name]]);
    }
  }
});

describe('each row, for its first and its last version', () => {
  test.each(ROWS)('$label: nothing is said inside the range', ({ addon, row }) => {
    for (const version of [whole(row.from), lastBefore(row)]) {
      for (const minor of [row.min, row.max]) {
        if (minor !== undefined)
          expect([version, minor, said(addon, version, numberOf(minor))]).toEqual([version, minor, []]);
      }
      if (row.max === undefined) expect(said(addon, version, 40)).toEqual([]);
    }
  });

  test.each(ROWS.filter(({ row }) => row.min !== undefined))(
    '$label: the minor before the range',
    ({ addon, row }) => {
      const minor = numberOf(row.min ?? '') - 1;
      for (const version of [whole(row.from), lastBefore(row)]) {
        expect(said(addon, version, minor)).toEqual([`addon-unsupported/${addon.name} hit caution`]);
      }
    },
  );

  test.each(ROWS.filter(({ row }) => row.max !== undefined))(
    '$label: the minor after the range',
    ({ addon, row }) => {
      const newest = Math.max(...addon.versions.map(({ max }) => (max === undefined ? 0 : numberOf(max))));
      const end = numberOf(row.max ?? '');
      const expected =
        row.breaks !== undefined ? 'hit disruptive' : end === newest ? 'unknown caution' : 'hit caution';
      for (const version of [whole(row.from), lastBefore(row)]) {
        expect(said(addon, version, end + 1)).toEqual([`addon-unsupported/${addon.name} ${expected}`]);
      }
    },
  );
});

describe('what no row tells', () => {
  test.each(TABLES)('$name: newer and older versions are unknown, at most a caution', (addon) => {
    const last = addon.versions.at(-1) as AddonVersions;
    const first = addon.versions[0] as AddonVersions;
    for (const version of [whole(last.before), '999.0.0', '0.0.1']) {
      const findings = examine(installed(addon, version), pathThrough(33, 34));
      expect(findings).toMatchObject([
        { id: `addon-unsupported/${addon.name}`, outcome: 'unknown', severity: 'caution' },
      ]);
      expect(findings[0]?.because).toHaveLength(1);
    }
    expect(whole(first.from)).not.toBe('0.0.1');
  });
});

describe('what follows the minor of the cluster', () => {
  test.each(FOLLOWERS)('$name: the same minor is fine, another one is said', (addon) => {
    expect(said(addon, '1.34.2', 34)).toEqual([]);
    for (const version of ['1.33.9', '1.35.0', '0.34.0']) {
      expect(said(addon, version, 34)).toEqual([`addon-unsupported/${addon.name} hit caution`]);
    }
  });
});
