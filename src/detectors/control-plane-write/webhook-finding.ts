import type { Webhook } from '../../admission/webhook.ts';
import type { Finding, HopName, StoppedWrite } from '../../assessment/finding.ts';
import { groupBy, uniqueBy } from '../../collections.ts';
import { resourceKey } from '../../facts/cluster-facts.ts';
import { worstOf } from '../../severity.ts';
import { hopName } from '../../upgrade/hop-name.ts';
import type { Hop } from '../../upgrade/path.ts';
import { type Guard, kubectlName } from './guard.ts';
import type { PlannedWrite } from './planned-writes.ts';

/** A write that a webhook stands in the way of, and what comes of it. */
export interface MetByWebhook {
  readonly planned: PlannedWrite;
  readonly hop: Hop;
  readonly webhook: Webhook;
  readonly backend: { readonly name: string };
  readonly consequence: Pick<StoppedWrite, 'outcome' | 'because'> & Pick<Finding, 'severity'>;
}

/** What is one cause: the writes of all hops that one configuration meets in the same way, and that configuration. */
export interface Cause<T extends MetByWebhook> {
  readonly met: readonly T[];
  /** Those with the gravest consequence. */
  readonly gravest: readonly T[];
  readonly guard: Guard;
  /** Whether a configuration of the other type has the same name. */
  readonly isShared: boolean;
}

/** Groups writes by the configuration they meet, and by what else makes a cause. */
export function causesOf<T extends MetByWebhook>(
  met: readonly T[],
  kindOf: (one: T) => string,
): readonly Cause<T>[] {
  // Whatever meets writes in a configuration is mended with it: the webhook that fails open beside the one that fails closed, too.
  const guards = new Map([...groupBy(met, guardKey)].map(([key, own]) => [key, guardOf(own)]));
  return [...groupBy(met, (one) => `${kindOf(one)}/${guardKey(one)}`).values()].map((cause) => {
    const guard = guards.get(guardKey(cause[0] as T)) as Guard;
    const severity = worstOf(cause.map(({ consequence }) => consequence.severity));
    return {
      met: cause,
      gravest: cause.filter(({ consequence }) => consequence.severity === severity),
      guard,
      isShared: [...guards.values()].some(({ kind, name }) => name === guard.name && kind !== guard.kind),
    };
  });
}

/** What a finding about a cause says in any case, whoever writes. */
export function webhookFinding<T extends MetByWebhook>(
  { met, gravest, guard, isShared }: Cause<T>,
  hazard: string,
) {
  const { planned, consequence } = gravest[0] as T;
  const webhooks = webhooksOf(met);
  const hops = uniqueBy(
    met.map(({ hop }) => hopName(hop)),
    ({ from, to }) => `${from} ${to}`,
  );
  return {
    id: `${hazard}/${isShared ? `${kubectlName(guard)}/` : ''}${guard.name}`,
    hazard,
    outcome: consequence.outcome === 'unknown' ? 'unknown' : 'hit',
    severity: consequence.severity,
    category: 'control-plane-write',
    component: planned.actor,
    hop: hops[0] as HopName,
    hops,
    evidence: webhooks.map((webhook) => ({
      object: { kind: guard.kind, name: guard.name },
      values: {
        webhook: webhook.name,
        failurePolicy: webhook.failurePolicy,
        timeoutSeconds: String(webhook.timeoutSeconds),
      },
    })),
    because: uniqueBy(
      gravest.map((one) => one.consequence.because),
      (text) => text,
    ),
    writes: writesOf(met),
    stoppedBy: uniqueBy(met, ({ webhook }) => String(webhook.index)).map(({ webhook, backend }) => ({
      type: webhook.type === 'Mutating' ? 'mutating webhook' : 'validating webhook',
      name: webhook.name,
      configuration: webhook.configuration,
      backend: backend.name,
      inCluster: webhook.clientConfig.service !== undefined,
    })),
  } satisfies Partial<Finding>;
}

/** What the gravest of a cause lead to, each once. */
export function effectsOf<T extends MetByWebhook>({ gravest }: Cause<T>) {
  return uniqueBy(
    gravest.map(({ planned }) => planned.effect),
    ({ says }) => says,
  );
}

/** The webhooks of some writes, each once. */
export function webhooksOf(met: readonly MetByWebhook[]): readonly Webhook[] {
  return uniqueBy(
    met.map(({ webhook }) => webhook),
    ({ index }) => String(index),
  );
}

/** `deployments.apps/scale`. */
export function resourceText({ group, resource, subresource }: PlannedWrite['write']): string {
  return resourceKey(group, resource) + (subresource === undefined ? '' : `/${subresource}`);
}

function guardOf(own: readonly MetByWebhook[]): Guard {
  const { type, configuration } = (own[0] as MetByWebhook).webhook;
  return {
    kind: `${type}WebhookConfiguration`,
    name: configuration,
    webhooks: webhooksOf(own).map(({ index }) => index),
    bindings: [],
  };
}

function guardKey({ webhook }: MetByWebhook): string {
  return `${webhook.type}/${webhook.configuration}`;
}

/** One row for what differs in its names alone. */
function writesOf(met: readonly MetByWebhook[]): readonly StoppedWrite[] {
  const alike = groupBy(met, ({ planned, hop, webhook, consequence }) => {
    const { actor, write, request } = planned;
    return JSON.stringify([
      actor,
      write.id,
      request.operation,
      webhook.name,
      consequence.because,
      hopName(hop),
    ]);
  });
  return [...alike.values()].map((row) => {
    const { planned, hop, webhook, consequence } = row[0] as MetByWebhook;
    const { actor, request, write, effect } = planned;
    return {
      actor,
      user: request.userInfo.username ?? '',
      operation: request.operation,
      resource: resourceText(write),
      kind: write.kind,
      ...(write.namespace === undefined ? {} : { namespace: write.namespace }),
      names: row.map((one) => one.planned.name),
      webhook: webhook.name,
      outcome: consequence.outcome,
      because: consequence.because,
      ifDenied: effect.says,
      hop: hopName(hop),
    };
  });
}
