import type { Verdict } from '../assessment/assessment.ts';
import { jsonText } from './json.ts';
import { oneLine } from './plain-text.ts';
import { countText } from './wording.ts';
import { padTo } from './wrap.ts';

/** What one cluster of several came to. */
export type Member =
  | {
      readonly context: string;
      readonly state: 'checked';
      readonly verdict: Verdict;
      readonly reason: string;
      readonly from: string;
      readonly to: string;
      readonly exitCode: number;
    }
  | { readonly context: string; readonly state: 'failed'; readonly problem: string };

const NOT_CHECKED = 'not checked';
const ORDER: readonly string[] = ['NO-GO', NOT_CHECKED, 'UNDETERMINED', 'GO'];

/** Exit codes, the one that counts most first: what could not be checked may be a NO-GO, so it counts before UNDETERMINED. */
const GRAVEST = [1, 2, 3, 4];

/** Draws the summary of several clusters, worst first. */
export function renderFleet(members: readonly Member[], format: 'table' | 'json'): string {
  const sorted = [...members].sort((a, b) => ORDER.indexOf(wordOf(a)) - ORDER.indexOf(wordOf(b)));
  if (format === 'json') return jsonText({ schemaVersion: 1, clusters: sorted });
  const widest = Math.max(...sorted.map((member) => wordOf(member).length));
  const lines = sorted.map((member) => {
    const text =
      member.state === 'failed' ? member.problem : `${member.from} → ${member.to} · ${member.reason}`;
    return `${padTo(wordOf(member), widest)}  ${oneLine(member.context)} · ${oneLine(text)}`;
  });
  const counts = ORDER.flatMap((word) => {
    const count = sorted.filter((member) => wordOf(member) === word).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return `${lines.join('\n')}\n\n${countText(sorted.length, 'cluster')}: ${counts.join(', ')}\n`;
}

/** One exit code for all. */
export function fleetExitCode(members: readonly Member[]): number {
  const codes = members.map((member) => (member.state === 'failed' ? 2 : member.exitCode));
  return GRAVEST.find((code) => codes.includes(code)) ?? 0;
}

function wordOf(member: Member): string {
  return member.state === 'failed' ? NOT_CHECKED : member.verdict;
}
