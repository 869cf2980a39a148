import { type ConditionsOutcome, type ConditionValue, evaluateConditions } from './conditions.ts';
import type { Expressions, PolicyInputs, Subject } from './expressions.ts';
import type { Policy, PolicyBinding } from './policy.ts';

/** What a policy says to a request, for one binding and one set of parameters. */
export type Judgement =
  | { readonly says: 'admit' }
  /** A validation is false: the binding's validationActions decide what follows. */
  | { readonly says: 'object'; readonly because: string }
  /** A mutation is tried. */
  | { readonly says: 'mutate' }
  /** An error that refuses whatever the validationActions are. */
  | { readonly says: 'refuse'; readonly because: string }
  | { readonly says: 'skip'; readonly because: string }
  | { readonly says: 'unknown'; readonly because: string };

/**
 * Evaluates conditions, validations and audit annotations of a policy in the API server's order (Kubernetes 1.37, apiserver
 * `policy/validating/validator.go`, Validate, and `policy/mutating/dispatcher.go`). An error objects under `failurePolicy: Fail` and is
 * passed over under `Ignore`.
 */
export function judgeBinding(
  policy: Policy,
  subject: Subject,
  inputs: PolicyInputs,
  expressions: Expressions,
): Judgement {
  const conditions = evaluateConditions(policy.matchConditions, policy.failurePolicy, (expression) =>
    expressions.policyCondition(expression, policy, subject, inputs.params),
  );
  if (conditions.met === 'no') return { says: 'skip', because: conditions.because };
  if (conditions.met === 'refused') {
    return { says: policy.type === 'Mutating' ? 'refuse' : 'object', because: conditions.because };
  }
  const judged =
    policy.type === 'Mutating'
      ? judgeMutation(policy, subject)
      : validate(policy, subject, inputs, expressions);
  return conditions.met === 'yes' || judged.says === 'admit' || judged.says === 'skip'
    ? judged
    : { says: 'unknown', because: unsure(conditions, judged) };
}

function unsure(conditions: ConditionsOutcome & { met: 'unknown' }, judged: Judgement): string {
  return 'because' in judged ? `${conditions.because}; if it is met, ${judged.because}` : conditions.because;
}

/** A mutation has nothing to work on where a request carries no object. */
function judgeMutation({ mutations }: Policy, { request }: Subject): Judgement {
  const hasObject = request.object !== null && (request.object !== undefined || request.bodies === 'partial');
  return hasObject && mutations > 0 ? { says: 'mutate' } : { says: 'admit' };
}

function validate(
  policy: Policy,
  subject: Subject,
  inputs: PolicyInputs,
  expressions: Expressions,
): Judgement {
  const judged = policy.validations.map((expression) => {
    const name = `validation ${shorten(expression)}`;
    return objectionOf(name, policy, expressions.validation(expression, policy, subject, inputs));
  });
  const noted = policy.auditAnnotations.map((expression) => {
    const name = `audit annotation ${shorten(expression)}`;
    return objectionOf(name, policy, expressions.auditAnnotation(expression, policy, subject, inputs));
  });
  // Validations come first, but an annotation's error refuses even where the binding only warns.
  return (
    noted.flatMap((one) => (one.says === 'object' ? [{ ...one, says: 'refuse' as const }] : []))[0] ??
    judged.find((one) => one.says === 'object') ??
    [...judged, ...noted].find((one) => one.says === 'unknown') ?? { says: 'admit' }
  );
}

function objectionOf(name: string, { failurePolicy }: Policy, result: ConditionValue): Judgement {
  if ('unknown' in result) return { says: 'unknown', because: `${name}: ${result.unknown}` };
  if ('error' in result) {
    return failurePolicy === 'Fail'
      ? { says: 'object', because: `${name}: ${result.error}` }
      : { says: 'admit' };
  }
  return result.value ? { says: 'admit' } : { says: 'object', because: `${name} is false` };
}

/** What a binding makes of an objection: only `Deny` refuses. */
export function refuses(binding: PolicyBinding): boolean {
  return binding.validationActions.includes('Deny');
}

function shorten(expression: string): string {
  const line = expression.trim().replace(/\s+/g, ' ');
  return line.length <= 120 ? line : `${line.slice(0, 119)}…`;
}
