import { allOf, type Truth } from './truth.ts';

/** `metav1.LabelSelector` as it is written in an object. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelRequirement[];
}

export interface LabelRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** Labels of an object. Where they are not `complete`, a label that is missing here may still be there. */
export interface Labels {
  readonly values: Readonly<Record<string, string>>;
  readonly complete: boolean;
}

/** Whether a selector selects everything. */
export function isEmptySelector(selector: LabelSelector | undefined): boolean {
  if (selector === undefined) return true;
  return (
    Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0
  );
}

/**
 * Whether a selector selects these labels. All requirements must hold; `NotIn` and `DoesNotExist` hold where the label is missing
 * (Kubernetes 1.36, apimachinery `pkg/labels/selector.go`, Requirement.Matches). An operator that does not exist is never
 * guessed at: the API server refuses such a selector, so it is unknown.
 */
export function selects(selector: LabelSelector | undefined, labels: Labels): Truth {
  const exact = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => ({
    key,
    operator: 'In',
    values: [value],
  }));
  return allOf([...exact, ...(selector?.matchExpressions ?? [])], (requirement) =>
    holds(requirement, labels),
  );
}

function holds({ key, operator, values = [] }: LabelRequirement, labels: Labels): Truth {
  const present = Object.hasOwn(labels.values, key);
  if (!present && !labels.complete) return 'unknown';
  const isListed = present && values.includes(labels.values[key] ?? '');
  switch (operator) {
    case 'In':
      return isListed;
    case 'NotIn':
      return !isListed;
    case 'Exists':
      return present;
    case 'DoesNotExist':
      return !present;
    default:
      return 'unknown';
  }
}
