import type { Finding, HopName, Source, StoppedWrite } from '../../assessment/finding.ts';
import { groupBy, uniqueBy } from '../../collections.ts';
import { resourceKey } from '../../facts/cluster-facts.ts';
import { worstOf } from '../../severity.ts';
import { hopName } from '../../upgrade/hop-name.ts';
import { familyOf } from '../control-plane-write/family-of.ts';
import { type Guard, kubectlName } from '../control-plane-write/guard.ts';
import type { RemedyOptions } from '../control-plane-write/remedy.ts';
import { actorRescue } from './actor-rescue.ts';
import type { MetWrite } from './examine-actor-writes.ts';

type Outcome = MetWrite['consequence']['outcome'];

/** One finding for each family of actors, configuration and outcome. */
export function actorFindings(
  met: readonly MetWrite[],
  findRemedy: RemedyOptions['findRemedy'],
): readonly Finding[] {
  const causes = groupBy(met, ({ consequence, webhook, planned }) =>
    JSON.stringify([familyOf(planned.actor), consequence.outcome, webhook.type, webhook.configuration]),
  );
  const guards = guardsOf(met);
  return [...causes.values()].map((cause) => {
    const guard = guards.get(guardKey((cause[0] as MetWrite).webhook)) as Guard;
    const isShared = [...guards.values()].some(
      ({ kind, name }) => name === guard.name && kind !== guard.kind,
    );
    return findingOf(cause, guard, isShared, findRemedy);
  });
}

/** Whatever meets writes in a configuration is to be mended with it. */
function guardsOf(met: readonly MetWrite[]): ReadonlyMap<string, Guard> {
  const webhooks = new Map<string, Set<MetWrite['webhook']>>();
  for (const { webhook } of met) {
    const key = guardKey(webhook);
    webhooks.set(key, (webhooks.get(key) ?? new Set()).add(webhook));
  }
  return new Map(
    [...webhooks].map(([key, own]) => {
      const [first] = [...own] as [MetWrite['webhook']];
      const indexes = [...own].map(({ index }) => index);
      const kind = `${first.type}WebhookConfiguration` as const;
      return [key, { kind, name: first.configuration, webhooks: indexes, bindings: [] }];
    }),
  );
}

function guardKey({ type, configuration }: MetWrite['webhook']): string {
  return `${type}/${configuration}`;
}

function findingOf(
  cause: readonly MetWrite[],
  guard: Guard,
  /** Whether a configuration of the other type has the same name. */
  isShared: boolean,
  findRemedy: RemedyOptions['findRemedy'],
): Finding {
  const first = cause[0] as MetWrite;
  const severity = worstOf(cause.map(({ consequence }) => consequence.severity));
  const gravest = cause.filter(({ consequence }) => consequence.severity === severity);
  const { outcome } = first.consequence;
  const { configuration, type } = first.webhook;
  const hazard = `${familyOf(first.planned.actor)}-${outcome}`;
  const remedy = findRemedy(guard, cause);
  const effects = uniqueBy(
    gravest.map(({ planned }) => planned.effect),
    ({ says }) => says,
  );
  const hops = uniqueBy(
    cause.map(({ hop }) => hopName(hop)),
    ({ from, to }) => `${from} ${to}`,
  );
  return {
    id: `${hazard}/${isShared ? `${kubectlName(guard)}/` : ''}${configuration}`,
    hazard,
    outcome: outcome === 'unknown' ? 'unknown' : 'hit',
    severity,
    confidence: 'confirmed',
    category: 'control-plane-write',
    component: gravest[0]?.planned.actor ?? first.planned.actor,
    title: titleOf(outcome, gravest),
    message: messageOf(outcome, gravest),
    hop: hops[0] as HopName,
    hops,
    evidence: uniqueBy(cause, ({ webhook }) => webhook.name).map(({ webhook }) => ({
      object: { kind: `${type}WebhookConfiguration`, name: configuration },
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
    explain: [...effects.map(({ explain }) => explain), ...remedy.explain].join('\n\n'),
    remediate: remedy.steps,
    proof: remedy.proof,
    rescue: severity === 'blocker' ? actorRescue(cause) : [],
    sources: uniqueBy<Source>(
      effects.flatMap(({ sources }) => sources),
      ({ url }) => url,
    ),
    writes: writesOf(cause),
    stoppedBy: uniqueBy(cause, ({ webhook }) => webhook.name).map(({ webhook, backendName }) => ({
      type: webhook.type === 'Mutating' ? 'mutating webhook' : 'validating webhook',
      name: webhook.name,
      configuration,
      backend: backendName,
      inCluster: webhook.clientConfig.service !== undefined,
    })),
  };
}

function titleOf(outcome: Outcome, gravest: readonly MetWrite[]): string {
  const { planned, webhook } = gravest[0] as MetWrite;
  const actors = listed(
    uniqueBy(
      gravest.map((one) => one.planned.actor),
      (actor) => actor,
    ),
  );
  const who = `webhook ${webhook.name}`;
  switch (outcome) {
    case 'denied':
      return `${who} refuses writes of ${actors}: ${planned.effect.says}`;
    case 'delayed':
      return `${who} delays writes of ${actors}: ${planned.effect.says}`;
    case 'at-risk':
      return `Writes of ${actors} hang on ${who}`;
    case 'unknown':
      return `Whether ${who} refuses writes of ${actors} cannot be told`;
  }
}

function messageOf(outcome: Outcome, gravest: readonly MetWrite[]): string {
  const first = gravest[0] as MetWrite;
  const resources = listed(
    uniqueBy(
      gravest.map(({ planned }) => resourceText(planned.write)),
      (text) => text,
    ).slice(0, 6),
  );
  const isCalled = outcome === 'unknown' ? 'may be called' : 'is called';
  return `${first.webhook.name} ${isCalled} when ${first.planned.actor} writes ${resources}: ${first.consequence.because}.`;
}

function writesOf(cause: readonly MetWrite[]): readonly StoppedWrite[] {
  const rows = new Map<string, StoppedWrite & { names: string[] }>();
  for (const { planned, hop, webhook, consequence } of cause) {
    const { write, request, effect, actor, name } = planned;
    const key = JSON.stringify([actor, write.id, request.operation, webhook.name, hopName(hop)]);
    const row = rows.get(key);
    if (row !== undefined) {
      row.names.push(name);
      continue;
    }
    rows.set(key, {
      actor,
      user: request.userInfo.username ?? '',
      operation: request.operation,
      resource: resourceText(write),
      kind: write.kind,
      ...(write.namespace === undefined ? {} : { namespace: write.namespace }),
      names: [name],
      webhook: webhook.name,
      outcome: consequence.outcome,
      because: consequence.because,
      ifDenied: effect.says,
      hop: hopName(hop),
    });
  }
  return [...rows.values()];
}

function resourceText({ group, resource, subresource }: MetWrite['planned']['write']): string {
  return resourceKey(group, resource) + (subresource === undefined ? '' : `/${subresource}`);
}

function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
