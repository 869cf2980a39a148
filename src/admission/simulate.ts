import type { Minor } from '../upgrade/version.ts';
import type { Chain } from './chain.ts';
import { type EvaluateCondition, evaluateConditions } from './conditions.ts';
import type { Equivalent } from './equivalence.ts';
import { exemptFromWebhooks } from './exemptions.ts';
import { matchCriteria, type Step } from './match.ts';
import type { AdmissionRequest } from './request.ts';
import type { Webhook } from './webhook.ts';

/** What the API server does with a webhook for one request. */
export type Dispatch =
  | { readonly webhook: Webhook; readonly does: 'call'; readonly as: Equivalent }
  | { readonly webhook: Webhook; readonly does: 'skip'; readonly step: Step; readonly because: string }
  /** A matchCondition failed under `failurePolicy: Fail`: the request is refused without a call. */
  | { readonly webhook: Webhook; readonly does: 'refuse'; readonly as: Equivalent; readonly because: string }
  | { readonly webhook: Webhook; readonly does: 'unknown'; readonly because: string };

/** Everything simulation needs beside the chain. */
export interface SimulationOptions {
  readonly evaluate: EvaluateCondition;
  /** Minor of the API server that handles the request. */
  readonly server: Minor | undefined;
}

/**
 * Says for every webhook of the chain whether kube-apiserver would call it for this very request.
 * It does not say what the webhook would answer; that is for `consequence.ts`.
 */
export function simulate(
  request: AdmissionRequest,
  chain: Chain,
  options: SimulationOptions,
): readonly Dispatch[] {
  const exempt = exemptFromWebhooks(request, options.server);
  return chain.webhooks.map((webhook) =>
    exempt === undefined
      ? dispatch(webhook, request, chain, options)
      : { webhook, does: 'skip', step: 'exempt', because: exempt },
  );
}

function dispatch(
  webhook: Webhook,
  request: AdmissionRequest,
  chain: Chain,
  options: SimulationOptions,
): Dispatch {
  const match = matchCriteria(webhook, request, chain.world);
  if (match.applies === 'no') return { webhook, does: 'skip', step: match.step, because: match.because };
  if (match.applies === 'unknown') return { webhook, does: 'unknown', because: match.because };
  const conditions = evaluateConditions(webhook.matchConditions, webhook.failurePolicy, (expression) =>
    options.evaluate(expression, request, match.as.kind),
  );
  switch (conditions.met) {
    case 'yes':
      return { webhook, does: 'call', as: match.as };
    case 'no':
      return { webhook, does: 'skip', step: 'matchConditions', because: conditions.because };
    case 'refused':
      return { webhook, does: 'refuse', as: match.as, because: conditions.because };
    case 'unknown':
      return { webhook, does: 'unknown', because: conditions.because };
  }
}
