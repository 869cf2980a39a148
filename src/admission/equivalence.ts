import type { GroupVersionKind, GroupVersionResource } from './request.ts';

/** The same objects under another group or version, with the kind they have there. */
export interface Equivalent {
  readonly resource: GroupVersionResource;
  readonly kind: GroupVersionKind;
}

export interface Equivalences {
  /** The other resources under which the API server serves the same objects, in the order it registers them. */
  readonly of: (resource: GroupVersionResource, subResource: string) => Equivalents;
}

export interface Equivalents {
  readonly others: readonly Equivalent[];
  /** What may be served beside these: nothing, these very resources, or any version that nobody has seen. */
  readonly possible: 'any' | readonly GroupVersionResource[];
  /** Whether their order is sure: of several that match, the API server takes the first. */
  readonly ordered: boolean;
  /** Every group that may serve the same objects, the resource's own included. */
  readonly groups: readonly string[];
}
