import type { Fault, LintRule } from './lint-rule.ts';
import { textsIn } from './texts-in.ts';

/** What `npm run new-hazard` leaves to be written is marked; nothing ships before it is. */
export const lintUnfinished: LintRule = ({ hazard }) =>
  [...textsIn(hazard)]
    .filter(({ text }) => /\bTODO\b/.test(text))
    .map(({ field, text }): Fault => {
      const wanted = text.replace(/^TODO\b[ :]*/, '');
      return { field, what: `still to be written${wanted === '' || wanted === text ? '' : `: ${wanted}`}` };
    });
