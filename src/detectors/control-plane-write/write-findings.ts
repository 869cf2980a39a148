import { isEmptySelector } from '../../admission/label-selector.ts';
import type { Finding, Severity, Source } from '../../assessment/finding.ts';
import { uniqueBy } from '../../collections.ts';
import type { RemedyOptions } from './remedy.ts';
import { rescueSteps } from './rescue-steps.ts';
import type { StoppedByWebhook } from './stopped-writes.ts';
import { type Cause, causesOf, effectsOf, webhookFinding, webhooksOf } from './webhook-finding.ts';

type Outcome = StoppedByWebhook['consequence']['outcome'];

/** One finding for each configuration and outcome: what it does to the writes of all hops is one cause. */
export function writeFindings(
  stopped: readonly StoppedByWebhook[],
  options: RemedyOptions,
): readonly Finding[] {
  return causesOf(stopped, ({ consequence }) => consequence.outcome)
    .filter(({ gravest }) => gravest[0]?.consequence.severity !== 'info')
    .map((cause) => findingOf(cause, options));
}

function findingOf(cause: Cause<StoppedByWebhook>, { distribution, findRemedy }: RemedyOptions): Finding {
  const { met, gravest, guard } = cause;
  const { outcome, severity } = (gravest[0] as StoppedByWebhook).consequence;
  const remedy = findRemedy(guard, met);
  const effects = effectsOf(cause);
  return {
    ...webhookFinding(cause, `control-plane-write-${outcome}`),
    confidence: effects.some(({ confidence }) => confidence === 'reproduced') ? 'reproduced' : 'confirmed',
    title: titleOf(outcome, severity, gravest),
    message: messageOf(outcome, gravest),
    explain: [...effects.map(({ explain }) => explain), ...selectorAdvice(met), ...remedy.explain].join(
      '\n\n',
    ),
    remediate: remedy.steps,
    proof: remedy.proof,
    rescue: severity === 'blocker' ? rescueSteps(guard, distribution) : [],
    sources: uniqueBy<Source>(
      [...effects.flatMap(({ sources }) => sources), ...EVIDENCE_OF_DENIALS],
      ({ url }) => url,
    ),
  };
}

const EVIDENCE_OF_DENIALS: readonly Source[] = [
  {
    type: 'issue',
    url: 'https://github.com/kubernetes/kubernetes/issues/137356',
    note: 'an engine that answered denied a kind it did not know yet',
  },
];

function titleOf(outcome: Outcome, severity: Severity, cause: readonly StoppedByWebhook[]): string {
  const first = cause[0] as StoppedByWebhook;
  const { actor } = first.planned;
  const webhook = `webhook ${first.webhook.name}`;
  if (outcome === 'at-risk') return `${actor}'s own writes pass through ${webhook}, which may deny them`;
  if (outcome === 'delayed') {
    return severity === 'blocker'
      ? `${actor} will not start: ${webhook} makes its own writes wait too long`
      : `${webhook} can delay ${actor}'s own writes`;
  }
  if (severity !== 'blocker') return `${webhook} stops writes of ${actor} that it can do without`;
  const effects = new Set(cause.map(({ planned }) => planned.effect.effect));
  const fate = effects.has('exits')
    ? 'will not start'
    : effects.has('never-ready')
      ? 'will not become ready'
      : 'will not get through the upgrade';
  return outcome === 'unknown'
    ? `${actor} may not come up: whether ${webhook} stops its own writes cannot be told`
    : `${actor} ${fate}: ${webhook} stops its own writes`;
}

function messageOf(outcome: Outcome, cause: readonly StoppedByWebhook[]): string {
  const names = webhooksOf(cause)
    .map(({ name }) => name)
    .join(' and ');
  const { actor } = (cause[0] as StoppedByWebhook).planned;
  const reason = (cause[0] as StoppedByWebhook).consequence.because;
  const called = `${names} is called for writes that the new ${actor} makes itself when it starts`;
  switch (outcome) {
    case 'denied':
      return `${called}, and they will be refused: ${reason}.`;
    case 'at-risk':
      return `${called}: ${reason}. failurePolicy does not help against an answer that says no.`;
    case 'delayed':
      return `${called}: ${reason}.`;
    case 'unknown':
      return `${names} may be called for writes that the new ${actor} makes itself when it starts: ${reason}.`;
  }
}

/** Most people's first idea does not work here, so it is said where it has been tried. */
function selectorAdvice(cause: readonly StoppedByWebhook[]): readonly string[] {
  const isClusterScoped = cause.some(({ planned }) => planned.write.namespace === undefined);
  const hasSelector = webhooksOf(cause).some((webhook) => !isEmptySelector(webhook.namespaceSelector));
  if (!isClusterScoped) return [];
  const advice = 'these objects are cluster-scoped, and a namespaceSelector never exempts those.';
  return [
    hasSelector
      ? `Excluding kube-system, or any namespace, in the namespaceSelector does not help: ${advice}`
      : `Excluding kube-system in a namespaceSelector would not help: ${advice}`,
  ];
}
