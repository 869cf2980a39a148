import type { Question } from '../assessment/assessment.ts';
import type { Explanation } from '../assessment/explain-hazard.ts';
import type { Finding, Step } from '../assessment/finding.ts';
import { code, fenced, prose, proseBlocks, table } from './markdown-text.ts';
import { oneLine, printable } from './plain-text.ts';
import { SEVERITY_WORDS } from './severity-words.ts';
import { sourceItem } from './source-item.ts';
import { compactFinding } from './table-finding.ts';
import { hanging, type Page } from './table-page.ts';

/** What check says of a cluster that has the hazard. */
export interface HazardExample {
  /** The cluster, in a few words. */
  readonly cluster: string;
  /** `1.33.13 → 1.34.1`. */
  readonly path: string;
  readonly says: Finding | Question;
}

const PAGE: Page = { width: 100, paint: (text) => text };

/** Draws a hazard as a page of Markdown: what `explain` prints, and an example. */
export function hazardMarkdown(hazard: Explanation, example: HazardExample | undefined): string {
  const facts = [
    ['Id', code(hazard.id)],
    ['Severity', prose(SEVERITY_WORDS[hazard.severity])],
    ['Sure', prose(hazard.confidence)],
    ['Component', prose(hazard.component)],
    ['Kind', prose(hazard.category)],
    ['Met by', prose(hazard.affects)],
    ['Found', prose(hazard.found)],
  ];
  return [
    `# ${prose(hazard.title)}`,
    table(['', ''], facts),
    '## What happens',
    ...proseBlocks(hazard.message),
    '## Why',
    ...proseBlocks(hazard.explain),
    ...steps('Before the upgrade', hazard.remediate),
    ...steps('If it has happened already', hazard.rescue),
    ...(example === undefined ? [] : exampleBlocks(example)),
    '## Sources',
    hazard.sources.map(sourceItem).join('\n'),
  ].join('\n\n');
}

function steps(title: string, list: readonly Step[]): readonly string[] {
  if (list.length === 0) return [];
  const items = list.map((step, index) => {
    const start = list.length > 1 ? `${index + 1}. ` : '';
    const note = step.note === undefined ? [] : [prose(step.note)];
    const blocks = [
      prose(step.title),
      ...note,
      ...command('', step.run),
      ...command('To see that it worked:', step.verify),
      ...command('To take it back:', step.undo),
    ];
    return start + blocks.join('\n\n').replace(/\n(?=.)/g, `\n${' '.repeat(start.length)}`);
  });
  return [`## ${title}`, ...items];
}

function command(label: string, text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  return [...(label === '' ? [] : [label]), fenced(text, 'sh')];
}

function exampleBlocks({ cluster, path, says }: HazardExample): readonly string[] {
  const lines = 'question' in says ? questionLines(says) : compactFinding(says, 1, PAGE);
  return [
    '## Example',
    `What ${code('holdshort check')} says on the way ${prose(path)} (${prose(cluster)}):`,
    fenced(lines.join('\n'), 'text'),
  ];
}

function questionLines({ hazard, question, how }: Question): readonly string[] {
  return [
    ' Questions for you',
    ...hanging('', oneLine(question), 5, PAGE.width, printable(hazard)),
    ...hanging('', `How to tell: ${oneLine(how)}`, 5, PAGE.width),
  ];
}
