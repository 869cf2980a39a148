/** JUnit XML as Jenkins and GitLab read it. A suite is red exactly where the verdict is not GO. */
import type { Assessment } from '../assessment/assessment.ts';
import type { Finding } from '../assessment/finding.ts';
import { findingLines, findingSentence } from './finding-text.ts';
import { type OpenPoint, openPoints } from './open-points.ts';
import { oneLine } from './plain-text.ts';
import { countClauses, pathText } from './summary.ts';
import { remarkText, severityLabel, waivedText } from './wording.ts';
import { xmlText } from './xml-text.ts';

/** What a test case came to; only a blocker fails, only what may hide one is an error. */
type Result =
  | { readonly type: 'passed' }
  | { readonly type: 'failure' | 'error' | 'skipped'; readonly message: string };

interface Case {
  readonly group: string;
  readonly name: string;
  readonly result: Result;
  readonly lines: readonly string[];
}

/** Draws the report as one suite: the verdict, the findings, what is open. */
export function renderJunit(assessment: Assessment): string {
  const cases = [
    verdictCase(assessment),
    ...assessment.findings.map(findingCase),
    ...openPoints(assessment).map(openCase),
  ];
  const count = (type: Result['type']) => cases.filter(({ result }) => result.type === type).length;
  const name = oneLine(`holdshort ${assessment.cluster.name} ${pathText(assessment)}`);
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
  const time = xmlText(assessment.time.replace(/(?:\.\d+)?Z$/, ''));
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="holdshort" ${counts} time="0">`,
    `  <testsuite name="${xmlText(name)}" ${counts} time="0" timestamp="${time}">`,
    '    <properties>',
    ...propertiesOf(assessment).map(
      ([key, value]) => `      <property name="${key}" value="${xmlText(value)}"/>`,
    ),
    '    </properties>',
    ...cases.flatMap(caseLines),
    '  </testsuite>',
    '</testsuites>',
  ].join('\n')}\n`;
}

function propertiesOf(assessment: Assessment): readonly (readonly [string, string])[] {
  const { verdict, knowledge, cluster, tool } = assessment;
  return [
    ['verdict', verdict],
    ['tool', tool.version],
    ['knowledge', knowledge.version],
    ['digest', cluster.digest],
  ];
}

function verdictCase(assessment: Assessment): Case {
  const { verdict, reason, waiverRemarks } = assessment;
  return {
    group: 'verdict',
    name: 'the upgrade is cleared',
    result:
      verdict === 'GO'
        ? { type: 'passed' }
        : { type: verdict === 'NO-GO' ? 'failure' : 'error', message: `${verdict}: ${reason}` },
    lines: [oneLine(reason), ...countClauses(assessment), ...waiverRemarks.map(remarkText).map(oneLine)],
  };
}

function findingCase(finding: Finding): Case {
  return {
    group: finding.component,
    name: `${severityLabel(finding)} ${finding.title} (${finding.id})`,
    result: resultOf(finding),
    lines: findingLines(finding),
  };
}

function resultOf(finding: Finding): Result {
  if (finding.waived !== undefined) return { type: 'skipped', message: waivedText(finding.waived) };
  if (finding.severity !== 'blocker') return { type: 'passed' };
  return { type: finding.outcome === 'hit' ? 'failure' : 'error', message: findingSentence(finding) };
}

function openCase({ id, text, mayHideBlocker }: OpenPoint): Case {
  return {
    group: 'open',
    name: id,
    result: mayHideBlocker ? { type: 'error', message: text } : { type: 'passed' },
    lines: [text],
  };
}

function caseLines({ group, name, result, lines }: Case): readonly string[] {
  const body = lines.map(xmlText).join('\n');
  const start = `    <testcase classname="holdshort.${xmlText(oneLine(group))}" name="${xmlText(oneLine(name))}" time="0">`;
  const outcome = result.type === 'passed' ? [] : [`      ${outcomeTag(result, body)}`];
  const isTold = result.type === 'failure' || result.type === 'error';
  return [
    start,
    ...outcome,
    ...(isTold ? [] : [`      <system-out>${body}</system-out>`]),
    '    </testcase>',
  ];
}

function outcomeTag(result: Exclude<Result, { type: 'passed' }>, body: string): string {
  const message = xmlText(oneLine(result.message));
  if (result.type === 'skipped') return `<skipped message="${message}"/>`;
  return `<${result.type} message="${message}" type="${result.type === 'failure' ? 'blocker' : 'unknown'}">${body}</${result.type}>`;
}
