import type { Assessment, Verdict } from '../assessment/assessment.ts';
import type { Severity } from '../assessment/finding.ts';
import { brush, type Colour } from './ansi.ts';
import { againCommands } from './commands.ts';
import { changeTexts, sinceText } from './comparison-text.ts';
import type { RenderOptions } from './formats.ts';
import { oneLine, printable } from './plain-text.ts';
import {
  countClauses,
  goNeeds,
  installText,
  openQuestions,
  originText,
  pathText,
  toolClauses,
} from './summary.ts';
import { compactFinding, fullFinding } from './table-finding.ts';
import { hanging, type Page } from './table-page.ts';
import { planLines } from './table-plan.ts';
import { answerText, capitalised, remarkText } from './wording.ts';
import { displayWidth, wrapClauses } from './wrap.ts';

const VERDICT_COLOURS: Readonly<Record<Verdict, Colour>> = {
  'NO-GO': 'red',
  UNDETERMINED: 'yellow',
  GO: 'green',
};

/** Findings of these severities take a few lines only; `holdshort explain` has the rest. */
const COMPACT: readonly Severity[] = ['caution', 'info'];

/** Draws the report for a terminal: the verdict first, then the findings worst first, then what is open. */
export function renderTable(assessment: Assessment, options: RenderOptions): string {
  const page: Page = {
    width: Math.min(Math.max(options.width ?? 80, 60), 110),
    paint: brush(options.colour),
  };
  const parts = [
    wrapClauses(toolClauses(assessment).map(oneLine), page.width),
    headline(assessment, page),
    comparison(assessment, page),
    ...assessment.findings.map((finding, index) =>
      COMPACT.includes(finding.severity)
        ? compactFinding(finding, index + 1, page)
        : fullFinding(finding, index + 1, page),
    ),
    questions(assessment, page),
    answers(assessment, page),
    notChecked(assessment, page),
    remarks(assessment, page),
    planLines(assessment, page),
    closing(assessment, page),
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}

function headline(assessment: Assessment, { width, paint }: Page): readonly string[] {
  const { cluster, verdict } = assessment;
  const indent = verdict.length + 5;
  const where = [cluster.name, pathText(assessment), installText(assessment)];
  const [lead = '', ...rest] = [where, countClauses(assessment), [originText(assessment)]].flatMap(
    (clauses) => wrapClauses(clauses.map(oneLine), width - indent),
  );
  const reason = verdict === 'GO' ? [] : ['', ...reasonLines(assessment, width)];
  return [
    `  ${paint(verdict, VERDICT_COLOURS[verdict])}   ${lead}`,
    ...rest.map((line) => ' '.repeat(indent) + line),
    ...reason,
  ];
}

/** It holds names, and what somebody called something must not read as a second verdict where a line breaks before it. */
function reasonLines({ reason }: Assessment, width: number): readonly string[] {
  return hanging('', oneLine(reason), 2, width - 1).map((line) =>
    /^ {2}(?:GO|NO-GO|UNDETERMINED)\b/.test(line) ? ` ${line}` : line,
  );
}

function comparison({ comparison: compared }: Assessment, { width }: Page): readonly string[] {
  if (compared === undefined) return [];
  return [
    ...hanging('', oneLine(sinceText(compared)), 1, width),
    ...changeTexts(compared).flatMap((text) => hanging('   - ', oneLine(text), 5, width)),
  ];
}

function questions(assessment: Assessment, { width }: Page): readonly string[] {
  const lines = openQuestions(assessment).flatMap(({ hazard, question, how, severity }) => {
    const stake = severity === 'blocker' ? ' A blocker may hang on it.' : '';
    return [
      ...hanging('', oneLine(`${question}${stake}`), 5, width, printable(hazard)),
      ...hanging('', `How to tell: ${oneLine(how)}`, 5, width),
    ];
  });
  return lines.length === 0 ? [] : [' Questions for you', ...lines];
}

function answers(assessment: Assessment, { width }: Page): readonly string[] {
  const lines = assessment.questions.flatMap((question) => {
    const answer = answerText(question);
    if (answer === undefined) return [];
    const text = oneLine(`${question.question} ${answer}`);
    return hanging('', text, 5, width, printable(question.hazard));
  });
  return lines.length === 0 ? [] : [' Questions that were answered', ...lines];
}

function remarks(assessment: Assessment, { width }: Page): readonly string[] {
  const lines = assessment.waiverRemarks.flatMap((remark) =>
    hanging('   - ', oneLine(capitalised(remarkText(remark))), 5, width),
  );
  return lines.length === 0 ? [] : [' Waivers and answers without effect', ...lines];
}

function notChecked(assessment: Assessment, { width }: Page): readonly string[] {
  const lines = assessment.notChecked.flatMap(({ what, because, next, mayHideBlocker }) => {
    const stake = mayHideBlocker ? ' A blocker could hide here.' : '';
    const then = next === undefined ? '' : ` ${next}`;
    return hanging(
      '   - ',
      oneLine(`${what}: ${because}.${stake}${then}`.replace(/([.!?])\.(?= |$)/g, '$1')),
      5,
      width,
    );
  });
  return lines.length === 0 ? [] : [' Not checked', ...lines];
}

function closing(assessment: Assessment, { width }: Page): readonly string[] {
  const needs = goNeeds(assessment);
  if (assessment.verdict === 'GO') return [];
  const commands = againCommands(assessment).map((command) => `   ${command}`);
  const needed = needs.length === 0 ? '' : `GO needs ${needs.join(', and ')}. `;
  const last = hanging('', oneLine(`${needed}Then check again:`), 1, width);
  const [only] = commands;
  const line = last.at(-1) ?? '';
  const fits = commands.length === 1 && only !== undefined && displayWidth(line + only) + 1 <= width;
  return fits ? [...last.slice(0, -1), `${line}${only.slice(1)}`] : [...last, ...commands];
}
