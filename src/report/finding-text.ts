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

/** A finding in lines of plain text: what will happen, why, what to do, where that is known from. */
export function findingLines(finding: Finding): readonly string[] {
  return [
    oneLine(`At ${hopsText(finding.hops)}.`),
    findingSentence(finding),
    ...paragraphs(finding.explain),
    oneLine(`How sure: ${howSure(finding)}`),
    ...stepLines('Fix', finding.remediate),
    ...(finding.proof === undefined ? [] : [oneLine(`Proof: ${finding.proof}`)]),
    ...stepLines('If it is too late', finding.rescue),
    ...finding.sources.map(({ type, url }) => oneLine(`Source: ${type} ${url}`)),
  ];
}

/** Steps in lines of plain text, their commands indented. */
function stepLines(label: string, steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ title, run, note }) => [
    oneLine(`${label}: ${ended(title)}${note === undefined ? '' : ` ${note}`}`),
    ...(run === undefined ? [] : commandLines(run).map((line) => `    ${line}`)),
  ]);
}

function ended(sentence: string): string {
  return /[.!?:]$/.test(sentence) ? sentence : `${sentence}.`;
}
