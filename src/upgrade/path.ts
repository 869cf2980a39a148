import {
  compareMinors,
  compareVersions,
  formatVersion,
  type Minor,
  minorOf,
  parseMinor,
  parseVersion,
  type Version,
} from './version.ts';

/** The releases the knowledge knows, oldest first. */
export interface Release {
  readonly minor: Minor;
  /** Day of x.y.0, ISO 8601. */
  readonly released: string;
  /** Last day of support, ISO 8601. */
  readonly endOfLife: string;
  /** Newest patch known when the knowledge was written, `1.34.11`. */
  readonly newestPatch: string;
  /** Patches that were numbered but never published. */
  readonly missing?: readonly string[];
  /** Which of its release notes were read one by one, as a list of words. */
  readonly notesRead?: string;
}

/** One step of an upgrade: never more than one minor. */
export interface Hop {
  readonly from: Version;
  readonly to: Version;
}

/** The way from the source to the target, minor by minor. */
export interface Path {
  readonly from: Version;
  readonly to: Version;
  readonly hops: readonly Hop[];
  /** Minors that lie between source and target and that a direct jump would skip. */
  readonly between: readonly Minor[];
  /** Why a part of the path is not covered by the knowledge; each makes the verdict at best UNDETERMINED. */
  readonly beyondKnowledge: readonly string[];
}

/** Why no path can be checked: a sentence with the thing, the reason and the next step. */
export interface NoPath {
  readonly problem: string;
}

/**
 * Plans the hops. A bare minor as target means its newest known patch; hops in between land on the newest known patch of
 * their minor. A hop whose minors the knowledge does not know is still on the path and is named in `beyondKnowledge`.
 * @param to a minor (`1.34`) or a patch (`1.34.2`), with or without a leading v
 */
export function planPath(from: string, to: string, releases: readonly Release[]): Path | NoPath {
  const source = readSource(from);
  if (source === undefined) {
    return { problem: `--from ${from}: not a Kubernetes version. Give a minor (1.32) or a patch (1.32.9).` };
  }
  const target = readTarget(to, releases);
  if (target === undefined) {
    return { problem: `--to ${to}: not a Kubernetes version. Give a minor (1.34) or a patch (1.34.2).` };
  }
  const order = compareVersions(target, source);
  const way = `${formatVersion(source)} to ${formatVersion(target)}`;
  if (source.major !== target.major) {
    return { problem: `${way}: there is no upgrade path between major versions.` };
  }
  if (order < 0) {
    return {
      problem: `${way} is a downgrade, which Kubernetes does not support. Restore a backup of etcd instead.`,
    };
  }
  if (order === 0) {
    return {
      problem: `The cluster already runs ${formatVersion(source)}: there is nothing to upgrade. Give a newer --to.`,
    };
  }
  const unpublished = [source, target].find((version) => isMissing(version, releases));
  if (unpublished !== undefined) {
    return {
      problem: `${formatVersion(unpublished)} was never published: that patch was skipped. Give another patch of ${minorOf(unpublished)}, or the minor for its newest one.`,
    };
  }
  if (target.minor - source.minor > MOST_HOPS) {
    return { problem: `${way} would take more than ${MOST_HOPS} hops. Is the version right?` };
  }
  const stops = [source, ...between(source, target).map((minor) => newestOf(minor, releases)), target];
  const hops = stops.slice(1).map((stop, index) => ({ from: stops[index] as Version, to: stop }));
  return {
    from: source,
    to: target,
    hops,
    between: between(source, target),
    beyondKnowledge: gaps(source, target, releases),
  };
}

const MOST_HOPS = 30;

function readSource(text: string): Version | undefined {
  const minor = parseMinor(text);
  // A bare minor says no patch; its first one is the cautious reading, since it lacks every later fix.
  return parseVersion(minor === undefined ? text : `${minor}.0`);
}

function readTarget(text: string, releases: readonly Release[]): Version | undefined {
  const minor = parseMinor(text);
  return minor === undefined ? parseVersion(text) : newestOf(minor, releases);
}

function release(minor: Minor, releases: readonly Release[]): Release | undefined {
  return releases.find((known) => known.minor === minor);
}

/** A vendor may have built what upstream skipped. */
function isMissing(version: Version, releases: readonly Release[]): boolean {
  if (version.vendor !== undefined || version.prerelease !== undefined) return false;
  return release(minorOf(version), releases)?.missing?.includes(formatVersion(version)) === true;
}

function newestOf(minor: Minor, releases: readonly Release[]): Version {
  return parseVersion(release(minor, releases)?.newestPatch ?? `${minor}.0`) as Version;
}

function between(source: Version, target: Version): Minor[] {
  const minors: Minor[] = [];
  for (let minor = source.minor + 1; minor < target.minor; minor++) minors.push(`${source.major}.${minor}`);
  return minors;
}

function gaps(source: Version, target: Version, releases: readonly Release[]): string[] {
  const first = releases[0];
  const last = releases[releases.length - 1];
  if (first === undefined || last === undefined) return ['the knowledge names no release'];
  const found: string[] = [];
  if (compareMinors(minorOf(source), first.minor) < 0) {
    found.push(
      `the knowledge begins with ${first.minor}; what changed between ${minorOf(source)} and ${first.minor} was not checked`,
    );
  }
  if (compareMinors(minorOf(target), last.minor) > 0) {
    found.push(`the knowledge ends with ${last.minor}; what ${minorOf(target)} changes is not in it`);
  }
  const known = release(minorOf(target), releases);
  const newest = known && parseVersion(known.newestPatch);
  if (newest && compareVersions(target, newest) > 0) {
    found.push(
      `${formatVersion(target)} is newer than ${known.newestPatch}, the newest patch the knowledge has seen`,
    );
  }
  if (target.prerelease !== undefined) {
    found.push(`${formatVersion(target)} is a pre-release; the knowledge is about releases`);
  }
  return found;
}
