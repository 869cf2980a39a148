import { compareMinors, type Minor } from '../upgrade/version.ts';
import type { Chain } from './chain.ts';
import { type ConditionsOutcome, type ConditionValue, evaluateConditions } from './conditions.ts';
import type { Equivalent } from './equivalence.ts';
import { exemptFromWebhooks } from './exemptions.ts';
import { expressionsFor } from './expressions.ts';
import { whileMutating, whileValidating } from './in-phase.ts';
import { matchCriteria, type Step } from './match.ts';
import type { AdmissionRequest } from './request.ts';
import { type SimulationOptions, simulatePolicies } from './simulate-policies.ts';
import type { Webhook } from './webhook.ts';

export type { SimulationOptions };

/** What the API server does with a webhook for one request. */
export type Dispatch =
  | { readonly webhook: Webhook; readonly does: 'call'; readonly as: Equivalent }
  | { readonly webhook: Webhook; readonly does: 'skip'; readonly step: Step; readonly because: string }
  /** A matchCondition failed under `failurePolicy: Fail`: the request is refused without a call. */
  | { readonly webhook: Webhook; readonly does: 'refuse'; readonly as: Equivalent; readonly because: string }
  | { readonly webhook: Webhook; readonly does: 'unknown'; readonly because: string };

/** Prepares the simulation of a chain on a server of this minor; to be kept for as many requests as there are. */
export function simulationOn(chain: Chain, server: Minor | undefined): SimulationOptions {
  return { server, expressions: expressionsFor(server, chain.convert) };
}

/**
 * Says for every webhook of the chain whether kube-apiserver would call it for this very request.
 * It does not say what the webhook would answer; that is for `consequence.ts`. Mutating policies come before all webhooks
 * (Kubernetes 1.36, `pkg/kubeapiserver/options/plugins.go`), and what they may have changed is not known to them.
 */
export function simulate(
  request: AdmissionRequest,
  chain: Chain,
  options: SimulationOptions,
): readonly Dispatch[] {
  const exempt = exemptFromWebhooks(request, options.server);
  const isMutated = chain.policies.some(({ type }) => type === 'Mutating');
  const left = isMutated ? simulatePolicies(request, chain, options).mutated : request;
  const seen = { Mutating: whileMutating(left, options.server), Validating: whileValidating(left) };
  return chain.webhooks.map((webhook) =>
    exempt === undefined
      ? dispatch(webhook, seen[webhook.type], chain, options)
      : { webhook, does: 'skip', step: 'exempt', because: exempt },
  );
}

function dispatch(
  webhook: Webhook,
  request: AdmissionRequest,
  chain: Chain,
  { expressions, server }: SimulationOptions,
): Dispatch {
  const match = matchCriteria(webhook, request, chain.world);
  if (match.applies === 'no') return { webhook, does: 'skip', step: match.step, because: match.because };
  const subject = { request, as: match.as };
  const conditions = servedConditions(webhook, server, (expression) =>
    expressions.webhookCondition(expression, subject),
  );
  if (conditions.met === 'no') {
    return { webhook, does: 'skip', step: 'matchConditions', because: conditions.because };
  }
  return match.applies === 'yes'
    ? outcomeOf(webhook, match.as, conditions)
    : { webhook, does: 'unknown', because: match.because };
}

/** matchConditions came in 1.27 behind a gate that was off, and are on since 1.28 (gate AdmissionWebhookMatchConditions). */
function servedConditions(
  { matchConditions, failurePolicy }: Webhook,
  server: Minor | undefined,
  evaluate: (expression: string) => ConditionValue,
): ConditionsOutcome {
  const isServed = server === undefined || compareMinors(server, '1.28') >= 0;
  if (isServed || matchConditions.length === 0)
    return evaluateConditions(matchConditions, failurePolicy, evaluate);
  if (compareMinors(server, '1.27') < 0) return { met: 'yes' };
  return {
    met: 'unknown',
    because: 'Kubernetes 1.27 evaluates matchConditions only where its feature gate was turned on',
  };
}

function outcomeOf(
  webhook: Webhook,
  as: Equivalent,
  conditions: Exclude<ConditionsOutcome, { met: 'no' }>,
): Dispatch {
  switch (conditions.met) {
    case 'yes':
      return { webhook, does: 'call', as };
    case 'refused':
      return { webhook, does: 'refuse', as, because: conditions.because };
    case 'unknown':
      return { webhook, does: 'unknown', because: conditions.because };
  }
}
