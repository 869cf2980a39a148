import type { Chain } from './chain.ts';
import type { AdmissionRequest } from './request.ts';
import { type Dispatch, simulate } from './simulate.ts';
import { type PolicyOutcome, type SimulationOptions, simulatePolicies } from './simulate-policies.ts';

/** What becomes of one request in the whole chain, as far as it can be told without asking a webhook. */
export interface Play {
  readonly webhooks: readonly Dispatch[];
  readonly policies: readonly PolicyOutcome[];
  /** `at-risk`: webhooks are asked and may say no, or a mutation is tried that refuses the request where it fails. */
  readonly outcome: 'admitted' | 'denied' | 'at-risk' | 'unknown';
}

/**
 * Plays a request through policies and webhooks in the API server's order: a request that is refused goes no further. Validating webhooks
 * are asked together, so that an error in the conditions of one keeps all of them from being asked (Kubernetes 1.37, apiserver
 * `webhook/mutating/dispatcher.go` and `webhook/validating/dispatcher.go`).
 */
export function playRequest(request: AdmissionRequest, chain: Chain, options: SimulationOptions): Play {
  const { outcomes } = simulatePolicies(request, chain, options);
  const dispatches = simulate(request, chain, options);
  const ofType = (type: 'Mutating' | 'Validating') => ({
    policies: outcomes.filter(({ policy }) => policy.type === type),
    webhooks: dispatches.filter(({ webhook }) => webhook.type === type),
  });
  const mutating = ofType('Mutating');
  const validating = ofType('Validating');
  const byPolicy = refusalOf(mutating.policies);
  const mutatingWebhooks = untilRefused(mutating.webhooks, byPolicy);
  const byMutating = byPolicy ?? refusalOf(mutatingWebhooks);
  const validatingPolicies = byMutating === undefined ? validating.policies : [];
  const before = byMutating ?? refusalOf(validatingPolicies);
  const atOnce = before ?? refusalOf(validating.webhooks);
  const validatingWebhooks = validating.webhooks.map((one) =>
    skipAfter(one, one.does === 'refuse' ? before : atOnce),
  );
  const webhooks = [...mutatingWebhooks, ...validatingWebhooks];
  const policies = [...mutating.policies, ...validatingPolicies];
  return { webhooks, policies, outcome: outcomeOf(webhooks, policies, chain.mayBeMore) };
}

/** Mutating webhooks are asked one after another. */
function untilRefused(dispatches: readonly Dispatch[], before: string | undefined): readonly Dispatch[] {
  let refused = before;
  return dispatches.map((dispatch) => {
    const seen = skipAfter(dispatch, refused);
    refused ??= refusalOf([dispatch]);
    return seen;
  });
}

function skipAfter(dispatch: Dispatch, refused: string | undefined): Dispatch {
  if (refused === undefined || dispatch.does === 'skip') return dispatch;
  const { webhook } = dispatch;
  return { webhook, does: 'skip', step: 'refused-before', because: `${refused} refuses the request before` };
}

function refusalOf(steps: readonly (Dispatch | PolicyOutcome)[]): string | undefined {
  for (const step of steps) {
    if ('policy' in step && step.does === 'deny') return `policy ${step.policy.name}`;
    if ('webhook' in step && step.does === 'refuse')
      return `a matchCondition of webhook ${step.webhook.name}`;
  }
  return undefined;
}

function outcomeOf(
  webhooks: readonly Dispatch[],
  policies: readonly PolicyOutcome[],
  mayBeMore: Chain['mayBeMore'],
): Play['outcome'] {
  if (refusalOf([...webhooks, ...policies]) !== undefined) return 'denied';
  const isUnknown =
    mayBeMore.length > 0 ||
    webhooks.some(({ does }) => does === 'unknown') ||
    policies.some((one) => one.does === 'unknown' && one.mayRefuse);
  if (isUnknown) return 'unknown';
  const mayFail = policies.some((one) => one.does === 'mutate' && one.policy.failurePolicy === 'Fail');
  return mayFail || webhooks.some(({ does }) => does === 'call') ? 'at-risk' : 'admitted';
}
