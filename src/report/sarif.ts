/** SARIF 2.1.0 (OASIS): one rule for each hazard, one result for each finding, and one for a verdict that is not GO. */
import type { Assessment, Verdict } from '../assessment/assessment.ts';
import type { Finding, Severity } from '../assessment/finding.ts';
import type { Evidence } from '../detectors/detector.ts';
import { sameCommand } from './commands.ts';
import { findingLines, findingSentence } from './finding-text.ts';
import { jsonText } from './json.ts';
import { openPoints } from './open-points.ts';
import { oneLine, printable } from './plain-text.ts';
import { remarkText, waivedText } from './wording.ts';

type Level = 'error' | 'warning' | 'note' | 'none';

const LEVELS: Readonly<Record<Severity, Level>> = {
  blocker: 'error',
  disruptive: 'warning',
  caution: 'note',
  info: 'note',
};

const VERDICT_LEVELS: Readonly<Record<Exclude<Verdict, 'GO'>, Level>> = {
  'NO-GO': 'error',
  UNDETERMINED: 'warning',
};

/** Viewers open results by address; cluster objects have none, so this stands for a folder of them. */
const OBJECTS = 'cluster';

/** Draws the report as a SARIF log of one run. */
export function renderSarif(assessment: Assessment): string {
  const { tool, findings, time, verdict } = assessment;
  const rules = [...new Map(findings.map((finding) => [finding.hazard, finding])).values()];
  const indexes = new Map(rules.map(({ hazard }, index) => [hazard, index]));
  return jsonText({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            version: tool.version,
            rules: [...rules.map(ruleOf), ...(verdict === 'GO' ? [] : [VERDICT_RULE])],
          },
        },
        automationDetails: { id: `holdshort/${encodeURIComponent(printable(assessment.cluster.name))}/` },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            endTimeUtc: time,
            exitCode: assessment.exitCode,
            commandLine: oneLine(sameCommand(assessment)),
            toolExecutionNotifications: notifications(assessment),
          },
        ],
        results: [
          ...findings.map((finding) => resultOf(finding, indexes.get(finding.hazard) ?? 0)),
          ...verdictResults(assessment, rules.length),
        ],
        properties: {
          verdict,
          from: assessment.from,
          to: assessment.to,
          digest: printable(assessment.cluster.digest),
        },
      },
    ],
  });
}

function ruleOf(finding: Finding) {
  return {
    id: printable(finding.hazard),
    shortDescription: message(finding.title),
    fullDescription: message(finding.explain === '' ? finding.message : finding.explain),
    // Escaped brackets would break a command that somebody pastes.
    help: { text: findingLines(finding, false).map(escaped).join('\n') },
    defaultConfiguration: { level: LEVELS[finding.severity] },
    properties: { tags: [finding.category, finding.component].map(printable) },
  };
}

const VERDICT_RULE = {
  id: 'holdshort-verdict',
  shortDescription: { text: 'The upgrade is not cleared' },
  fullDescription: {
    text: 'A result of its own, since one that could not be decided has no level in SARIF and many viewers do not show it.',
  },
  defaultConfiguration: { level: 'error' },
} as const;

function resultOf(finding: Finding, ruleIndex: number) {
  const { outcome, severity, waived, evidence, id, hazard, confidence } = finding;
  return {
    ruleId: printable(hazard),
    ruleIndex,
    // "open" is SARIF's word for what could not be decided (3.27.9), and such a result has the level "none" (3.27.10).
    ...(outcome === 'unknown' ? { kind: 'open', level: 'none' } : { kind: 'fail', level: LEVELS[severity] }),
    message: message(`${finding.title}. ${findingSentence(finding)}`),
    locations: evidence.length === 0 ? [place(undefined)] : evidence.map(place),
    partialFingerprints: { 'findingId/v1': printable(id) },
    ...(waived === undefined
      ? {}
      : {
          suppressions: [
            { kind: 'external', status: 'accepted', justification: oneLine(waivedText(waived)) },
          ],
        }),
    properties: { severity, outcome, confidence },
  };
}

function verdictResults({ verdict, reason }: Assessment, ruleIndex: number) {
  if (verdict === 'GO') return [];
  return [
    {
      ruleId: VERDICT_RULE.id,
      ruleIndex,
      kind: 'fail',
      level: VERDICT_LEVELS[verdict],
      message: message(`${verdict}: ${reason}`),
      locations: [place(undefined)],
      partialFingerprints: { 'findingId/v1': VERDICT_RULE.id },
    },
  ];
}

function notifications(assessment: Assessment) {
  return [
    ...openPoints(assessment).map(({ id, text, mayHideBlocker }) => ({
      descriptor: { id },
      level: mayHideBlocker ? 'warning' : 'note',
      message: message(text),
    })),
    ...assessment.waiverRemarks.map((remark) => ({
      descriptor: { id: `waiver/${remark.state}` },
      level: 'warning',
      message: message(remarkText(remark)),
    })),
  ];
}

/** Where it was seen; what no one object stands for lies at the cluster. */
function place(evidence: Evidence | undefined) {
  const object = evidence?.object;
  const parts =
    object === undefined ? [] : [object.namespace ?? '_', object.kind, object.name].map(printable);
  const uri = [OBJECTS, ...parts.map(encodeURIComponent)].join('/');
  return {
    physicalLocation: { artifactLocation: { uri } },
    ...(object === undefined
      ? {}
      : {
          logicalLocations: [
            { name: printable(object.name), fullyQualifiedName: parts.join('/'), kind: 'resource' },
          ],
        }),
  };
}

function message(text: string) {
  return { text: escaped(oneLine(text)) };
}

/** In a message, brackets make links and numbers in braces stand for arguments (3.11.5 and 3.11.6). */
function escaped(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&').replace(/\{(\d+)\}/g, '{{$1}}');
}
