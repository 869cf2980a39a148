import type { Evidence } from '../detectors/detector.ts';
import { compareDotted } from '../upgrade/version.ts';
import { type Finding, type HopName, SEVERITIES, type StoppedWrite } from './finding.ts';

/**
 * Makes one finding of all that have the same id: one cause is told once, with every hop that meets it.
 * The worse tells over the lesser, lest a lesser hit hide an unknown that could be a blocker; then a hit over an unknown. What could not be
 * seen in one hop stays said.
 */
export function mergeFindings(findings: readonly Finding[]): readonly Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const seen = merged.get(finding.id);
    merged.set(finding.id, seen === undefined ? finding : mergeTwo(seen, finding));
  }
  return [...merged.values()].sort(byUrgency);
}

function mergeTwo(a: Finding, b: Finding): Finding {
  const [lead, other] = tellsOver(b, a) ? [b, a] : [a, b];
  const hops = unique([...a.hops, ...b.hops], hopKey);
  const writes = mergeWrites(a.writes, b.writes);
  return {
    ...lead,
    hop: hops[0] ?? lead.hop,
    hops,
    evidence:
      lead.outcome === other.outcome ? unique([...a.evidence, ...b.evidence], evidenceKey) : lead.evidence,
    because: unique([...lead.because, ...other.because], (text) => text),
    ...(writes === undefined ? {} : { writes }),
  };
}

function tellsOver(a: Finding, b: Finding): boolean {
  const worse = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  return worse === 0 ? a.outcome === 'hit' && b.outcome === 'unknown' : worse < 0;
}

/** Worst first; what is certain before what is not; then in the order of the path; then by name. */
function byUrgency(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    Number(a.outcome === 'unknown') - Number(b.outcome === 'unknown') ||
    compareDotted(a.hop.from, b.hop.from) ||
    Number(a.writes === undefined) - Number(b.writes === undefined) ||
    (a.id < b.id ? -1 : 1)
  );
}

function mergeWrites(
  a: readonly StoppedWrite[] | undefined,
  b: readonly StoppedWrite[] | undefined,
): readonly StoppedWrite[] | undefined {
  if (a === undefined) return b;
  if (b === undefined) return a;
  return unique([...a, ...b], (write) => JSON.stringify(write));
}

function unique<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

function hopKey(hop: HopName): string {
  return `${hop.from} ${hop.to}`;
}

function evidenceKey(evidence: Evidence): string {
  return JSON.stringify([evidence.object ?? null, Object.entries(evidence.values).sort()]);
}
