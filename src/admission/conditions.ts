import type { FailurePolicy, MatchCondition } from './webhook.ts';

/** What one expression says of a request. */
export type ConditionValue =
  | { readonly value: boolean }
  | { readonly error: string }
  | { readonly unknown: string };

export type ConditionsOutcome =
  | { readonly met: 'yes' }
  | { readonly met: 'no'; readonly because: string }
  /** The API server refuses the request itself. */
  | { readonly met: 'refused'; readonly because: string }
  | { readonly met: 'unknown'; readonly because: string };

/**
 * All conditions are evaluated: one that is false skips, even beside errors; else an error refuses the request (`Fail`) or skips
 * (`Ignore`) (Kubernetes 1.37, apiserver `webhook/matchconditions/matcher.go`). A false one also decides beside unknown ones.
 */
export function evaluateConditions(
  conditions: readonly MatchCondition[],
  failurePolicy: FailurePolicy,
  evaluate: (expression: string) => ConditionValue,
): ConditionsOutcome {
  let error: string | undefined;
  let unknown: string | undefined;
  for (const { name, expression } of conditions) {
    const result = evaluate(expression);
    if ('value' in result && !result.value) return { met: 'no', because: `matchCondition ${name} is false` };
    if ('error' in result) error ??= `matchCondition ${name}: ${result.error}`;
    if ('unknown' in result) unknown ??= `matchCondition ${name}: ${result.unknown}`;
  }
  if (error !== undefined && failurePolicy === 'Ignore') return { met: 'no', because: error };
  if (unknown !== undefined) return { met: 'unknown', because: unknown };
  return error === undefined ? { met: 'yes' } : { met: 'refused', because: error };
}
