import type { DistributionName } from '../distributions/recognise.ts';
import type { Hazard } from '../knowledge/shapes/hazard.ts';
import type { Hop } from '../upgrade/path.ts';
import { isMet } from '../upgrade/range.ts';

/** The hazards that a hop meets. Where the distribution is not known, none is ruled out by it. */
export function hazardsOnHop(
  hazards: readonly Hazard[],
  hop: Hop,
  distribution: DistributionName | 'unknown',
): readonly Hazard[] {
  return hazards.filter(({ affects: { trigger, versions, distributions } }) => {
    const concerned =
      distributions === undefined || distribution === 'unknown' || distributions.includes(distribution);
    return concerned && isMet(trigger, versions, hop);
  });
}
