import { isEmptySelector } from '../../admission/label-selector.ts';
import type { Finding, HopName, Severity, Source, StoppedWrite, Stopper } from '../../assessment/finding.ts';
import { groupBy, uniqueBy } from '../../collections.ts';
import { resourceKey } from '../../facts/cluster-facts.ts';
import { worstOf } from '../../severity.ts';
import { hopName } from '../../upgrade/hop-name.ts';
import { type Guard, kubectlName } from './guard.ts';
import type { RemedyOptions } from './remedy.ts';
import { rescueSteps } from './rescue-steps.ts';
import type { StoppedByWebhook } from './stopped-writes.ts';

type Outcome = StoppedByWebhook['consequence']['outcome'];

/** One finding for each configuration and outcome: what it does to the writes of all hops is one cause. */
export function writeFindings(
  stopped: readonly StoppedByWebhook[],
  options: RemedyOptions,
): readonly Finding[] {
  const causes = groupBy(stopped, (one) => `${one.consequence.outcome}/${guardKey(one)}`);
  const guards = new Map([...groupBy(stopped, guardKey)].map(([key, own]) => [key, guardOf(own)]));
  return [...causes.values()].flatMap((cause) => {
    const severity = worstOf(cause.map(({ consequence }) => consequence.severity));
    const guard = guards.get(guardKey(cause[0] as StoppedByWebhook));
    if (severity === 'info' || guard === undefined) return [];
    const isShared = [...guards.values()].some(
      ({ kind, name }) => name === guard.name && kind !== guard.kind,
    );
    return [findingOf(cause, severity, guard, isShared, options)];
  });
}

function findingOf(
  cause: readonly StoppedByWebhook[],
  severity: Severity,
  guard: Guard,
  /** Whether a configuration of the other type has the same name. */
  isShared: boolean,
  { distribution, findRemedy }: RemedyOptions,
): Finding {
  const first = cause[0] as StoppedByWebhook;
  const { configuration } = first.webhook;
  const outcome = first.consequence.outcome;
  const hazard = `control-plane-write-${outcome}`;
  const remedy = findRemedy(guard, cause);
  const hops = uniqueBy(
    cause.map(({ hop }) => hopName(hop)),
    ({ from, to }) => `${from} ${to}`,
  );
  const gravest = cause.filter(({ consequence }) => consequence.severity === severity);
  const effects = uniqueBy(
    gravest.map(({ planned }) => planned.effect),
    ({ says }) => says,
  );
  return {
    id: `${hazard}/${isShared ? `${kubectlName(guard)}/` : ''}${configuration}`,
    hazard,
    outcome: outcome === 'unknown' ? 'unknown' : 'hit',
    severity,
    confidence: effects.some(({ confidence }) => confidence === 'reproduced') ? 'reproduced' : 'confirmed',
    category: 'control-plane-write',
    component: gravest[0]?.planned.actor ?? 'kube-apiserver',
    title: titleOf(outcome, severity, gravest),
    message: messageOf(outcome, gravest),
    hop: hops[0] as HopName,
    hops,
    evidence: webhooksOf(cause).map((webhook) => ({
      object: { kind: `${webhook.type}WebhookConfiguration`, name: configuration },
      values: {
        webhook: webhook.name,
        failurePolicy: webhook.failurePolicy,
        timeoutSeconds: String(webhook.timeoutSeconds),
      },
    })),
    because: uniqueBy(
      gravest.map(({ consequence }) => consequence.because),
      (text) => text,
    ),
    explain: [...effects.map(({ explain }) => explain), ...selectorAdvice(cause), ...remedy.explain].join(
      '\n\n',
    ),
    remediate: remedy.steps,
    proof: remedy.proof,
    rescue: severity === 'blocker' ? rescueSteps(guard, distribution) : [],
    sources: uniqueBy<Source>(
      [...effects.flatMap(({ sources }) => sources), ...EVIDENCE_OF_DENIALS],
      ({ url }) => url,
    ),
    writes: writesOf(cause),
    stoppedBy: stoppersOf(cause),
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

function writesOf(cause: readonly StoppedByWebhook[]): readonly StoppedWrite[] {
  const rows = new Map<string, { write: StoppedWrite; names: string[] }>();
  for (const { planned, hop, webhook, consequence } of cause) {
    const { write, request, effect, actor } = planned;
    const key = JSON.stringify([
      write.id,
      request.operation,
      webhook.name,
      consequence.because,
      hopName(hop),
    ]);
    const row = rows.get(key);
    if (row !== undefined) {
      row.names.push(planned.name);
      continue;
    }
    const names = [planned.name];
    rows.set(key, {
      names,
      write: {
        actor,
        user: request.userInfo.username ?? '',
        operation: request.operation,
        resource:
          resourceKey(write.group, write.resource) +
          (write.subresource === undefined ? '' : `/${write.subresource}`),
        kind: write.kind,
        ...(write.namespace === undefined ? {} : { namespace: write.namespace }),
        names,
        webhook: webhook.name,
        outcome: consequence.outcome,
        because: consequence.because,
        ifDenied: effect.says,
        hop: hopName(hop),
      },
    });
  }
  return [...rows.values()].map(({ write }) => write);
}

function stoppersOf(cause: readonly StoppedByWebhook[]): readonly Stopper[] {
  return uniqueBy(cause, ({ webhook }) => String(webhook.index)).map(({ webhook, backend }) => ({
    type: webhook.type === 'Mutating' ? 'mutating webhook' : 'validating webhook',
    name: webhook.name,
    configuration: webhook.configuration,
    backend: backend.name,
    inCluster: webhook.clientConfig.service !== undefined,
  }));
}

/** Whatever meets writes in a configuration is to be mended with it: the webhook that fails open beside the one that fails closed, too. */
function guardOf(own: readonly StoppedByWebhook[]): Guard {
  const { type, configuration } = (own[0] as StoppedByWebhook).webhook;
  return {
    kind: `${type}WebhookConfiguration`,
    name: configuration,
    webhooks: webhooksOf(own).map(({ index }) => index),
    bindings: [],
  };
}

function guardKey({ webhook }: StoppedByWebhook): string {
  return `${webhook.type}/${webhook.configuration}`;
}

function webhooksOf(cause: readonly StoppedByWebhook[]) {
  return uniqueBy(
    cause.map(({ webhook }) => webhook),
    ({ index }) => String(index),
  );
}
