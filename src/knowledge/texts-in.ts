import type { FieldPath } from './field-path.ts';

/** Every text in a value, however deep, with the field it stands in. */
export function* textsIn(
  value: unknown,
  field: readonly (string | number)[] = [],
): Generator<{ readonly field: FieldPath; readonly text: string }> {
  if (typeof value === 'string') yield { field, text: value };
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* textsIn(item, [...field, index]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) yield* textsIn(item, [...field, name]);
  }
}
