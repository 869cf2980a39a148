import type { Assessment } from '../assessment/assessment.ts';
import type { Step } from '../assessment/finding.ts';
import type { Plan } from '../plan/plan.ts';
import { htmlCommand, htmlList, htmlProse } from './html-text.ts';
import { hopPlan } from './summary.ts';
import { hopText, rangesText } from './wording.ts';

/** Draws the plan: each stage with its steps, commands to paste, and what is met at each hop. */
export function htmlPlan(assessment: Assessment, plan: Plan): readonly string[] {
  const meets = new Map(hopPlan(assessment).map((hop) => [hop.hop, hop.meets]));
  return [
    '<h2>Plan</h2>',
    ...plan.stages.flatMap(({ title, hop, steps }) => {
      const met = (hop === undefined ? undefined : meets.get(hopText(hop))) ?? [];
      return [
        `<h3>${htmlProse(title)}</h3>`,
        ...(met.length === 0 ? [] : [`<p>${htmlProse(`Meets ${rangesText(met)}.`)}</p>`]),
        htmlList(steps.map(stepHtml), 'ol'),
      ];
    }),
  ];
}

function stepHtml({ title, run, verify, note, undo }: Step): string {
  return [
    htmlProse(title),
    ...(note === undefined ? [] : [`<br>${htmlProse(note)}`]),
    ...(run === undefined ? [] : [htmlCommand(run)]),
    ...(verify === undefined ? [] : [`To see that it worked: ${htmlCommand(verify)}`]),
    ...(undo === undefined ? [] : [`To take it back: ${htmlCommand(undo)}`]),
  ].join('\n');
}
