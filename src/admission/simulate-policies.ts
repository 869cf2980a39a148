import { unknownInput } from '../cel/cel.ts';
import { fieldsOf } from '../facts/fields.ts';
import type { Minor } from '../upgrade/version.ts';
import type { Chain } from './chain.ts';
import type { Equivalent } from './equivalence.ts';
import { exemptFromPolicies } from './exemptions.ts';
import type { Expressions } from './expressions.ts';
import { whileMutating, whileValidating } from './in-phase.ts';
import { type Judgement, judgeBinding, refuses } from './judge-binding.ts';
import { type Match, matchCriteria, type Step } from './match.ts';
import type { Policy, PolicyBinding, PolicyType } from './policy.ts';
import type { Params } from './policy-params.ts';
import { policyServing } from './policy-serving.ts';

import type { AdmissionRequest } from './request.ts';
import { namespaceOf } from './selected-labels.ts';

/** What a policy does to one request through one binding; without a binding where it does not come as far. */
export type PolicyOutcome = {
  readonly policy: Policy;
  readonly binding?: PolicyBinding;
} & (
  | { readonly does: 'admit' }
  | { readonly does: 'deny'; readonly because: string }
  /** It objects, and its binding only warns or audits. */
  | { readonly does: 'warn'; readonly because: string }
  /** It may change the object; how is not simulated. */
  | { readonly does: 'mutate' }
  | { readonly does: 'skip'; readonly step: Step; readonly because: string }
  /** `mayRefuse` is false where the binding would only warn. */
  | { readonly does: 'unknown'; readonly because: string; readonly mayRefuse: boolean }
);

/** Everything simulation needs beside the chain. */
export interface SimulationOptions {
  readonly expressions: Expressions;
  /** Minor of the API server that handles the request; undefined where it is not known. */
  readonly server: Minor | undefined;
}

export interface PolicySimulation {
  readonly outcomes: readonly PolicyOutcome[];
  /** The request as what comes after the mutating policies sees it. */
  readonly mutated: AdmissionRequest;
}

/** Says what every policy makes of a request: the mutating ones first, then, of what they leave, the validating ones. */
export function simulatePolicies(
  request: AdmissionRequest,
  chain: Chain,
  options: SimulationOptions,
): PolicySimulation {
  const mutating = ofType('Mutating', whileMutating(request, options.server), chain, options);
  const changes = mutating.some(({ does }) => does === 'mutate' || does === 'unknown');
  const mutated = changes ? withoutCertainty(request) : request;
  return {
    outcomes: [...mutating, ...ofType('Validating', whileValidating(mutated), chain, options)],
    mutated,
  };
}

/** The same request where what a mutating policy may have changed is not known. */
function withoutCertainty(request: AdmissionRequest): AdmissionRequest {
  const { object } = request;
  if (object === null || object === undefined) return request;
  const { name, namespace } = fieldsOf(object.metadata);
  const metadata = Object.fromEntries(
    Object.entries({ name, namespace }).filter(([, value]) => value !== undefined),
  );
  return {
    ...request,
    bodies: 'partial',
    object: { apiVersion: object.apiVersion, kind: object.kind, metadata },
  };
}

function ofType(
  type: PolicyType,
  request: AdmissionRequest,
  chain: Chain,
  options: SimulationOptions,
): PolicyOutcome[] {
  const policies = chain.policies.filter((policy) => policy.type === type);
  if (policies.length === 0) return [];
  const exempt = exemptFromPolicies(request);
  const serving = policyServing(type, options.server);
  return policies.flatMap((policy): readonly PolicyOutcome[] => {
    if (exempt !== undefined) return [{ policy, does: 'skip', step: 'exempt', because: exempt }];
    if (serving.evaluates === 'no')
      return [{ policy, does: 'skip', step: 'exempt', because: serving.because }];
    const outcomes = judge(policy, request, chain, options);
    if (serving.evaluates === 'yes') return outcomes;
    return outcomes.map((outcome) =>
      outcome.does === 'skip' || outcome.does === 'admit' || outcome.does === 'warn'
        ? outcome
        : { ...named(policy, outcome.binding), does: 'unknown', because: serving.because, mayRefuse: true },
    );
  });
}

function judge(
  policy: Policy,
  request: AdmissionRequest,
  chain: Chain,
  options: SimulationOptions,
): readonly PolicyOutcome[] {
  if (policy.constraints === undefined) {
    return [
      {
        policy,
        does: 'skip',
        step: 'rules',
        because: 'it has no matchConstraints, so the API server does not take it',
      },
    ];
  }
  const match = matchCriteria(policy.constraints, request, chain.world);
  if (match.applies === 'no') return [{ policy, does: 'skip', step: match.step, because: match.because }];
  if (policy.bindings.length === 0) {
    return [
      chain.bindingsUnknown[policy.type] === undefined
        ? { policy, does: 'skip', step: 'binding', because: 'no binding puts it into force' }
        : {
            policy,
            does: 'unknown',
            because: `whether a binding puts it into force is not known: ${chain.bindingsUnknown[policy.type]}`,
            mayRefuse: true,
          },
    ];
  }
  return policy.bindings.map((binding) => throughBinding(policy, binding, match, request, chain, options));
}

function throughBinding(
  policy: Policy,
  binding: PolicyBinding,
  match: Exclude<Match, { applies: 'no' }>,
  request: AdmissionRequest,
  chain: Chain,
  { expressions }: SimulationOptions,
): PolicyOutcome {
  const who = named(policy, binding);
  const unserved = policy.failurePolicy === 'Ignore' ? undefined : chain.paramKind(policy);
  if (unserved !== undefined && 'error' in unserved) {
    const unsure = match.applies === 'unknown' ? match.because : undefined;
    return sure({ ...who, does: 'deny', because: unserved.error }, unsure);
  }
  const bound =
    binding.matchResources === undefined
      ? undefined
      : matchCriteria(binding.matchResources, request, chain.world);
  if (bound?.applies === 'no') {
    if (unserved !== undefined)
      return { ...who, does: 'unknown', because: unserved.unknown, mayRefuse: true };
    return { ...who, does: 'skip', step: 'binding', because: `binding ${binding.name}: ${bound.because}` };
  }
  const unsure =
    match.applies === 'unknown' ? match.because : bound?.applies === 'unknown' ? bound.because : undefined;
  const params = chain.params(policy, binding, namespaceOf(request));
  if ('unknown' in params) return withUnknownParams(who, params, request, match.as, chain, expressions);
  if ('error' in params) {
    return policy.failurePolicy === 'Ignore'
      ? { ...who, does: 'skip', step: 'params', because: params.error }
      : sure({ ...who, does: 'deny', because: params.error }, unsure);
  }
  if (params.found.length === 0) {
    return { ...who, does: 'skip', step: 'params', because: 'its binding selects no parameters' };
  }
  const namespaceObject = chain.namespaceObject(request);
  const judgements = params.found.map((one) =>
    judgeBinding(policy, { request, as: match.as }, { params: one, namespaceObject }, expressions),
  );
  return sure(outcomeOf(who, binding, judgements), unsure);
}

/** Where a missing parameter is no error, a policy may say the same whatever its parameters are. */
function withUnknownParams(
  who: { policy: Policy; binding: PolicyBinding },
  { unknown, mayBeError }: Extract<Params, { unknown: string }>,
  request: AdmissionRequest,
  as: Equivalent | undefined,
  chain: Chain,
  expressions: Expressions,
): PolicyOutcome {
  const { policy, binding } = who;
  const inputs = { params: unknownInput(unknown), namespaceObject: chain.namespaceObject(request) };
  const judged = judgeBinding(policy, { request, as }, inputs, expressions).says;
  const isHarmless = judged === 'admit' || judged === 'skip' || (judged === 'object' && !refuses(binding));
  return isHarmless && (!mayBeError || policy.failurePolicy === 'Ignore')
    ? { ...who, does: 'admit' }
    : { ...who, does: 'unknown', because: unknown, mayRefuse: true };
}

/** The gravest of what was said for each set of parameters. */
function outcomeOf(
  who: { policy: Policy; binding: PolicyBinding },
  binding: PolicyBinding,
  judgements: readonly Judgement[],
): PolicyOutcome {
  const find = <S extends Judgement['says']>(says: S) =>
    judgements.find((one): one is Extract<Judgement, { says: S }> => one.says === says);
  const refused = find('refuse') ?? (refuses(binding) ? find('object') : undefined);
  if (refused !== undefined) return { ...who, does: 'deny', because: refused.because };
  const unknown = find('unknown');
  if (unknown !== undefined) {
    return { ...who, does: 'unknown', because: unknown.because, mayRefuse: refuses(binding) };
  }
  const objected = find('object');
  if (objected !== undefined) return { ...who, does: 'warn', because: objected.because };
  if (find('mutate') !== undefined) return { ...who, does: 'mutate' };
  const skipped = find('skip');
  return skipped !== undefined && judgements.every(({ says }) => says === 'skip')
    ? { ...who, does: 'skip', step: 'matchConditions', because: skipped.because }
    : { ...who, does: 'admit' };
}

/** What a policy does, where it is not sure that it applies at all. */
function sure(outcome: PolicyOutcome, unsure: string | undefined): PolicyOutcome {
  if (unsure === undefined || outcome.does === 'skip' || outcome.does === 'admit' || outcome.does === 'warn')
    return outcome;
  const because = 'because' in outcome ? `${unsure}; if it applies, ${outcome.because}` : unsure;
  return {
    ...named(outcome.policy, outcome.binding),
    does: 'unknown',
    because,
    mayRefuse: outcome.does === 'unknown' ? outcome.mayRefuse : true,
  };
}

function named<Binding extends PolicyBinding | undefined>(policy: Policy, binding: Binding) {
  return (binding === undefined ? { policy } : { policy, binding }) as Binding extends PolicyBinding
    ? { policy: Policy; binding: PolicyBinding }
    : { policy: Policy };
}
