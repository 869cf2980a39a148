/** The words that every report uses alike. */
import type { Question } from '../assessment/assessment.ts';
import type { Confidence, Finding, HopName, Severity, Waived } from '../assessment/finding.ts';
import type { WaiverRemark } from '../waivers/waiver-remark.ts';

/** Names and evidence that a report writes out; the rest is counted. */
export const MOST_NAMED = 10;

/** `BLOCKER`, `BLOCKER?` where it could not be told, `BLOCKER (waived)` where somebody accepts it. */
export function severityLabel(finding: Pick<Finding, 'severity' | 'outcome' | 'waived'>): string {
  const open = finding.outcome === 'unknown' ? '?' : '';
  return `${finding.severity.toUpperCase()}${open}${finding.waived === undefined ? '' : ' (waived)'}`;
}

/** Who accepts a finding, until when and why, as a sentence. */
export function waivedText(waived: Waived): string {
  return `Waived by ${promiseText(waived)}`;
}

/** What somebody answered, as a sentence; undefined for a question that is open. */
export function answerText({ answer }: Question): string | undefined {
  if (answer === undefined) return undefined;
  return `Answered, ${answer.affected ? 'affected' : 'not affected'}, by ${promiseText(answer)}`;
}

/** Which waiver or answer has no effect and why, as a clause. */
export function remarkText({ type, hazard, object, owner, because }: WaiverRemark): string {
  const subject = object === undefined ? '' : ` for ${object}`;
  return `${type === 'waiver' ? 'waiver of' : 'answer to'} ${hazard}${subject} by ${owner}: ${because}`;
}

function promiseText({ owner, expires, ticket, reason }: Waived): string {
  return `${owner} until ${expires}${ticket === undefined ? '' : ` (${ticket})`}: ${reason}`;
}

/** How sure the knowledge is, as a clause. */
export const CONFIDENCE: Readonly<Record<Confidence, string>> = {
  reproduced: 'reproduced: it was made to happen on a real control plane',
  confirmed: 'confirmed by the source code or by its maintainers',
  reported: 'reported by users, not confirmed',
  inferred: 'inferred from what is known, not seen to happen',
};

const SEVERITY_CLAUSE: Readonly<Record<Severity, string>> = {
  blocker: 'a blocker',
  disruptive: 'disruptive',
  caution: 'a caution',
  info: 'worth knowing',
};

/** Why an unknown finding is in the report, as a sentence; undefined for a hit. */
export function cannotTell(finding: Finding): string | undefined {
  if (finding.outcome === 'hit') return undefined;
  const because = finding.because.length === 0 ? '' : `: ${finding.because.join('; ')}`;
  return `It could not be told whether this cluster is affected${because}. If it is, this is ${SEVERITY_CLAUSE[finding.severity]}.`;
}

/** How sure a finding is and what limits that, as a sentence. */
export function howSure(finding: Finding): string {
  // Of a stopped write, `because` says why it is stopped, and the message has said that.
  const limits = finding.outcome === 'hit' && finding.writes === undefined && finding.because.length > 0;
  return `${capitalised(CONFIDENCE[finding.confidence])}.${limits ? ` Not seen: ${finding.because.join('; ')}.` : ''}`;
}

/** `1.32 → 1.33`; patches are named only where the minor stays. */
export function hopText(hop: HopName): string {
  const [from, to] = [minorText(hop.from), minorText(hop.to)];
  return from === to ? `${hop.from} → ${hop.to}` : `${from} → ${to}`;
}

/** `1.32 → 1.33 and 1.33 → 1.34`. */
export function hopsText(hops: readonly HopName[]): string {
  return listText(hops.map(hopText));
}

/** `1.33` of `1.33.13`; a text that is no version stays as it is. */
export function minorText(version: string): string {
  return /^v?(\d+\.\d+)/.exec(version)?.[1] ?? version;
}

/** `a, b and c`. */
export function listText(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** `a, b and 3 more`: the first ones named, the rest counted. */
export function firstOf(items: readonly string[], most: number): string {
  if (items.length <= most) return listText(items);
  if (most === 0) return `${items.length} in all`;
  return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
}

/** `1, 2 and 5 to 9` of rising numbers. */
export function rangesText(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return listText(
    ranges.flatMap(([from, to]) =>
      to - from > 1 ? [`${from} to ${to}`] : from === to ? [`${from}`] : [`${from}`, `${to}`],
    ),
  );
}

/** `1 blocker`, `2 blockers`. */
export function countText(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : pluralOf(noun)}`;
}

/** `ClusterRoles`, `IPAddresses`, `NetworkPolicies`; kinds that are plural already stay. */
export function pluralOf(noun: string): string {
  if (noun === 'Endpoints') return noun;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** The first letter as a capital. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
