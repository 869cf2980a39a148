import type { Assessment } from '../assessment/assessment.ts';
import { oneLine } from './plain-text.ts';
import { openQuestions } from './summary.ts';

/** Something beside the findings that nobody knows, as formats for machines list it. */
export interface OpenPoint {
  /** `question/etcd-backup`, `not-checked/nodes`. */
  readonly id: string;
  readonly text: string;
  /** Whether it keeps the verdict from GO. */
  readonly mayHideBlocker: boolean;
}

/** Questions without an answer and what was not checked. */
export function openPoints(assessment: Assessment): readonly OpenPoint[] {
  return [
    ...openQuestions(assessment).map(({ hazard, question, how, severity }) => ({
      id: oneLine(`question/${hazard}`),
      text: oneLine(`${question} How to tell: ${how}`),
      mayHideBlocker: severity === 'blocker',
    })),
    ...assessment.notChecked.map(({ what, because, next, mayHideBlocker }) => ({
      id: oneLine(`not-checked/${what}`),
      text: oneLine(`Not checked: ${what}: ${because}.${next === undefined ? '' : ` ${next}`}`),
      mayHideBlocker,
    })),
  ];
}
