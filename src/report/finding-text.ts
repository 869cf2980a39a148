import type { Finding, Step } from '../assessment/finding.ts';
import { commandLines, oneLine, paragraphs } from './plain-text.ts';
import { cannotTell, hopsText, howSure, waivedText } from './wording.ts';

/** What a finding says, on one line, for formats that have one field for it. */
export function findingSentence(finding: Finding): string {
  const { message, waived } = finding;
  const open = cannotTell(finding);
  return oneLine(
    [
      ...(waived === undefined ? [] : [ended(waivedText(waived))]),
      ended(message),
      ...(open === undefined ? [] : [open]),
    ].join(' '),
  );
}

/**
 * A finding in lines of plain text: what will happen, why, what to do, where that is known from.
 * @param commands whether the commands stand with the steps; left out where they could not be pasted as they stand
 */
export function findingLines(finding: Finding, commands = true): readonly string[] {
  const steps = (label: string, list: readonly Step[]) => stepLines(label, list, commands);
  return [
    oneLine(`At ${hopsText(finding.hops)}.`),
    findingSentence(finding),
    ...paragraphs(finding.explain),
    oneLine(`How sure: ${howSure(finding)}`),
    ...steps('Fix', finding.remediate),
    ...(finding.proof === undefined ? [] : [oneLine(`Proof: ${finding.proof}`)]),
    ...steps('If it is too late', finding.rescue),
    ...finding.sources.map(({ type, url }) => oneLine(`Source: ${type} ${url}`)),
  ];
}

/** Steps in lines of plain text, their commands indented. */
function stepLines(label: string, steps: readonly Step[], commands: boolean): readonly string[] {
  return steps.flatMap(({ title, run, note }) => [
    oneLine(`${label}: ${ended(title)}${note === undefined ? '' : ` ${note}`}`),
    ...(run === undefined || !commands ? [] : commandLines(run).map((line) => `    ${line}`)),
  ]);
}

function ended(sentence: string): string {
  return /[.!?:]$/.test(sentence) ? sentence : `${sentence}.`;
}
