import { placeholdersOf } from '../assessment/fill.ts';
import { evidenceOf } from '../detectors/detect.ts';
import type { Fault, LintRule } from './lint-rule.ts';

/** A text may only ask for what the detection's evidence is sure to have. */
export const lintPlaceholders: LintRule = ({ hazard }) => {
  const known = evidenceOf(hazard.detect);
  const { title, message, explain, remediate, rescue } = hazard;
  return [...textsOf({ title, message, explain, remediate, rescue }, [])].flatMap(({ field, text }) =>
    placeholdersOf(text)
      .filter((name) => !known.includes(name))
      .map((name): Fault => {
        const allowed = known.length === 0 ? 'there is none' : `there are ${known.join(', ')}`;
        return { field, what: `no evidence is called {{${name}}}; ${allowed}` };
      }),
  );
};

function* textsOf(
  value: unknown,
  field: readonly (string | number)[],
): Generator<{ field: readonly (string | number)[]; text: string }> {
  if (typeof value === 'string') yield { field, text: value };
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* textsOf(item, [...field, index]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) yield* textsOf(item, [...field, name]);
  }
}
