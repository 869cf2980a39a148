import type { Finding, Waived } from '../assessment/finding.ts';
import type { Evidence } from '../detectors/detector.ts';
import type { Waiver } from './waiver-file.ts';
import { objectText, remarkOn, type WaiverRemark } from './waiver-remark.ts';

export interface WaivedFindings {
  readonly findings: readonly Finding[];
  /** Waivers that had no effect somewhere, in the order of the file. */
  readonly remarks: readonly WaiverRemark[];
}

/** Names that a remark writes out. */
const MOST_NAMED = 5;

/**
 * Marks the findings that somebody has accepted. Whatever a waiver does not plainly cover stays as it is, and the remarks say why.
 * @param today the day on which it is judged, `2026-11-24`
 */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  today: string,
): WaivedFindings {
  const live = waivers.filter(({ expires }) => expires >= today);
  const judged = findings.map((finding) => judge(finding, live, findings));
  const remarks = waivers.flatMap((waiver) => {
    if (!live.includes(waiver)) return [remarkOn(waiver, 'expired', `it expired on ${waiver.expires}`)];
    const said = judged.flatMap((one) => one.remarks.get(waiver) ?? []);
    if (said.length > 0 || judged.some(({ used }) => used.includes(waiver))) return said;
    return [remarkOn(waiver, 'unused', 'nothing in this report is what it accepts')];
  });
  return { findings: judged.map(({ finding }) => finding), remarks };
}

interface Judged {
  readonly finding: Finding;
  readonly used: readonly Waiver[];
  readonly remarks: ReadonlyMap<Waiver, WaiverRemark>;
}

function judge(finding: Finding, waivers: readonly Waiver[], findings: readonly Finding[]): Judged {
  const remarks = new Map<Waiver, WaiverRemark>();
  const named = waivers.filter((waiver) => concerns(waiver, finding));
  const fit = named.filter((waiver) => {
    const refusal = refusalOf(waiver, finding, findings);
    if (refusal !== undefined) remarks.set(waiver, refusal);
    return refusal === undefined;
  });
  const whole = fit.filter(({ object }) => object === undefined);
  const bare = left(finding, fit);
  if (whole.length === 0 && bare.length > 0) {
    for (const waiver of fit) remarks.set(waiver, remarkOn(waiver, 'partial', leftText(finding, bare)));
    return { finding, used: [], remarks };
  }
  const used = whole.length > 0 ? whole : fit;
  return used.length === 0
    ? { finding, used, remarks }
    : { finding: { ...finding, waived: together(used) }, used: fit, remarks };
}

/** A waiver that names an object concerns the findings that were seen on it. */
function concerns({ hazard, object }: Waiver, finding: Finding): boolean {
  if (hazard !== finding.id && hazard !== finding.hazard) return false;
  return object === undefined || finding.evidence.some((evidence) => covers(object, evidence));
}

function refusalOf(waiver: Waiver, finding: Finding, findings: readonly Finding[]): WaiverRemark | undefined {
  const { id, hazard, severity, writes } = finding;
  if (severity !== 'blocker') return undefined;
  if (writes !== undefined && waiver.acknowledgeOutage !== true) {
    const because = `${id} can keep the control plane from coming back, so its waiver needs acknowledgeOutage: true as well`;
    return remarkOn(waiver, 'not-acknowledged', because);
  }
  // A second webhook or gate of the same kind would be accepted unseen.
  const blockers = findings.filter((one) => one.hazard === hazard && one.severity === 'blocker');
  if (waiver.object === undefined && waiver.hazard !== id && blockers.length > 1) {
    const because = `${hazard} has ${blockers.length} blockers here: name ${id}, or its object, and so each of them`;
    return remarkOn(waiver, 'too-wide', because);
  }
  return undefined;
}

/** What of a finding no waiver of an object covers. */
function left(finding: Finding, waivers: readonly Waiver[]): readonly Evidence[] {
  const open = finding.evidence.filter(
    (evidence) => !waivers.some(({ object }) => object === undefined || covers(object, evidence)),
  );
  // What could not be seen may be about any object, so accepting one object does not accept it.
  const isSeen = finding.writes !== undefined || (finding.outcome === 'hit' && finding.because.length === 0);
  return isSeen || waivers.length === 0 ? open : [{ values: {} }, ...open];
}

function leftText(finding: Finding, bare: readonly Evidence[]): string {
  const objects = [
    ...new Set(bare.flatMap(({ object }) => (object === undefined ? [] : [objectText(object)]))),
  ];
  const more = objects.length - MOST_NAMED;
  const named = objects.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return objects.length > 0
    ? `${finding.id} is also about ${named}, which no waiver accepts`
    : `${finding.id} is also about what could not be seen; only a waiver without an object accepts that`;
}

function covers(object: NonNullable<Waiver['object']>, evidence: Evidence): boolean {
  const seen = evidence.object;
  return (
    seen !== undefined &&
    object.kind === seen.kind &&
    object.name === seen.name &&
    object.namespace === seen.namespace
  );
}

/** Several waivers of objects count together for as long as all of them do. */
function together(waivers: readonly Waiver[]): Waived {
  const texts = (of: (waiver: Waiver) => string | undefined) => [
    ...new Set(waivers.flatMap((waiver) => of(waiver) ?? [])),
  ];
  const tickets = texts(({ ticket }) => ticket);
  return {
    reason: texts(({ reason }) => reason).join('; '),
    owner: texts(({ owner }) => owner).join(', '),
    expires: texts(({ expires }) => expires).sort()[0] ?? '',
    ...(tickets.length === 0 ? {} : { ticket: tickets.join(', ') }),
  };
}
