import type { Assessment } from '../assessment/assessment.ts';
import type { Step } from '../assessment/finding.ts';
import { commandLines, oneLine } from './plain-text.ts';
import { hanging, type Page } from './table-page.ts';
import { hopText } from './wording.ts';

/** Commands of a step are shown up to this many lines; longer ones are in the change ticket. */
const MOST_LINES = 3;

/** Draws the plan for a terminal: what is done in which order. */
export function planLines({ plan }: Assessment, { width }: Page): readonly string[] {
  if (plan === undefined) return [];
  let number = 0;
  const stages = plan.stages.flatMap(({ title, hop, steps }) => [
    ` ${oneLine(hop === undefined ? title : hopText(hop))}`,
    ...steps.flatMap((step) => stepLines(step, ++number, width)),
  ]);
  return [' Plan (notes and whole commands: --format markdown)', ...stages];
}

function stepLines({ title, run }: Step, number: number, width: number): readonly string[] {
  const label = `   ${number}. `;
  const lines = run === undefined ? [] : commandLines(run);
  const isShort = lines.length <= MOST_LINES && !lines.some((line) => line.includes('<<'));
  return [
    ...hanging(label, oneLine(title), label.length, width),
    ...(isShort ? lines.map((line) => ' '.repeat(label.length + 2) + line) : []),
  ];
}
