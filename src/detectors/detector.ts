import type { FactKey } from '../facts/cluster-facts.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import type { ObjectRef } from '../facts/kube-object.ts';
import type { Hop, Path } from '../upgrade/path.ts';

/** One thing that was seen: an object, a field, a value. Its values fill the placeholders of a hazard's message and steps. */
export interface Evidence {
  readonly object?: ObjectRef;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * What a detector says. A hit may still carry `because`: what else could not be seen.
 * `unknown` says why it cannot tell, as clauses that name the thing and the reason.
 */
export type Detection =
  | { readonly outcome: 'hit'; readonly evidence: readonly Evidence[]; readonly because?: readonly string[] }
  | { readonly outcome: 'miss' }
  | {
      readonly outcome: 'unknown';
      readonly because: readonly string[];
      readonly evidence?: readonly Evidence[];
    };

export interface DetectorContext {
  readonly facts: FactReader;
  readonly hop: Hop;
  readonly path: Path;
}

/** What evidence of an object may always be asked for. */
export const OBJECT_EVIDENCE = ['kind', 'namespace', 'name'] as const;

/** A CEL expression in a detector's parameters. */
export interface DetectorExpression {
  /** Where it stands below the parameters: `['values', 'driver']`. */
  readonly field: readonly string[];
  readonly text: string;
  /** The variables it may name. */
  readonly names: readonly string[];
  /** Conditions must give true or false; what is shown as evidence may be anything. */
  readonly result: 'bool' | 'any';
}

/** One way of looking at a cluster. Pure: it reads facts and decides; it never collects. */
export interface Detector<Params> {
  /** As hazards name it under `detect`. */
  readonly name: string;
  /** The facts it reads, given its parameters; a test holds it to them. */
  readonly needs: (params: Params) => readonly FactKey[];
  /** The names its evidence may carry; lint checks placeholders against them. */
  readonly evidence: (params: Params) => readonly string[];
  /** The CEL in its parameters, which lint compiles; left out, there is none. */
  readonly expressions?: (params: Params) => readonly DetectorExpression[];
  readonly detect: (params: Params, context: DetectorContext) => Detection;
}
