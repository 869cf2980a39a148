/** A ClusterPolicyReport (wgpolicyk8s.io/v1alpha2), or a ClusterReport (openreports.io/v1alpha1), as policy dashboards read them. */
import { dump } from 'js-yaml';
import type { Assessment, Verdict } from '../assessment/assessment.ts';
import type { Finding, Severity } from '../assessment/finding.ts';
import { POLICY_REPORT_NAME, type PolicyReportApi, WG_POLICY } from '../facts/policy-report-api.ts';
import { findingSentence } from './finding-text.ts';
import { openPoints } from './open-points.ts';
import { oneLine, printable } from './plain-text.ts';

const RESULTS = ['pass', 'fail', 'warn', 'error', 'skip'] as const;
type Result = (typeof RESULTS)[number];

const SEVERITY: Readonly<Record<Severity, string>> = {
  blocker: 'critical',
  disruptive: 'high',
  caution: 'medium',
  info: 'info',
};

const VERDICT_RESULTS: Readonly<Record<Verdict, Result>> = {
  GO: 'pass',
  'NO-GO': 'fail',
  UNDETERMINED: 'error',
};

/** Draws the report as the YAML of a ClusterPolicyReport. */
export function renderPolicyReport(assessment: Assessment): string {
  return dump(policyReport(assessment, WG_POLICY), { noRefs: true, lineWidth: -1 });
}

/** The report as an object of one of the APIs of reports. */
export function policyReport(assessment: Assessment, { group, version, kind }: PolicyReportApi) {
  const seconds = Math.floor(Date.parse(assessment.time) / 1000);
  const results = [
    verdictResult(assessment),
    ...assessment.findings.map(findingResult),
    ...openPoints(assessment).map(({ id, text, mayHideBlocker }) => ({
      policy: 'holdshort',
      rule: id,
      category: 'open',
      severity: mayHideBlocker ? 'critical' : 'low',
      result: (mayHideBlocker ? 'error' : 'warn') satisfies Result,
      message: text,
    })),
  ].map((result) => ({ source: 'holdshort', scored: true, timestamp: { seconds, nanos: 0 }, ...result }));
  return {
    apiVersion: `${group}/${version}`,
    kind,
    metadata: { name: POLICY_REPORT_NAME, labels: { 'app.kubernetes.io/managed-by': 'holdshort' } },
    summary: Object.fromEntries(
      RESULTS.map((name) => [name, results.filter(({ result }) => result === name).length]),
    ),
    results,
  };
}

function verdictResult({ verdict, reason, from, to, cluster }: Assessment) {
  return {
    policy: 'holdshort',
    rule: 'verdict',
    category: 'verdict',
    severity: 'critical',
    result: VERDICT_RESULTS[verdict],
    message: oneLine(`${verdict}: ${reason}`),
    properties: { from, to, digest: printable(cluster.digest) },
  };
}

function findingResult(finding: Finding) {
  const { hazard, id, category, severity, evidence, outcome, confidence } = finding;
  const resources = evidence.flatMap(({ object }) =>
    object === undefined
      ? []
      : [
          {
            kind: printable(object.kind),
            ...(object.namespace === undefined ? {} : { namespace: printable(object.namespace) }),
            name: printable(object.name),
          },
        ],
  );
  return {
    policy: printable(hazard),
    rule: printable(id),
    category: printable(category),
    severity: SEVERITY[severity],
    result: resultOf(finding),
    message: oneLine(`${finding.title}. ${findingSentence(finding)}`),
    ...(resources.length === 0 ? {} : { resources }),
    properties: { outcome, confidence },
  };
}

function resultOf({ waived, outcome, severity }: Finding): Result {
  if (waived !== undefined) return 'skip';
  const isGrave = severity === 'blocker' || severity === 'disruptive';
  if (outcome === 'unknown') return isGrave ? 'error' : 'warn';
  return isGrave ? 'fail' : 'warn';
}
