import parseSemver from 'semver/functions/parse.js';

/** A Kubernetes version. Vendor suffixes (`-eks-abc`, `-gke.100`, `+k3s1`) are kept apart from true pre-releases. */
export interface Version {
  /** As it was written. */
  readonly raw: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** `alpha.1`, `beta.0`, `rc.2`: a version of upstream's own before the release. */
  readonly prerelease?: string;
  /** `eks-abc`, `gke.100`, `k3s1`: a vendor's build, whose patches may hold backports that upstream's does not. */
  readonly vendor?: string;
}

/** `1.34`: what a release is called by. */
export type Minor = `${number}.${number}`;

const SEPARATOR = /[.-]/;
const UPSTREAM_PRERELEASE = /^(alpha|beta|rc)\.\d+$/;

/** Reads `v1.33.4`, `1.33.4-eks-abc`, `v1.33.4+k3s1`; undefined where it is no whole version. */
export function parseVersion(raw: string): Version | undefined {
  const parsed = parseSemver(raw.trim().replace(/^v/, ''));
  if (parsed === null) return undefined;
  const suffix = parsed.prerelease.join('.');
  const upstream = UPSTREAM_PRERELEASE.test(suffix);
  const vendor = [upstream ? '' : suffix, parsed.build.join('.')].filter((part) => part !== '').join('+');
  return {
    raw,
    major: parsed.major,
    minor: parsed.minor,
    patch: parsed.patch,
    ...(upstream ? { prerelease: suffix } : {}),
    ...(vendor === '' ? {} : { vendor }),
  };
}

/** Reads `1.34` or `v1.34`; undefined where it is no bare minor. */
export function parseMinor(raw: string): Minor | undefined {
  const match = /^v?(\d{1,3})\.(\d{1,4})$/.exec(raw.trim());
  return match === null ? undefined : `${Number(match[1])}.${Number(match[2])}`;
}

/** The minor a version belongs to. */
export function minorOf(version: Pick<Version, 'major' | 'minor'>): Minor {
  return `${version.major}.${version.minor}`;
}

/** Negative, zero or positive as `a` is older than, as old as or newer than `b`; vendor suffixes do not count, pre-releases come before their release. */
export function compareVersions(a: Version, b: Version): number {
  return (
    a.major - b.major ||
    a.minor - b.minor ||
    a.patch - b.patch ||
    comparePrereleases(a.prerelease, b.prerelease)
  );
}

function comparePrereleases(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return compareDotted(a, b);
}

/**
 * Negative, zero or positive as the parts between dots and dashes come, numbers by size: `rc.2` before `rc.10`, `1.9` before `1.11.5`. A collator of the
 * language's would do the same, and takes longer to load than a whole path to plan.
 */
export function compareDotted(a: string, b: string): number {
  const others = b.split(SEPARATOR);
  for (const [index, part] of a.split(SEPARATOR).entries()) {
    const other = others[index];
    if (other === undefined) return 1;
    if (part === other) continue;
    const difference = Number(part) - Number(other);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
    return part < other ? -1 : 1;
  }
  return a.split(SEPARATOR).length - others.length;
}

/** Negative, zero or positive as minor `a` comes before, is or comes after `b`. */
export function compareMinors(a: Minor, b: Minor): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}

/** `1.33.4`, without a leading v and without a vendor's suffix. */
export function formatVersion(version: Version): string {
  const core = `${version.major}.${version.minor}.${version.patch}`;
  return version.prerelease === undefined ? core : `${core}-${version.prerelease}`;
}
