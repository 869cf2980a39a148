import { capSeverity } from '../assessment/cap-severity.ts';
import type { LintRule } from './lint-rule.ts';

/** What may stop an upgrade must be sure, and must say the way out. */
export const lintSeverity: LintRule = ({ hazard: { severity, confidence, rescue } }) => [
  ...(capSeverity(severity, confidence) === severity
    ? []
    : [
        {
          field: ['severity'],
          what: `${severity} needs confidence reproduced or confirmed; with ${confidence} it is a caution at most`,
        },
      ]),
  ...(severity === 'blocker' && rescue.length === 0
    ? [{ field: ['rescue'], what: 'a blocker needs at least one step for those whom it already hit' }]
    : []),
];
