import type { Step } from '../assessment/finding.ts';
import { commandLines, oneLine } from '../report/plain-text.ts';
import { hanging } from '../report/table-page.ts';
import type { Situation } from './installers/practice.ts';
import type { Cause, RescueGuide } from './rescue-guide.ts';

/** Objects of one cause that are written out. */
const MOST_OBJECTS = 8;

/** Draws a guide for a terminal: why, then the steps in their order, then what not to do. Commands are never wrapped. */
export function drawGuide(guide: RescueGuide, width: number): string {
  const parts = [
    hanging('', `Rescue: ${situationText(guide.situation)}`, 0, width),
    guide.causes.length === 0
      ? []
      : [' Why it does not come up', ...guide.causes.flatMap((cause) => causeLines(cause, width))],
    guide.unknown.length === 0
      ? []
      : [' Not known', ...guide.unknown.flatMap((text) => hanging('   - ', oneLine(text), 5, width))],
    ...guide.steps.map((step, index) => stepLines(step, index + 1, width)),
    [' What not to do', ...guide.doNot.flatMap((text) => hanging('   - ', oneLine(text), 5, width))],
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}

/** `Talos 1.11.5, Kubernetes 1.32.9 → 1.34.11`. */
function situationText({ distribution, release, from, to }: Situation): string {
  const installer = distribution === 'unknown' ? 'installer not known' : distribution;
  const versions = [from, to].filter((version) => version !== undefined).join(' → ');
  return `${installer}${release === undefined ? '' : ` ${release}`}${versions === '' ? '' : `, Kubernetes ${versions}`}`;
}

function causeLines({ title, explain, objects, line }: Cause, width: number): readonly string[] {
  const where = line === undefined ? '' : ` (line ${line})`;
  const left = objects.length - MOST_OBJECTS;
  const named = objects.slice(0, MOST_OBJECTS).join(', ') + (left > 0 ? ` and ${left} more` : '');
  return [
    ...hanging('   - ', oneLine(`${title}${where}`), 5, width),
    ...hanging('', oneLine(explain), 5, width),
    ...(objects.length === 0 ? [] : hanging('', oneLine(`Not written: ${named}`), 5, width)),
  ];
}

function stepLines(step: Step, number: number, width: number): readonly string[] {
  const label = ` ${number}. `;
  const block = (title: string, command: string | undefined) =>
    command === undefined ? [] : [...(title === '' ? [] : [`    ${title}`]), ...commands(command)];
  return [
    ...hanging(label, oneLine(step.title), label.length, width),
    ...block('', step.run),
    ...(step.note === undefined ? [] : hanging('', oneLine(step.note), 4, width)),
    ...block('to see that it worked:', step.verify),
    ...block('to take it back:', step.undo),
  ];
}

/** A here-document must start at the margin for its end to be found. */
function commands(command: string): readonly string[] {
  const margin = command.includes('<<') ? '' : '      ';
  return commandLines(command).map((line) => margin + line);
}
