import type { Verdict } from '../assessment/assessment.ts';
import type { Severity } from '../severity.ts';

/** What differs between two reports, as data. */
export interface Comparison {
  readonly since: {
    /** When the older report was made. */
    readonly time: string;
    readonly verdict: Verdict;
  };
  /** What the two reports do not have in common beside what they found, as clauses. */
  readonly inputs: readonly string[];
  /** What is loud first, then as the reports have it. */
  readonly changes: readonly Change[];
  /** Whether anything is new or worse that an upgrade may hang on, or that stops something that works. */
  readonly isLoud: boolean;
}

/** Something that is in one report and not, or not so, in the other. */
export interface Change {
  readonly state: 'new' | 'gone' | 'changed';
  readonly about: 'finding' | 'question' | 'gap';
  /** The finding's id, the question's hazard, or what was not checked. */
  readonly id: string;
  readonly title: string;
  /** Of the newer report, or of the older where it is gone. */
  readonly severity?: Severity;
  readonly outcome?: 'hit' | 'unknown';
  /** What changed, as clauses. */
  readonly says: readonly string[];
  readonly isLoud: boolean;
}
