import type { Assessment } from '../assessment/assessment.ts';
import type { Step } from '../assessment/finding.ts';
import type { Plan } from '../plan/plan.ts';
import { fenced, prose } from './markdown-text.ts';
import { hopPlan } from './summary.ts';
import { hopText, rangesText } from './wording.ts';

/** Draws the plan for a change ticket: each step with its command, how to see that it worked, and what to mind. */
export function planText(assessment: Assessment, plan: Plan): string {
  const meets = new Map(hopPlan(assessment).map((hop) => [hop.hop, hop.meets]));
  let number = 0;
  const blocks = plan.stages.flatMap(({ title, hop, steps }) => {
    const met = (hop === undefined ? undefined : meets.get(hopText(hop))) ?? [];
    return [
      `### ${prose(title)}`,
      ...(met.length === 0 ? [] : [`Meets ${rangesText(met)}.`]),
      ...steps.flatMap((step) => stepBlocks(step, ++number)),
    ];
  });
  return ['## Plan', ...blocks].join('\n\n');
}

function stepBlocks({ title, run, verify, note, undo }: Step, number: number): readonly string[] {
  return [
    `**${number}.** ${prose(/[.!?:]$/.test(title) ? title : `${title}.`)}${note === undefined ? '' : ` ${prose(note)}`}`,
    ...(run === undefined ? [] : [fenced(run, 'sh')]),
    ...(verify === undefined ? [] : ['To see that it worked:', fenced(verify, 'sh')]),
    ...(undo === undefined ? [] : ['To take it back:', fenced(undo, 'sh')]),
  ];
}
