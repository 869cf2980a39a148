import type { NotChecked, Question, Verdict } from './assessment.ts';
import type { Finding } from './finding.ts';

/** What a verdict rests on. */
export interface Grounds {
  readonly findings: readonly Pick<Finding, 'outcome' | 'severity' | 'waived'>[];
  readonly questions: readonly Pick<Question, 'severity' | 'answer'>[];
  readonly notChecked: readonly Pick<NotChecked, 'mayHideBlocker'>[];
  /** Parts of the path that the knowledge does not cover. */
  readonly beyondKnowledge: readonly string[];
}

/**
 * NO-GO where a blocker was seen; UNDETERMINED where anything unknown could hide one; GO otherwise.
 * What is waived or answered does not count. Disruptive findings do not stop an upgrade: they are for people to accept, and the report puts them first.
 */
export function decideVerdict(grounds: Grounds): Verdict {
  const blockers = grounds.findings.filter(
    (finding) => finding.severity === 'blocker' && finding.waived === undefined,
  );
  if (blockers.some((finding) => finding.outcome === 'hit')) return 'NO-GO';
  const hidden =
    blockers.length > 0 ||
    grounds.questions.some((question) => question.severity === 'blocker' && question.answer === undefined) ||
    grounds.notChecked.some((item) => item.mayHideBlocker) ||
    grounds.beyondKnowledge.length > 0;
  return hidden ? 'UNDETERMINED' : 'GO';
}

/** Exit code of `check` for a verdict; 2 is left for what could not run at all. */
export const EXIT_CODES = { GO: 0, 'NO-GO': 1, UNDETERMINED: 3 } as const satisfies Record<Verdict, number>;
