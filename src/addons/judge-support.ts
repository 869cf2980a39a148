import { compareNumbers, readNumbers } from '../detectors/image.ts';
import type { Addon, AddonVersions } from '../knowledge/shapes/addon.ts';
import { compareMinors, type Minor } from '../upgrade/version.ts';
import type { AddonVersion } from './addon-version.ts';

/** Whether a version of an add-on goes with a Kubernetes minor, as far as its authors' list tells. */
export type Support =
  | { readonly outcome: 'supported' }
  | {
      readonly outcome: 'unsupported';
      /** The Kubernetes minors of the list, `1.29 to 1.32`. */
      readonly listed: string;
      /** What stops, where a source says so. */
      readonly breaks?: string;
      /** Absent for what follows the cluster's minor. */
      readonly row?: AddonVersions;
    }
  | { readonly outcome: 'unknown'; readonly because: string };

/** Judges one version for one minor. */
export function judgeSupport(addon: Addon, version: AddonVersion, minor: Minor): Support {
  if ('because' in version) return { outcome: 'unknown', because: version.because };
  if (addon.followsKubernetes === true) return judgeFollower(version.numbers, minor);
  const row = rowOf(addon, version.numbers);
  if (row === undefined) return { outcome: 'unknown', because: notInTable(addon, version) };
  const { min, max, breaks } = row;
  const tooOld = min !== undefined && compareMinors(minor, min) < 0;
  const tooNew = max !== undefined && compareMinors(minor, max) > 0;
  if (!tooOld && !tooNew) return { outcome: 'supported' };
  if (tooNew && breaks === undefined && max === newestListed(addon)) {
    return {
      outcome: 'unknown',
      because: `the list that was read ends with Kubernetes ${max}: whether ${version.text} goes with ${minor} is not in it`,
    };
  }
  return {
    outcome: 'unsupported',
    listed: describeRange(row),
    ...(breaks === undefined || !tooNew ? {} : { breaks }),
    row,
  };
}

/** A version to go to. */
export interface Suggestion {
  /** The lowest one. */
  readonly version: string;
  /** The newest of the wanted minors that it goes with. */
  readonly minor: Minor;
  /** Whether it goes with the minor before the first hop as well, so that it can be installed before the upgrade. */
  readonly already: boolean;
}

/**
 * The lowest version newer than this one that reaches farthest into the wanted minors; of those that reach as far, one that
 * goes with the present minor too.
 */
export function suggestVersion(
  addon: Addon,
  newerThan: readonly number[],
  present: Minor,
  wanted: readonly Minor[],
): Suggestion | undefined {
  const newer = addon.versions.filter(
    ({ from }) => (compareNumbers(newerThan, readNumbers(from) ?? []) ?? 0) < 0,
  );
  for (const minor of [...wanted].sort(compareMinors).reverse()) {
    const fitting = newer.filter((row) => covers(row, minor));
    const row = fitting.find((one) => covers(one, present)) ?? fitting[0];
    if (row !== undefined) return { version: row.from, minor, already: covers(row, present) };
  }
  return undefined;
}

function judgeFollower(numbers: readonly number[], minor: Minor): Support {
  const own: Minor = `${numbers[0] ?? 0}.${numbers[1] ?? 0}`;
  return own === minor ? { outcome: 'supported' } : { outcome: 'unsupported', listed: own };
}

function rowOf(addon: Addon, numbers: readonly number[]): AddonVersions | undefined {
  return addon.versions.find(({ from, before }) => {
    const toFrom = compareNumbers(numbers, readNumbers(from) ?? []);
    const toBefore = compareNumbers(numbers, readNumbers(before) ?? []);
    return toFrom !== undefined && toBefore !== undefined && toFrom >= 0 && toBefore < 0;
  });
}

function notInTable({ versions }: Addon, version: { text: string; numbers: readonly number[] }): string {
  const last = readNumbers(versions.at(-1)?.before ?? '') ?? [];
  const first = readNumbers(versions[0]?.from ?? '') ?? [];
  if ((compareNumbers(version.numbers, last) ?? -1) >= 0) {
    return `${version.text} is newer than what was known of it when the knowledge was written`;
  }
  if ((compareNumbers(version.numbers, first) ?? 0) < 0)
    return `${version.text} is older than what the list names`;
  return `the list does not tell for ${version.text}`;
}

function covers({ min, max }: AddonVersions, minor: Minor): boolean {
  return (
    (min === undefined || compareMinors(minor, min) >= 0) &&
    (max === undefined || compareMinors(minor, max) <= 0)
  );
}

function newestListed({ versions }: Addon): Minor | undefined {
  const ends = versions.flatMap(({ max }) => (max === undefined ? [] : [max]));
  return ends.sort(compareMinors).at(-1);
}

function describeRange({ min, max }: AddonVersions): string {
  if (min === undefined) return `up to ${max}`;
  if (max === undefined) return `${min} and newer`;
  return min === max ? min : `${min} to ${max}`;
}
