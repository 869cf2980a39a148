import type { Release } from '../upgrade/path.ts';
import type { FieldPath } from './field-path.ts';
import type { HazardCase, HazardFile } from './shapes/hazard.ts';
import type { Tables } from './table-rule.ts';

/** A hazard as lint looks at it. */
export interface LintedHazard {
  /** Path below the knowledge folder, `hazards/1.34/stateful-sets-restart.yaml`. */
  readonly path: string;
  readonly hazard: HazardFile;
}

/** What lint holds hazards to beside their shapes. */
export interface LintContext {
  readonly releases: readonly (Release & { readonly missing?: readonly string[] | undefined })[];
  /** What the hazards are held against. */
  readonly tables: Tables;
  /** Facts that somebody collects: `objects/pods`, `discovery`. */
  readonly collected: ReadonlySet<string>;
  /** Names of the distributions there are. */
  readonly distributions: readonly string[];
  /** Plays a case; says what is wrong with it, or nothing. */
  readonly runCase: (hazard: HazardFile, proof: HazardCase) => string | undefined;
}

/** Something wrong with a hazard. */
export interface Fault {
  readonly field: FieldPath;
  /** What is wrong, and what is allowed. */
  readonly what: string;
}

/** One thing that every hazard must keep. */
export type LintRule = (linted: LintedHazard, context: LintContext) => readonly Fault[];
