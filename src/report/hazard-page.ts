import type { Explanation } from '../assessment/explain-hazard.ts';
import type { Source, Step } from '../assessment/finding.ts';
import { commandLines, oneLine, paragraphs, printable } from './plain-text.ts';
import { SEVERITY_WORDS } from './severity-words.ts';
import { hanging } from './table-page.ts';

const WIDEST = 110;
const LABELLED = 14;

/** Draws a hazard as a page that somebody on call understands: what happens, why, what to do before and what to do after. */
export function drawHazardPage(hazard: Explanation, columns = 100): string {
  const width = Math.min(columns, WIDEST);
  const label = (name: string, text: string) => hanging(name, oneLine(text), LABELLED, width);
  const prose = (title: string, text: string) => [
    '',
    title,
    ...paragraphs(text).flatMap((one) => hanging('', one, 2, width)),
  ];
  const lines = [
    ...hanging('', oneLine(hazard.title), 0, width),
    '',
    ...label('Id', hazard.id),
    ...label('Severity', SEVERITY_WORDS[hazard.severity]),
    ...label('Sure', hazard.confidence),
    ...label('Component', hazard.component),
    ...label('Kind', hazard.category),
    ...label('Met by', hazard.affects),
    ...label('Found', hazard.found),
    ...prose('What happens', hazard.message),
    ...prose('Why', hazard.explain),
    ...steps('Before the upgrade', hazard.remediate, width),
    ...steps('If it has happened already', hazard.rescue, width),
    '',
    'Sources',
    ...hazard.sources.flatMap((source) => hanging('', sourceText(source), 2, width)),
  ];
  return `${lines.join('\n')}\n`;
}

function steps(title: string, list: readonly Step[], width: number): readonly string[] {
  if (list.length === 0) return [];
  const drawn = list.flatMap((step, index) => {
    const order = list.length > 1 ? `  ${index + 1}. ` : '  ';
    const note = step.note === undefined ? '' : ` ${step.note}`;
    return [
      ...hanging(order, oneLine(`${ended(step.title)}${note}`), order.length, width),
      ...command('', step.run, order.length),
      ...command('to see that it worked:', step.verify, order.length),
      ...command('to take it back:', step.undo, order.length),
    ];
  });
  return ['', title, ...drawn];
}

/** Commands are never wrapped, so that they can be pasted. */
function command(label: string, text: string | undefined, indent: number): readonly string[] {
  if (text === undefined) return [];
  const margin = ' '.repeat(indent);
  return [
    ...(label === '' ? [] : [margin + label]),
    ...commandLines(text).map((line) => `${margin}  ${line}`),
  ];
}

function sourceText({ url, note }: Source): string {
  return note === undefined ? printable(url) : oneLine(`${url} (${note})`);
}

function ended(sentence: string): string {
  return /[.!?:]$/.test(sentence) ? sentence : `${sentence}.`;
}
