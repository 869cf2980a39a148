import type { Change, Comparison } from '../compare/comparison.ts';
import { oneLine } from './plain-text.ts';
import { timeText } from './summary.ts';
import { severityLabel } from './wording.ts';

/** What a comparison is with, as a title. */
export function sinceText({ since }: Comparison): string {
  return `Since the report of ${timeText(since.time)}, a ${since.verdict}`;
}

/** The comparison as sentences: what differs beside the findings, then every change. */
export function changeTexts({ inputs, changes }: Comparison): readonly string[] {
  return [
    ...(inputs.length === 0 ? [] : [`Not the same: ${inputs.join('; ')}.`]),
    ...(changes.length === 0 ? ['Nothing is new, gone or changed.'] : changes.map(changeText)),
  ];
}

/** The comparison of two reports as plain text, for a terminal. */
export function renderComparison(comparison: Comparison, verdict: string): string {
  const lines = changeTexts(comparison).map((text) => `  - ${oneLine(text)}`);
  const loud = comparison.isLoud ? 'something is new or worse' : 'nothing grave is new';
  return `${oneLine(`${sinceText(comparison)}; now ${verdict}: ${loud}`)}\n${lines.join('\n')}\n`;
}

function changeText({ state, about, id, title, severity, outcome, says }: Change): string {
  const what = { finding: labelOf(severity, outcome), question: 'question', gap: 'not checked' }[about];
  const name = title === id ? title : `${title} (${id})`;
  return `${state.toUpperCase()} ${what}: ${name}${says.length === 0 ? '' : `: ${says.join('; ')}`}`;
}

function labelOf(severity: Change['severity'], outcome: Change['outcome']): string {
  return severity === undefined || outcome === undefined ? 'finding' : severityLabel({ severity, outcome });
}
