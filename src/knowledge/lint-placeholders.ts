import { placeholdersOf } from '../assessment/fill.ts';
import { evidenceOf } from '../detectors/detect.ts';
import type { Fault, LintRule } from './lint-rule.ts';
import { textsIn } from './texts-in.ts';

/** A text may only ask for what the detection's evidence is sure to have. */
export const lintPlaceholders: LintRule = ({ hazard }) => {
  const known = evidenceOf(hazard.detect);
  const { title, message, explain, remediate, rescue } = hazard;
  return [...textsIn({ title, message, explain, remediate, rescue })].flatMap(({ field, text }) =>
    placeholdersOf(text)
      .filter((name) => !known.includes(name))
      .map((name): Fault => {
        const allowed = known.length === 0 ? 'there is none' : `there are ${known.join(', ')}`;
        return { field, what: `no evidence is called {{${name}}}; ${allowed}` };
      }),
  );
};
