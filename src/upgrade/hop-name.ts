import type { Hop } from './path.ts';
import { formatVersion } from './version.ts';

/** Two version numbers, `1.32.9` and `1.33.13`. */
export interface HopName {
  readonly from: string;
  readonly to: string;
}

/** The name of a hop, as reports have it. */
export function hopName({ from, to }: Hop): HopName {
  return { from: formatVersion(from), to: formatVersion(to) };
}
