import type { NotChecked, Question, Verdict } from './assessment.ts';
import type { Finding } from './finding.ts';

/** The verdict in one sentence that somebody who knows no Kubernetes understands. */
export function reasonOf(
  verdict: Verdict,
  findings: readonly Finding[],
  questions: readonly Question[],
  notChecked: readonly NotChecked[],
): string {
  const counted = findings.filter((finding) => finding.waived === undefined);
  const open = questions.filter((question) => question.answer === undefined);
  switch (verdict) {
    case 'NO-GO':
      return noGo(counted.filter((finding) => finding.severity === 'blocker' && finding.outcome === 'hit'));
    case 'UNDETERMINED':
      return undetermined(counted, open, notChecked);
    case 'GO':
      return go(counted) + waivedBlockers(findings);
  }
}

/** A GO that rests on somebody's word says so at once. */
function waivedBlockers(findings: readonly Finding[]): string {
  const count = findings.filter(
    ({ severity, waived }) => severity === 'blocker' && waived !== undefined,
  ).length;
  if (count === 0) return '';
  return count === 1
    ? ' One blocker is waived: this GO rests on its owner.'
    : ` ${count} blockers are waived: this GO rests on their owners.`;
}

function noGo(blockers: readonly Finding[]): string {
  const outage = blockers.find(
    ({ hazard, writes }) => writes !== undefined && hazard.startsWith('control-plane-write-'),
  );
  const more =
    blockers.length > 1
      ? ` ${blockers.length - 1} more ${blockers.length === 2 ? 'reason stands' : 'reasons stand'} against it.`
      : '';
  if (outage !== undefined) {
    const step =
      outage.hops.length > 0 && outage.hop.from !== ''
        ? ` when it goes from ${outage.hop.from} to ${outage.hop.to}`
        : '';
    return `With today's settings the control plane would not come back${step}.${more}`;
  }
  return `The upgrade would not succeed: ${blockers[0]?.title}.${more}`;
}

function undetermined(
  findings: readonly Finding[],
  questions: readonly Question[],
  notChecked: readonly NotChecked[],
): string {
  const gaps =
    findings.filter((finding) => finding.severity === 'blocker').length +
    questions.filter((question) => question.severity === 'blocker').length +
    notChecked.filter((item) => item.mayHideBlocker).length;
  return `No blocker was seen, but ${gaps === 1 ? 'one thing that could hide one is' : `${gaps} things that could hide one are`} not known, so this is no GO.`;
}

function go(findings: readonly Finding[]): string {
  const disruptive = findings.filter(
    (finding) => finding.severity === 'disruptive' && finding.outcome === 'hit',
  ).length;
  if (disruptive === 0) return 'Nothing that was found stands against the upgrade.';
  return `Nothing stops the upgrade itself; ${disruptive === 1 ? 'one thing' : `${disruptive} things`} that ${disruptive === 1 ? 'works' : 'work'} today will stop or change.`;
}
