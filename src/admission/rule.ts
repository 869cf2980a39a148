import type { GroupVersionResource, Operation } from './request.ts';

/** `admissionregistration.k8s.io/v1 RuleWithOperations`, as webhooks and policies have it. */
export interface Rule {
  readonly operations: readonly string[];
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  readonly resources: readonly string[];
  readonly scope: string;
  /** Only rules of policies name objects; empty means all of them. */
  readonly resourceNames: readonly string[];
}

/** What rules are held against: the request, or the request as an equivalent resource. */
export interface RuleTarget {
  readonly operation: Operation;
  readonly resource: GroupVersionResource;
  readonly subResource: string;
  /** Empty for cluster-scoped objects; for a Namespace object its own name. */
  readonly namespace: string;
}

/**
 * Whether a rule matches, names of objects aside: scope, operation, group, version and resource
 * (Kubernetes 1.37, apiserver `webhook/predicates/rules/rules.go`).
 */
export function ruleMatches(rule: Rule, target: RuleTarget): boolean {
  return (
    scopeMatches(rule.scope, target) &&
    includesOrAny(rule.operations, target.operation) &&
    includesOrAny(rule.apiGroups, target.resource.group) &&
    includesOrAny(rule.apiVersions, target.resource.version) &&
    rule.resources.some((resource) => resourceMatches(resource, target))
  );
}

function includesOrAny(items: readonly string[], wanted: string): boolean {
  return items.includes('*') || items.includes(wanted);
}

/** A Namespace object counts as cluster-scoped although its requests carry its name as their namespace. */
function scopeMatches(scope: string, { resource, namespace }: RuleTarget): boolean {
  const isNamespaceObject =
    resource.group === '' && resource.version === 'v1' && resource.resource === 'namespaces';
  switch (scope) {
    case '*':
      return true;
    case 'Namespaced':
      return !isNamespaceObject && namespace !== '';
    case 'Cluster':
      return isNamespaceObject || namespace === '';
    default:
      return false;
  }
}

/** `*` is every resource and no subresource; `pods/*` is pods and all its subresources; `*` + `/*` is everything. */
function resourceMatches(pattern: string, { resource, subResource }: RuleTarget): boolean {
  const slash = pattern.indexOf('/');
  const main = slash === -1 ? pattern : pattern.slice(0, slash);
  const sub = slash === -1 ? '' : pattern.slice(slash + 1);
  return (main === '*' || main === resource.resource) && (sub === '*' || sub === subResource);
}
