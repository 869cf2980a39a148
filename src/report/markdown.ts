import type { Assessment } from '../assessment/assessment.ts';
import type { Finding } from '../assessment/finding.ts';
import { againCommands, sameCommand } from './commands.ts';
import { changeTexts, sinceText } from './comparison-text.ts';
import { subjectsByKind } from './evidence.ts';
import { type Block, fitSize } from './fit-size.ts';
import type { RenderOptions } from './formats.ts';
import { findingBlocks } from './markdown-finding.ts';
import { planText } from './markdown-plan.ts';
import { code, fenced, NO_OBJECT, prose, table } from './markdown-text.ts';
import { shorten } from './plain-text.ts';
import { countClauses, goNeeds, hopPlan, installText, originText, pathText, timeText } from './summary.ts';
import { answerText, capitalised, hopsText, rangesText, remarkText, severityLabel } from './wording.ts';

/** Objects of one kind that a row of the findings' table names. */
const MOST_IN_ROW = 3;

/** Cuts of these ranks come after all findings' own. */
const LATE = 1_000_000;

/** Draws the report as a change ticket, as GitHub, GitLab and Jira show Markdown. */
export function renderMarkdown(assessment: Assessment, options: RenderOptions): string {
  const { findings } = assessment;
  return fitSize(
    [
      { text: opening(assessment) },
      ...needed(assessment),
      ...compared(assessment),
      ...findingsTable(findings),
      ...findings.flatMap((finding, index) => findingBlocks(finding, index + 1, findings.length)),
      ...list('Questions', questions(assessment), LATE + 2),
      ...list('Not checked', notChecked(assessment), LATE + 3),
      ...list('Waivers and answers without effect', remarks(assessment), LATE + 3),
      ...planned(assessment),
      { text: appendix(assessment) },
    ],
    options.maxSize,
  );
}

function opening(assessment: Assessment): string {
  const { verdict, cluster, from, to } = assessment;
  return [
    `# ${verdict}: ${code(shorten(cluster.name, 100))}, Kubernetes ${prose(from)} → ${prose(to)}`,
    '',
    `> ${prose(shorten(assessment.reason, 500))}`,
    '',
    `- **Path:** ${prose(pathText(assessment))}`,
    `- **Cluster:** ${prose(shorten(installText(assessment), 200))}`,
    `- **Found:** ${countClauses(assessment).join(' · ')}`,
    `- **Checked:** ${prose(timeText(assessment.time))}, ${prose(originText(assessment))}`,
  ].join('\n');
}

function needed(assessment: Assessment): readonly Block[] {
  const needs = goNeeds(assessment);
  if (needs.length === 0) return [];
  const again = fenced(againCommands(assessment).join('\n'), 'sh');
  const text = `GO needs ${needs.map((need) => prose(shorten(need, 300))).join(', and ')}. Then check again:\n\n${again}`;
  return [{ text }];
}

function compared({ comparison }: Assessment): readonly Block[] {
  if (comparison === undefined) return [];
  const items = changeTexts(comparison).map((text) => `- ${prose(text)}`);
  return list(prose(sinceText(comparison)), items, LATE + 4);
}

function findingsTable(findings: readonly Finding[]): readonly Block[] {
  if (findings.length === 0) return [];
  const rows = findings.map((finding, index) => [
    String(index + 1),
    severityLabel(finding),
    prose(finding.title),
    whereCell(finding),
    // A hop is read as one word; narrow columns would break it at its arrow.
    prose(hopsText(finding.hops)).replaceAll(' → ', '\u00a0→\u00a0'),
  ]);
  const shown = (count: number) =>
    `## Findings\n\n${table(['#', 'Severity', 'What will happen', 'Where', 'Hop'], rows.slice(0, count))}`;
  const cuts = [100, 30, 10, 3]
    .filter((count) => count < rows.length)
    .map((count, index) => ({
      rank: LATE + 10 + index,
      text: `${shown(count)}\n\n… and ${rows.length - count} more, less severe or later on the path.`,
      loses: 'rows of the findings’ table',
    }));
  return [{ text: shown(rows.length), cuts }];
}

function whereCell({ evidence }: Finding): string {
  const kinds = [...subjectsByKind(evidence)].map(([kind, names]) => {
    const shown = names.slice(0, MOST_IN_ROW).map((name) => code(shorten(name, 100)));
    const left = names.length - shown.length;
    return `${prose(kind)} ${shown.join(', ')}${left === 0 ? '' : ` and ${left} more`}`;
  });
  return kinds.length === 0 ? NO_OBJECT : kinds.slice(0, MOST_IN_ROW).join('; ');
}

function questions(assessment: Assessment): readonly string[] {
  return assessment.questions.map((asked) => {
    const { hazard, question, how, severity } = asked;
    const answer = answerText(asked);
    if (answer !== undefined) return `- ${prose(question)} ${prose(answer)} (${code(hazard)})`;
    const stake = severity === 'blocker' ? ' A blocker may hang on it.' : '';
    return `- ${prose(question)}${stake} How to tell: ${prose(how)} (${code(hazard)})`;
  });
}

function notChecked(assessment: Assessment): readonly string[] {
  return assessment.notChecked.map(({ what, because, next, mayHideBlocker }) => {
    const stake = mayHideBlocker ? ' **A blocker could hide here.**' : '';
    return `- ${prose(`${what}: ${because}.`)}${stake}${next === undefined ? '' : ` ${prose(next)}`}`;
  });
}

function remarks({ waiverRemarks }: Assessment): readonly string[] {
  return waiverRemarks.map((remark) => `- ${prose(capitalised(remarkText(remark)))}`);
}

/** The plan with its commands; without one, what is met at each hop. */
function planned(assessment: Assessment): readonly Block[] {
  const short = list('Plan', plan(assessment), LATE + 1);
  if (assessment.plan === undefined) return short;
  const cut = { rank: LATE + 1, text: short[0]?.text ?? '', loses: 'the commands of the plan' };
  return [{ text: planText(assessment, assessment.plan), cuts: [cut] }];
}

function plan(assessment: Assessment): readonly string[] {
  const hops = hopPlan(assessment).map(({ hop, meets }) => {
    const met = meets.length === 0 ? 'nothing that was found is met here' : `meets ${rangesText(meets)}`;
    return `${prose(hop)}: ${met}.`;
  });
  const first =
    goNeeds(assessment).length === 0 ? [] : ['Mend what stands in the way and check again until it is GO.'];
  return [...first, ...hops].map((step, index) => `${index + 1}. ${step}`);
}

function list(title: string, items: readonly string[], rank: number): readonly Block[] {
  if (items.length === 0) return [];
  const text = `## ${title}\n\n${items.join('\n')}`;
  const few = `## ${title}\n\n${items.length} in all; the JSON report names them.`;
  return [{ text, cuts: [{ rank, text: few, loses: title.toLowerCase() }] }];
}

function appendix(assessment: Assessment): string {
  const { tool, knowledge, cluster, time } = assessment;
  const packs = knowledge.packs.map(({ name, version, digest }) => [
    `Pack ${code(shorten(name, 60))}`,
    `${code(shorten(version, 60))} ${code(shorten(digest, 100))}`,
  ]);
  const facts = [
    ['Tool', code(`${tool.name} ${tool.version}`)],
    ['Knowledge', `${code(knowledge.version)}, knows Kubernetes up to ${prose(knowledge.horizon)}`],
    ...packs,
    ['Cluster', code(shorten(cluster.name, 100))],
    ['Facts', prose(originText(assessment))],
    ...(cluster.collectedAt === undefined ? [] : [['Collected', code(cluster.collectedAt)]]),
    ['Digest of the facts', code(shorten(cluster.digest, 100))],
    ['Checked', code(time)],
  ];
  return `## To reproduce this report\n\n${table(['What', 'Value'], facts)}\n\n${fenced(sameCommand(assessment), 'sh')}`;
}
