import type { Finding, Step } from '../assessment/finding.ts';
import { deadlockDiagram } from './deadlock-diagram.ts';
import { seenIn } from './evidence.ts';
import type { Block } from './fit-size.ts';
import { code, fenced, NO_OBJECT, prose, proseBlocks, table } from './markdown-text.ts';
import { shorten } from './plain-text.ts';
import { sourceItem } from './source-item.ts';
import { cannotTell, hopsText, howSure, MOST_NAMED, severityLabel, waivedText } from './wording.ts';
import { groupWrites, outcomeText, sharedOutcome } from './write-groups.ts';

/** Names of one kind that a ticket lists; the JSON report has all. */
const MOST_NAMES = 10;

/** A finding's section and its details; room is made from the least severe finding's details upwards. */
export function findingBlocks(finding: Finding, number: number, findings: number): readonly Block[] {
  const rank = (findings - number) * 2;
  const details = [evidenceDetails(finding), whyDetails(finding)].filter((text) => text !== '').join('\n\n');
  return [
    {
      text: section(finding, number),
      cuts: [{ rank: rank + 1, text: '', loses: 'everything but the row', finding: number }],
    },
    { text: details, cuts: [{ rank, text: '', loses: 'the evidence', finding: number }] },
  ];
}

function section(finding: Finding, number: number): string {
  const open = cannotTell(finding);
  return [
    `## ${number}. ${severityLabel(finding)} · ${prose(finding.title)}`,
    `${code(finding.id)} · ${prose(finding.component)} · at ${prose(hopsText(finding.hops))}`,
    ...(finding.waived === undefined ? [] : [`**${prose(waivedText(finding.waived))}**`]),
    ...proseBlocks(finding.message),
    ...(open === undefined ? [] : [prose(open)]),
    ...writes(finding),
    ...deadlock(finding),
    ...steps('Fix', finding.remediate),
    ...(finding.proof === undefined ? [] : [`**Proof:** ${prose(finding.proof)}`]),
    ...steps('If it is too late', finding.rescue),
    `**How sure:** ${prose(howSure(finding))}`,
  ].join('\n\n');
}

function writes({ writes: stopped = [], message }: Finding): readonly string[] {
  const groups = groupWrites(stopped);
  if (groups.length === 0) return [];
  const shared = sharedOutcome(groups, message);
  const rows = groups.map((group) => [
    prose(group.title),
    namesCell(group.names),
    prose(`${group.actor} as ${group.user}`),
    group.entering.map(prose).join(', '),
    prose(shared === undefined ? outcomeText(group) : group.ifDenied),
  ]);
  const last = shared === undefined ? 'What happens' : 'If it is denied';
  const said = shared === undefined || shared === '' ? [] : [prose(shared)];
  return [...said, table(['Write', 'Names', 'By', 'Entering', last], rows)];
}

function namesCell(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => code(shorten(name, 200)));
  const left = names.length - shown.length;
  return `${shown.join(', ')}${left === 0 ? '' : ` and ${left} more`}`;
}

function deadlock(finding: Finding): readonly string[] {
  const diagram = deadlockDiagram(finding);
  return diagram === undefined ? [] : ['Each waits for the other:', `\`\`\`mermaid\n${diagram}\n\`\`\``];
}

function steps(title: string, list: readonly Step[]): readonly string[] {
  return list.flatMap((step, index) => {
    const order = list.length > 1 ? ` (${index + 1})` : '';
    const note = step.note === undefined ? '' : ` ${prose(step.note)}`;
    return [
      `**${title}${order}:** ${prose(ended(step.title))}${note}`,
      ...(step.run === undefined ? [] : [fenced(step.run, 'sh')]),
      ...(step.verify === undefined ? [] : ['To see that it worked:', fenced(step.verify, 'sh')]),
      ...(step.undo === undefined ? [] : ['To take it back:', fenced(step.undo, 'sh')]),
    ];
  });
}

function evidenceDetails({ evidence }: Finding): string {
  if (evidence.length === 0) return '';
  const rows = evidence.slice(0, MOST_NAMED).map((one) => {
    const { subject, details } = seenIn(one);
    const object =
      subject === undefined ? NO_OBJECT : `${prose(subject.kind)} ${code(shorten(subject.name, 200))}`;
    return [object, details.map(({ label, value }) => `${prose(label)} ${code(value)}`).join(', ')];
  });
  const left = evidence.length - rows.length;
  const more = left === 0 ? [] : [`… and ${left} more; the JSON report names them.`];
  return folded(`Evidence (${evidence.length})`, [table(['Object', 'What was seen'], rows), ...more]);
}

function whyDetails({ explain, sources }: Finding): string {
  const list = sources.map(sourceItem);
  const blocks = [...proseBlocks(explain), ...(list.length === 0 ? [] : [list.join('\n')])];
  if (blocks.length === 0) return '';
  return folded(explain === '' ? 'Sources' : 'Why this happens, and sources', blocks);
}

function folded(summary: string, blocks: readonly string[]): string {
  return ['<details>', `<summary>${summary}</summary>`, '', blocks.join('\n\n'), '', '</details>'].join('\n');
}

function ended(sentence: string): string {
  return /[.!?:]$/.test(sentence) ? sentence : `${sentence}.`;
}
