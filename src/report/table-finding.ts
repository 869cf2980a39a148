import type { Finding, Severity, Step } from '../assessment/finding.ts';
import type { Colour } from './ansi.ts';
import { type Seen, seenIn, subjectsByKind } from './evidence.ts';
import { commandLines, oneLine, paragraphs, printable } from './plain-text.ts';
import { hanging, type Page } from './table-page.ts';
import { writesTable } from './table-writes.ts';
import { cannotTell, firstOf, hopsText, howSure, MOST_NAMED, severityLabel, waivedText } from './wording.ts';
import { padTo } from './wrap.ts';

const COLOURS: Readonly<Record<Severity, Colour | undefined>> = {
  blocker: 'red',
  disruptive: 'yellow',
  caution: 'cyan',
  info: undefined,
};

/** Column at which a finding's text stands, and the one right of its labels. */
const TEXT = 3;
const LABELLED = 11;

/** Draws a finding whole: what will happen, where, how sure, what to do now, what to do when it is too late. */
export function fullFinding(finding: Finding, number: number, page: Page): readonly string[] {
  const steps = (label: string, list: readonly Step[]) => stepLines(label, list, page);
  return [
    ...heading(finding, number, page),
    '',
    ...paragraphs(finding.message).flatMap((text) => [...hanging('', text, TEXT, page.width), '']),
    ...openQuestion(finding, page),
    ...(finding.writes === undefined ? [] : [...writesTable(finding.writes, page.width - TEXT), '']),
    ...whereLines(finding, page),
    ...paragraphs(finding.explain).flatMap((text, index) => labelled(index === 0 ? 'Why' : '', text, page)),
    ...labelled('Sure', howSure(finding), page),
    ...waivedLines(finding, page),
    ...steps('Fix', finding.remediate),
    ...(finding.proof === undefined ? [] : labelled('Proof', finding.proof, page)),
    ...steps('Stuck?', finding.rescue),
  ];
}

/** Draws a finding in a few lines. */
export function compactFinding(finding: Finding, number: number, page: Page): readonly string[] {
  const objects = [...subjectsByKind(finding.evidence)].map(
    ([kind, names]) => `${kind} ${firstOf(names, MOST_NAMED)}`,
  );
  const [fix] = finding.remediate;
  return [
    ...heading(finding, number, page),
    ...paragraphs(finding.message).flatMap((text) => hanging('', text, TEXT, page.width)),
    ...openQuestion(finding, page).filter((line) => line !== ''),
    ...waivedLines(finding, page),
    ...(objects.length === 0 ? [] : labelled('Where', objects.join('; '), page)),
    ...(fix === undefined || finding.severity === 'info' ? [] : labelled('Fix', fix.title, page)),
  ];
}

function heading(finding: Finding, number: number, { width, paint }: Page): readonly string[] {
  const label = severityLabel(finding);
  const start = ` ${number} ${label}  `;
  const [first = '', ...rest] = hanging(start, oneLine(finding.title), start.length, width);
  const painted = ` ${number} ${paint(label, COLOURS[finding.severity])}${first.slice(start.length - 2)}`;
  const hops = `at ${printable(hopsText(finding.hops))}`;
  return [painted, ...rest, ...hanging('', hops, TEXT, width, printable(finding.id))];
}

function openQuestion(finding: Finding, { width }: Page): readonly string[] {
  const text = cannotTell(finding);
  return text === undefined ? [] : [...hanging('', oneLine(text), TEXT, width), ''];
}

function waivedLines({ waived }: Finding, page: Page): readonly string[] {
  return waived === undefined ? [] : labelled('Waived', waivedText(waived), page);
}

function whereLines(finding: Finding, page: Page): readonly string[] {
  const seen = finding.evidence.map(seenIn);
  const shown = seen.length > MOST_NAMED + 1 ? seen.slice(0, MOST_NAMED) : seen;
  const lines = shown.flatMap((one, index) => labelled(index === 0 ? 'Where' : '', seenText(one), page));
  const left = seen.length - shown.length;
  return left === 0 ? lines : [...lines, ...labelled('', `and ${left} more`, page)];
}

function seenText({ subject, details }: Seen): string {
  const facts = details.map(({ label, value }) => `${label} ${value}`).join(', ');
  if (subject === undefined) return facts;
  const name = `${subject.kind} ${subject.name}`;
  return facts === '' ? name : `${name}: ${facts}`;
}

function stepLines(label: string, steps: readonly Step[], page: Page): readonly string[] {
  const lines = steps.flatMap((step, index) => {
    const order = steps.length > 1 ? `${index + 1}. ` : '';
    const note = step.note === undefined ? '' : ` ${step.note}`;
    const start = padTo(`   ${index === 0 ? label : ''}`, LABELLED) + order;
    return [
      ...hanging(start, oneLine(`${ended(step.title)}${note}`), start.length, page.width),
      ...commandBlock('', step.run, start.length),
      ...commandBlock('to see that it worked:', step.verify, start.length),
      ...commandBlock('to take it back:', step.undo, start.length),
    ];
  });
  return lines.length === 0 ? [] : ['', ...lines];
}

/** Commands are never wrapped, so that they can be pasted; a here-document must start at the margin for its end to be found. */
function commandBlock(label: string, command: string | undefined, indent: number): readonly string[] {
  if (command === undefined) return [];
  const lines = commandLines(command);
  const margin = command.includes('<<') ? '' : ' '.repeat(indent + 2);
  return [...(label === '' ? [] : [' '.repeat(indent) + label]), ...lines.map((line) => margin + line)];
}

function labelled(label: string, text: string, { width }: Page): readonly string[] {
  return hanging(`${' '.repeat(TEXT)}${label}`, oneLine(text), LABELLED, width);
}

function ended(sentence: string): string {
  return /[.!?:]$/.test(sentence) ? sentence : `${sentence}.`;
}
