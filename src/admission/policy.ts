import { fieldsOf, listOf } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import type { LabelSelector } from './label-selector.ts';
import type { Criteria } from './match.ts';
import { selectorOf, textOf, textsOf } from './read-fields.ts';
import { type FailurePolicy, type MatchCondition, readConditions, readRule } from './webhook.ts';

export type PolicyType = 'Validating' | 'Mutating';

/** A policy that the API server evaluates itself, with its defaults in place of what was left out, and what binds it. */
export interface Policy {
  readonly type: PolicyType;
  readonly name: string;
  readonly failurePolicy: FailurePolicy;
  /** Absent where the policy has no matchConstraints: the API server refuses such a policy. */
  readonly constraints: Criteria | undefined;
  readonly paramKind: ParamKind | undefined;
  readonly matchConditions: readonly MatchCondition[];
  readonly variables: readonly Variable[];
  /** Expressions that must be true; a mutating policy has none. */
  readonly validations: readonly string[];
  /** Expressions whose values go to the audit log; an error in one refuses a request as well. */
  readonly auditAnnotations: readonly string[];
  readonly mutations: number;
  readonly bindings: readonly PolicyBinding[];
}

/** What puts a policy into force. */
export interface PolicyBinding {
  readonly name: string;
  readonly policyName: string;
  /** Absent where the binding narrows nothing. */
  readonly matchResources: Criteria | undefined;
  readonly paramRef: ParamRef | undefined;
  /** `Deny`, `Warn`, `Audit`; a mutating policy's binding has none and always enforces. */
  readonly validationActions: readonly string[];
}

export interface ParamKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export interface ParamRef {
  readonly name: string;
  readonly namespace: string;
  readonly selector: LabelSelector | undefined;
  readonly denyIfMissing: boolean;
}

export interface Variable {
  readonly name: string;
  readonly expression: string;
}

/** Reads a ValidatingAdmissionPolicy or MutatingAdmissionPolicy together with the bindings that name it. */
export function readPolicy(object: KubeObject, bindings: readonly PolicyBinding[]): Policy {
  const spec = fieldsOf(object.spec);
  const { matchConstraints, paramKind } = spec;
  return {
    type: object.kind === 'MutatingAdmissionPolicy' ? 'Mutating' : 'Validating',
    name: object.metadata.name,
    failurePolicy: spec.failurePolicy === 'Ignore' ? 'Ignore' : 'Fail',
    constraints: isPresent(matchConstraints) ? readMatchResources(matchConstraints) : undefined,
    paramKind: isPresent(paramKind) ? readParamKind(paramKind) : undefined,
    matchConditions: readConditions(spec.matchConditions),
    variables: listOf(spec.variables).map((item) => {
      const { name, expression } = fieldsOf(item);
      return { name: textOf(name, ''), expression: textOf(expression, '') };
    }),
    validations: listOf(spec.validations).map((item) => textOf(fieldsOf(item).expression, '')),
    auditAnnotations: listOf(spec.auditAnnotations).map((item) => textOf(fieldsOf(item).valueExpression, '')),
    mutations: listOf(spec.mutations).length,
    bindings: bindings.filter(({ policyName }) => policyName === object.metadata.name),
  };
}

/** Reads a binding of either kind of policy. */
export function readBinding(object: KubeObject): PolicyBinding {
  const { policyName, matchResources, paramRef, validationActions } = fieldsOf(object.spec);
  const actions = textsOf(validationActions);
  return {
    name: object.metadata.name,
    policyName: textOf(policyName, ''),
    matchResources: isPresent(matchResources) ? readMatchResources(matchResources) : undefined,
    paramRef: isPresent(paramRef) ? readParamRef(paramRef) : undefined,
    // Only v1 demands actions; a binding without any comes from before there were others (v1alpha1 of 1.26).
    validationActions: actions.length === 0 ? ['Deny'] : actions,
  };
}

/** Without resourceRules everything matches (Kubernetes 1.37, apiserver `policy/matching/matching.go`, Matches). */
function readMatchResources(value: unknown): Criteria {
  const resources = fieldsOf(value);
  return {
    rules: listOf(resources.resourceRules).map(readRule),
    matchesWithoutRules: true,
    excludeRules: listOf(resources.excludeResourceRules).map(readRule),
    matchPolicy: resources.matchPolicy === 'Exact' ? 'Exact' : 'Equivalent',
    namespaceSelector: selectorOf(resources.namespaceSelector),
    objectSelector: selectorOf(resources.objectSelector),
  };
}

function readParamKind(value: unknown): ParamKind {
  const { apiVersion, kind } = fieldsOf(value);
  const text = textOf(apiVersion, '');
  const slash = text.indexOf('/');
  return {
    group: slash === -1 ? '' : text.slice(0, slash),
    version: text.slice(slash + 1),
    kind: textOf(kind, ''),
  };
}

function readParamRef(value: unknown): ParamRef {
  const { name, namespace, selector, parameterNotFoundAction } = fieldsOf(value);
  return {
    name: textOf(name, ''),
    namespace: textOf(namespace, ''),
    selector: selectorOf(selector),
    denyIfMissing: parameterNotFoundAction !== 'Allow',
  };
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}
