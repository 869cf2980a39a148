import type { Hop, Path } from '../upgrade/path.ts';
import { compareMinors, type Minor, minorOf } from '../upgrade/version.ts';

/** Whether a hop is the one that arrives at a release or passes it. */
export function crosses(hop: Pick<Hop, 'from' | 'to'>, minor: string): boolean {
  return isBefore(minorOf(hop.from), minor) && !isBefore(minorOf(hop.to), minor);
}

/** The first hop that lands on this release or a later one; what the release brings is met there, even if it was passed long ago. */
export function firstHopAt(path: Path, minor: string): Hop | undefined {
  return path.hops.find(({ to }) => !isBefore(minorOf(to), minor));
}

/** Whether release `a` comes before release `b`. */
export function isBefore(a: string, b: string): boolean {
  return compareMinors(a as Minor, b as Minor) < 0;
}
