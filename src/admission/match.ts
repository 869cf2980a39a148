import type { Equivalences, Equivalent, Equivalents } from './equivalence.ts';
import type { LabelSelector } from './label-selector.ts';
import type { AdmissionRequest, GroupVersionKind, GroupVersionResource } from './request.ts';
import { type Rule, type RuleTarget, ruleMatches } from './rule.ts';
import { type NamespaceLabels, namespaceOf, namespaceSelected, objectSelected } from './selected-labels.ts';

/** The step of the API server's order that keeps a request from a webhook or policy. */
export type Step =
  | 'exempt'
  | 'rules'
  | 'excludeResourceRules'
  | 'namespaceSelector'
  | 'objectSelector'
  | 'matchConditions'
  | 'binding'
  | 'params'
  | 'refused-before';

export type Match =
  | { readonly applies: 'yes'; readonly as: Equivalent }
  | { readonly applies: 'no'; readonly step: Step; readonly because: string }
  /** `as` is there where the kind that would be seen is sure all the same. */
  | { readonly applies: 'unknown'; readonly because: string; readonly as?: Equivalent };

/** What matching needs to know of the cluster. */
export interface MatchWorld {
  readonly equivalences: Equivalences;
  readonly namespaceLabels: NamespaceLabels;
}

/** What webhooks and policies have in common. */
export interface Criteria {
  readonly rules: readonly Rule[];
  /** Policies and their bindings match everything where they have no rules; webhooks match nothing. */
  readonly matchesWithoutRules?: boolean;
  readonly excludeRules?: readonly Rule[];
  readonly matchPolicy: 'Exact' | 'Equivalent';
  readonly namespaceSelector: LabelSelector | undefined;
  readonly objectSelector: LabelSelector | undefined;
}

/**
 * Holds a request against rules and selectors, in the API server's order, as far as its conditions
 * (Kubernetes 1.37, apiserver `webhook/generic/webhook.go` ShouldCallHook and `policy/matching/matching.go` Matches).
 * Where one step says no for sure, an earlier one that cannot be told does not matter.
 */
export function matchCriteria(criteria: Criteria, request: AdmissionRequest, world: MatchWorld): Match {
  const excluded = matchRules(criteria.excludeRules ?? [], criteria.matchPolicy, request, world);
  if (excluded.applies === 'yes') return no('excludeResourceRules', 'an excludeResourceRule matches');
  const matched =
    criteria.rules.length === 0 && criteria.matchesWithoutRules === true
      ? asRequested(request)
      : matchRules(criteria.rules, criteria.matchPolicy, request, world);
  if (matched.applies === 'no') return matched;
  const namespace = namespaceSelected(criteria.namespaceSelector, request, world.namespaceLabels);
  if (namespace === false)
    return no('namespaceSelector', `namespace ${namespaceOf(request)} is not selected`);
  const object = objectSelected(criteria.objectSelector, request);
  if (object === false) return no('objectSelector', 'the labels of the object are not selected');
  if (matched.applies === 'unknown') return matched;
  const { as } = matched;
  if (excluded.applies === 'unknown') return { ...notKnown(excluded.because), as };
  if (namespace === 'unknown')
    return { ...notKnown(`the labels of namespace ${namespaceOf(request)} are not all known`), as };
  if (object === 'unknown') return { ...notKnown('the labels of the object are not known'), as };
  return matched;
}

/** The kind and resource a request was made for; a recorded request may show them converted. */
export function requestedAs(request: AdmissionRequest): {
  readonly resource: GroupVersionResource;
  readonly kind: GroupVersionKind;
  readonly subResource: string;
} {
  return {
    resource: request.requestResource ?? request.resource,
    kind: request.requestKind ?? request.kind,
    subResource: request.requestSubResource ?? request.subResource ?? '',
  };
}

function asRequested(request: AdmissionRequest): Match {
  const { resource, kind } = requestedAs(request);
  return { applies: 'yes', as: { resource, kind } };
}

/** Rules as written first; then, in the order of the rules, the same objects under their other names. */
function matchRules(
  rules: readonly Rule[],
  matchPolicy: Criteria['matchPolicy'],
  request: AdmissionRequest,
  world: MatchWorld,
): Match {
  const { resource, kind, subResource } = requestedAs(request);
  const target: RuleTarget = {
    operation: request.operation,
    resource,
    subResource,
    namespace: namespaceOf(request),
  };
  let unsureOfName = false;
  for (const rule of rules) {
    if (!ruleMatches(rule, target)) continue;
    const named = nameMatches(rule, request);
    if (named === true) return { applies: 'yes', as: { resource, kind } };
    unsureOfName ||= named === 'unknown';
  }
  if (matchPolicy === 'Equivalent') {
    const { others, possible, ordered, groups } = world.equivalences.of(resource, subResource);
    const matching = rules.flatMap((rule) =>
      others
        .filter((other) => ruleMatches(rule, { ...target, resource: other.resource }))
        .map((other) => ({ other, named: nameMatches(rule, request) })),
    );
    const place = matching.findIndex(({ named }) => named === true);
    const first = matching[place];
    if (first !== undefined) {
      // Of several that match the API server takes the first, which may be one whose name is not known.
      const rivals = ordered ? matching.slice(0, place).filter(({ named }) => named === 'unknown') : matching;
      const isSure = rivals.every(({ other }) => other === first.other);
      return isSure ? { applies: 'yes', as: first.other } : notKnown(NO_ORDER);
    }
    unsureOfName ||= matching.some(({ named }) => named === 'unknown');
    if (rules.some((rule) => couldMatchEquivalent(rule, target, possible, groups))) {
      return notKnown(`not all versions of ${resource.resource} that the cluster serves are known`);
    }
  }
  if (unsureOfName) return notKnown('the name of the object is not known');
  return no('rules', 'no rule matches');
}

const NO_ORDER =
  'in which version it would be seen is not known: CustomResourceDefinitions were not all read';

function nameMatches(rule: Rule, request: AdmissionRequest): boolean | 'unknown' {
  if (rule.resourceNames.length === 0) return true;
  if (request.nameIsToCome === true) return 'unknown';
  if (request.name === undefined && request.bodies === 'partial') return 'unknown';
  return rule.resourceNames.includes(request.name ?? '');
}

/** Without discovery, a rule for another version (or for the other home of events and the like) may still match. */
function couldMatchEquivalent(
  rule: Rule,
  target: RuleTarget,
  possible: Equivalents['possible'],
  groups: readonly string[],
): boolean {
  if (possible !== 'any') return possible.some((resource) => ruleMatches(rule, { ...target, resource }));
  const anyVersion: Rule = { ...rule, apiVersions: ['*'] };
  return groups.some((group) =>
    ruleMatches(anyVersion, { ...target, resource: { ...target.resource, group } }),
  );
}

function no(step: Step, because: string): Match {
  return { applies: 'no', step, because };
}

function notKnown(because: string): Extract<Match, { applies: 'unknown' }> {
  return { applies: 'unknown', because };
}
