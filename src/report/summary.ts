import type { Assessment, Question } from '../assessment/assessment.ts';
import { type Finding, SEVERITIES, type Severity } from '../assessment/finding.ts';
import type { AssumedObject } from '../facts/assume-objects.ts';
import { countText, hopText, listText, rangesText } from './wording.ts';

const NOUNS: Readonly<
  Record<Severity, { readonly hit: string; readonly unknown: string; readonly mass: boolean }>
> = {
  blocker: { hit: 'blocker', unknown: 'possible blocker', mass: false },
  disruptive: { hit: 'disruptive', unknown: 'possibly disruptive', mass: true },
  caution: { hit: 'caution', unknown: 'possible caution', mass: false },
  info: { hit: 'info', unknown: 'possible info', mass: true },
};

/** `1.32.9 → 1.33.13 → 1.34.11`. */
export function pathText({ path, from, to }: Assessment): string {
  const first = path[0];
  return first === undefined ? `${from} → ${to}` : [first.from, ...path.map((hop) => hop.to)].join(' → ');
}

/** `Talos 1.11.5, one control plane`. */
export function installText({ cluster }: Assessment): string {
  const distribution = cluster.distribution === 'unknown' ? 'distribution not known' : cluster.distribution;
  return `${distribution}, ${cluster.topology}`;
}

/** Which tool and which knowledge made the report, as clauses. */
export function toolClauses({ tool, knowledge }: Assessment): readonly string[] {
  const packs = knowledge.packs.map(({ name, version }) => ` + ${name} ${version}`).join('');
  return [
    `${tool.name} ${tool.version}`,
    `knowledge ${knowledge.version}${packs}, knows Kubernetes up to ${knowledge.horizon}`,
  ];
}

/** How many findings, questions and gaps there are, as clauses. */
export function countClauses(assessment: Assessment): readonly string[] {
  const { findings, notChecked } = assessment;
  const questions = openQuestions(assessment);
  const waived = findings.filter(isWaived).length;
  return [
    findingsClause(findings.filter((finding) => !isWaived(finding))),
    ...(waived === 0 ? [] : [`${waived} waived`]),
    ...(questions.length === 0 ? [] : [`${countText(questions.length, 'question')} for you`]),
    notChecked.length === 0 ? 'everything was checked' : `${notChecked.length} not checked`,
  ];
}

/** The questions that nobody has answered. */
export function openQuestions({ questions }: Assessment): readonly Question[] {
  return questions.filter(({ answer }) => answer === undefined);
}

/** Where the facts come from, as a clause. */
export function originText({ cluster, backends, assumed = [] }: Assessment): string {
  const taken = cluster.collectedAt === undefined ? '' : ` at ${timeText(cluster.collectedAt)}`;
  const origin = {
    cluster: `read from the cluster${taken}`,
    files: 'read from files; what they do not hold is not known',
  }[cluster.origin];
  const backendsText = backends === 'observed' ? '' : `, assuming that webhook backends are ${backends}`;
  return origin + backendsText + appliedText(assumed);
}

/** Objects taken as applied, and fields of one, that are named before it is only said how many more there are. */
const MOST_OBJECTS = 5;
const MOST_FIELDS = 3;

function appliedText(assumed: readonly AssumedObject[]): string {
  if (assumed.length === 0) return '';
  const shown = assumed.slice(0, MOST_OBJECTS).map(assumedText).join('; ');
  const more = assumed.length - MOST_OBJECTS;
  return `, as if these were applied: ${shown}${more > 0 ? `; and ${more} more` : ''}`;
}

/** `ValidatingWebhookConfiguration kyverno (webhooks[0].matchConditions)`. */
function assumedText({ change, kind, namespace, name, fields }: AssumedObject): string {
  const subject = `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
  if (change !== 'replaced') return `${subject} (${change === 'added' ? 'new' : 'as it is'})`;
  const shown = fields.slice(0, MOST_FIELDS).join(', ');
  const more = fields.length > MOST_FIELDS ? ` and ${fields.length - MOST_FIELDS} more fields` : '';
  return `${subject} (${shown}${more})`;
}

/** `2026-11-22 08:30 UTC`. */
export function timeText(time: string): string {
  const minute = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(time);
  return minute === null ? time : `${minute[1]} ${minute[2]} UTC`;
}

/** What still stands between the cluster and GO, as clauses; empty for a GO. */
export function goNeeds(assessment: Assessment): readonly string[] {
  const { findings, notChecked, verdict } = assessment;
  if (verdict === 'GO') return [];
  const numbers = (outcome: Finding['outcome']) =>
    findings.flatMap((finding, index) =>
      finding.severity === 'blocker' && finding.outcome === outcome && !isWaived(finding) ? [index + 1] : [],
    );
  const [mend, settle] = [numbers('hit'), numbers('unknown')];
  const ask = openQuestions(assessment)
    .filter((question) => question.severity === 'blocker')
    .map(({ hazard }) => hazard);
  const read = notChecked.filter((item) => item.mayHideBlocker).map((item) => item.what);
  return [
    ...(mend.length === 0 ? [] : [`${rangesText(mend)} mended`]),
    ...(settle.length === 0 ? [] : [`${rangesText(settle)} settled`]),
    ...(ask.length === 0 ? [] : [`an answer to ${listText(ask)}`]),
    ...(read.length === 0 ? [] : [`these checked: ${read.join('; ')}`]),
  ];
}

/** One line of a plan for each hop: what is met there. */
export function hopPlan({
  path,
  findings,
}: Assessment): readonly { hop: string; meets: readonly number[] }[] {
  return path.map((hop) => ({
    hop: hopText(hop),
    meets: findings.flatMap((finding, index) =>
      finding.hops.some((met) => met.from === hop.from && met.to === hop.to) ? [index + 1] : [],
    ),
  }));
}

function isWaived({ waived }: Finding): boolean {
  return waived !== undefined;
}

function findingsClause(findings: readonly Finding[]): string {
  const counts = SEVERITIES.flatMap((severity) =>
    (['hit', 'unknown'] as const).flatMap((outcome) => {
      const count = findings.filter((one) => one.severity === severity && one.outcome === outcome).length;
      const { [outcome]: noun, mass } = NOUNS[severity];
      return count === 0 ? [] : [mass ? `${count} ${noun}` : countText(count, noun)];
    }),
  );
  const grave = findings.some(({ severity }) => severity === 'blocker' || severity === 'disruptive');
  return [...(grave ? [] : ['no blocker', 'nothing disruptive']), ...counts].join(', ');
}
