import type { Detection } from '../detectors/detector.ts';
import type { Hazard } from '../knowledge/shapes/hazard.ts';
import type { Hop } from '../upgrade/path.ts';
import { compareVersions, formatVersion, minorOf, parseVersion } from '../upgrade/version.ts';
import { capSeverity } from './cap-severity.ts';
import { fillStep, fillText } from './fill.ts';
import type { Finding } from './finding.ts';

/** What a hazard becomes where it was seen, or where it could not be told. */
export function hazardFinding(
  hazard: Hazard,
  seen: Exclude<Detection, { outcome: 'miss' }>,
  hop: Hop,
): Finding {
  const { id, title, component, category, confidence, message, explain } = hazard;
  const evidence = seen.evidence ?? [];
  const first = evidence[0];
  const hopName = { from: formatVersion(hop.from), to: formatVersion(hop.to) };
  const stale = notConfirmed(hazard, hop);
  return {
    id,
    hazard: id,
    outcome: stale === undefined ? seen.outcome : 'unknown',
    severity: capSeverity(hazard.severity, confidence),
    confidence,
    category,
    component,
    title: fillText(title, first),
    message: fillText(message, first),
    hop: hopName,
    hops: [hopName],
    evidence,
    because: [...(stale === undefined ? [] : [stale]), ...(seen.because ?? [])],
    explain: fillText(explain, first),
    remediate: hazard.remediate.map((step) => fillStep(step, evidence)),
    rescue: hazard.rescue.map((step) => fillStep(step, evidence)),
    sources: hazard.sources,
  };
}

/** A regression whose fix is not known was last seen in some patch; a newer patch may have it no longer. */
function notConfirmed({ affects: { checkedThrough } }: Hazard, hop: Hop): string | undefined {
  const checked = checkedThrough === undefined ? undefined : parseVersion(checkedThrough);
  if (checked === undefined || compareVersions(hop.to, checked) <= 0) return undefined;
  const target = formatVersion(hop.to);
  return `whether ${target} still has it is not known: it was last confirmed in ${checkedThrough}, and no fix in ${minorOf(hop.to)} was known then`;
}
