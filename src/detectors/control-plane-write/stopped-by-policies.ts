import type { Chain } from '../../admission/chain.ts';
import { matchCriteria } from '../../admission/match.ts';
import { namespaceOf } from '../../admission/selected-labels.ts';
import { type PolicyOutcome, simulatePolicies } from '../../admission/simulate-policies.ts';
import type { Severity } from '../../severity.ts';
import type { Hop } from '../../upgrade/path.ts';
import { asItStands } from './as-it-stands.ts';
import { familyOf } from './family-of.ts';
import type { PlannedWrite } from './planned-writes.ts';
import { type Judging, SEVERITY_OF_EFFECT } from './stopped-writes.ts';

/** A write of a hop, and what one policy does to it. */
export interface StoppedByPolicy {
  readonly planned: PlannedWrite;
  readonly hop: Hop;
  readonly policy: PolicyOutcome['policy'];
  readonly binding: PolicyOutcome['binding'];
  readonly consequence: {
    readonly outcome: 'denied' | 'unknown';
    readonly severity: Severity;
    readonly because: string;
  };
}

/** Holds the writes of a hop against the policies: no backend has a part in it, the API server judges them itself. */
export function stopByPolicies(
  writes: readonly PlannedWrite[],
  hop: Hop,
  { chain, simulationFor, facts }: Pick<Judging, 'chain' | 'simulationFor' | 'facts'>,
): readonly StoppedByPolicy[] {
  if (chain.policies.length === 0) return [];
  const options = simulationFor(hop);
  const refusalOf = ({ policy, binding }: PolicyOutcome, planned: PlannedWrite) => {
    const request = asItStands(planned, facts);
    if (request === undefined) return undefined;
    const refused = simulatePolicies(request, chain, options).outcomes.find(
      (one) => one.does === 'deny' && one.policy === policy && one.binding === binding,
    );
    return refused?.does === 'deny' ? refused.because : undefined;
  };
  const isDiscovered = facts.discovery().state === 'known' && facts.objects('namespaces').state === 'known';
  const sightOf = (outcome: PolicyOutcome, planned: PlannedWrite): Sight => {
    const hasParams = areParamsKnown(outcome, planned, chain);
    return {
      isBlind: !isDiscovered && (!hasParams || !isMatchKnown(outcome, planned, chain)),
      hasParams,
      refusalAsItStands: () => refusalOf(outcome, planned),
    };
  };
  return writes.flatMap((planned) =>
    simulatePolicies(planned.request, chain, options).outcomes.flatMap((outcome) => {
      const consequence = consequenceOf(outcome, planned, sightOf(outcome, planned));
      if (consequence === undefined) return [];
      const { policy, binding } = outcome;
      return [{ planned, hop, policy, binding, consequence }];
    }),
  );
}

function areParamsKnown(
  { policy, binding }: PolicyOutcome,
  { request }: PlannedWrite,
  chain: Chain,
): boolean {
  const kind = chain.paramKind(policy);
  if (kind !== undefined && 'unknown' in kind) return false;
  return binding === undefined || !('unknown' in chain.params(policy, binding, namespaceOf(request)));
}

function isMatchKnown(
  { policy, binding }: PolicyOutcome,
  { request }: PlannedWrite,
  { world }: Chain,
): boolean {
  return [policy.constraints, binding?.matchResources].every(
    (criteria) => criteria === undefined || matchCriteria(criteria, request, world).applies !== 'unknown',
  );
}

/** What was seen of that which decides beside the body of a write. */
interface Sight {
  /** Whether it hangs on what the cluster serves, or on its namespaces, and these could not all be read. */
  readonly isBlind: boolean;
  /** Whether the parameters of the policy are known. */
  readonly hasParams: boolean;
  /** Why the object as it stands would be refused; undefined where it would not, or where nobody can tell. */
  readonly refusalAsItStands: () => string | undefined;
}

function consequenceOf(
  outcome: PolicyOutcome,
  { actor, effect }: PlannedWrite,
  sight: Sight,
): StoppedByPolicy['consequence'] | undefined {
  const severityIfDenied = SEVERITY_OF_EFFECT[effect.effect];
  const isApiServer = actor === 'kube-apiserver';
  switch (outcome.does) {
    case 'admit':
    case 'skip':
    case 'warn':
      return undefined;
    case 'deny':
      return { outcome: 'denied', severity: severityIfDenied, because: outcome.because };
    case 'unknown':
      if (!outcome.mayRefuse) return undefined;
      // Whether a policy is in force at all is no matter of what is written.
      return isApiServer || outcome.policy.bindings.length === 0
        ? { outcome: 'unknown', severity: severityIfDenied, because: outcome.because }
        : ofOthers(outcome.because, actor, severityIfDenied, sight);
    case 'mutate':
      // kube-apiserver evaluates the mutation itself, and one that fails refuses the request; whether it fails nobody has looked at.
      return outcome.policy.failurePolicy === 'Ignore' || !isApiServer
        ? undefined
        : {
            outcome: 'unknown',
            severity: severityIfDenied === 'blocker' ? 'blocker' : 'info',
            because:
              'it changes what is written; an error while it does refuses the write, and mutations are not simulated',
          };
  }
}

/** What an installer writes only an upgrade writes: nothing shows every day that it passes. */
function ofOthers(
  because: string,
  actor: string,
  severity: Severity,
  { isBlind, hasParams, refusalAsItStands }: Sight,
): StoppedByPolicy['consequence'] {
  const outcome = 'unknown';
  const isInstaller = familyOf(actor) === 'installer-write';
  if (isBlind || (isInstaller && !hasParams)) return { outcome, severity, because };
  const refusal = isInstaller ? refusalAsItStands() : undefined;
  if (refusal !== undefined)
    return { outcome, severity, because: `${because}; as the object stands today, ${refusal}` };
  return {
    outcome,
    severity: atMostCaution(severity),
    because: `${because}; requests like it are made all day, and judged`,
  };
}

function atMostCaution(severity: Severity): Severity {
  return severity === 'info' ? 'info' : 'caution';
}
