/** The text format of Prometheus, as node_exporter's textfile collector reads it. */
import type { Assessment, Verdict } from '../assessment/assessment.ts';
import { SEVERITIES } from '../assessment/finding.ts';
import { printable } from './plain-text.ts';
import { openQuestions } from './summary.ts';

type Labels = Readonly<Record<string, string>>;

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly (readonly [Labels, number])[];
}

const VERDICTS: readonly Verdict[] = ['GO', 'NO-GO', 'UNDETERMINED'];
const OUTCOMES = ['hit', 'unknown'] as const;
const REMARKS = ['expired', 'unused', 'outdated', 'partial', 'too-wide', 'not-acknowledged'] as const;

/** Draws the report as gauges. Those that count are always there, also at zero, so that an alert can tell nothing from no run. */
export function renderPrometheus(assessment: Assessment): string {
  const { cluster, from, to } = assessment;
  const common = { cluster: cluster.name, from, to };
  return metricsOf(assessment)
    .flatMap(({ name, help, samples }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} gauge`,
      ...seriesOf(name, common, samples),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function metricsOf(assessment: Assessment): readonly Metric[] {
  const { verdict, notChecked, waiverRemarks, findings } = assessment;
  const questions = openQuestions(assessment);
  return [
    {
      name: 'holdshort_verdict',
      help: 'One for the verdict, zero for the others.',
      samples: VERDICTS.map((one) => [{ verdict: one }, Number(one === verdict)]),
    },
    { name: 'holdshort_findings', help: 'Findings in the report.', samples: findingCounts(assessment) },
    {
      name: 'holdshort_finding_info',
      help: 'One for each finding.',
      samples: findings.map(({ id, hazard, severity, outcome, component, waived }) => [
        { id, hazard, severity, outcome, component, waived: String(waived !== undefined) },
        1,
      ]),
    },
    {
      name: 'holdshort_waiver_expiry_timestamp_seconds',
      help: 'End of the last day of the waiver of a finding.',
      samples: findings.flatMap(({ id, waived }) => {
        const end = waived === undefined ? Number.NaN : secondsOf(`${waived.expires}T23:59:59Z`);
        return Number.isNaN(end) ? [] : [[{ id }, end] as const];
      }),
    },
    {
      name: 'holdshort_questions',
      help: 'Questions that nobody has answered.',
      samples: SEVERITIES.map((severity) => [
        { severity },
        questions.filter((question) => question.severity === severity).length,
      ]),
    },
    {
      name: 'holdshort_not_checked',
      help: 'What was not looked at, by whether a blocker may hide there.',
      samples: [true, false].map((hides) => [
        { may_hide_blocker: String(hides) },
        notChecked.filter(({ mayHideBlocker }) => mayHideBlocker === hides).length,
      ]),
    },
    {
      name: 'holdshort_waiver_remarks',
      help: 'Waivers and answers without effect.',
      samples: REMARKS.map((state) => [
        { state },
        waiverRemarks.filter((remark) => remark.state === state).length,
      ]),
    },
    {
      name: 'holdshort_last_run_timestamp_seconds',
      help: 'When the report was made.',
      samples: [[{}, secondsOf(assessment.time)]],
    },
  ];
}

function findingCounts({ findings }: Assessment): Metric['samples'] {
  return SEVERITIES.flatMap((severity) =>
    OUTCOMES.flatMap((outcome) =>
      [false, true].map((waived) => {
        const count = findings.filter(
          (one) =>
            one.severity === severity && one.outcome === outcome && (one.waived !== undefined) === waived,
        ).length;
        return [{ severity, outcome, waived: String(waived) }, count] as const;
      }),
    ),
  );
}

/** The same series twice makes a collector refuse the whole file, so of two that print alike only the first is written. */
function seriesOf(name: string, common: Labels, samples: Metric['samples']): readonly string[] {
  const series = new Map<string, number>();
  for (const [labels, value] of samples) {
    const text = Object.entries({ ...common, ...labels })
      .map(([label, content]) => `${label}="${labelText(content)}"`)
      .join(',');
    if (!series.has(text)) series.set(text, value);
  }
  return [...series].map(([labels, value]) => `${name}{${labels}} ${value}`);
}

function labelText(text: string): string {
  return printable(text).replace(/[\\"]/g, '\\$&');
}

function secondsOf(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}
