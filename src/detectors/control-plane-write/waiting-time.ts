import type { Dispatch } from '../../admission/simulate.ts';
import type { Webhook } from '../../admission/webhook.ts';
import type { Effect } from '../../knowledge/shapes/writes.ts';
import type { PlannedWrite } from './planned-writes.ts';

/**
 * How many seconds the writes with the same effect wait for webhooks that time out and fail open: mutating webhooks are called one after
 * another, validating ones all at once (Kubernetes 1.36, apiserver `webhook/mutating/dispatcher.go` and `webhook/validating/dispatcher.go`).
 */
export function waitingTime(
  met: readonly { readonly planned: PlannedWrite; readonly dispatch: Dispatch }[],
  timesOut: (webhook: Webhook) => boolean,
): ReadonlyMap<Effect, number> {
  const waits = new Map<PlannedWrite, { mutating: number; validating: number }>();
  for (const { planned, dispatch } of met) {
    const { type, failurePolicy, timeoutSeconds } = dispatch.webhook;
    if (dispatch.does !== 'call' || failurePolicy !== 'Ignore' || !timesOut(dispatch.webhook)) continue;
    const wait = waits.get(planned) ?? { mutating: 0, validating: 0 };
    waits.set(
      planned,
      type === 'Mutating'
        ? { ...wait, mutating: wait.mutating + timeoutSeconds }
        : { ...wait, validating: Math.max(wait.validating, timeoutSeconds) },
    );
  }
  const seconds = new Map<Effect, number>();
  for (const [{ effect }, { mutating, validating }] of waits) {
    seconds.set(effect, (seconds.get(effect) ?? 0) + mutating + validating);
  }
  return seconds;
}
