import { isFields } from '../facts/fields.ts';
/** The types of a value's fields, as an API server writes them; a list holds one shape, and `map` is a mapping of texts. */
export type Shape =
  | 'text'
  | 'number'
  | 'truth'
  | 'number-or-text'
  | 'map'
  | readonly [Shape]
  | { readonly [field: string]: Shape };

const WORDS: Readonly<Record<string, string>> = {
  text: 'a text',
  number: 'a number',
  truth: 'true or false',
  'number-or-text': 'a number or a text',
  map: 'a mapping of texts',
};

/**
 * Says where a value differs from its shape: `spec.replicas is not a number`. Fields that the shape does not name may hold anything, and what
 * is left out or null is not there, as encoding/json of Go has it.
 */
export function misfit(value: unknown, shape: Shape, path = ''): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof shape === 'string') return isOf(value, shape) ? undefined : `${path} is not ${WORDS[shape]}`;
  if (isList(shape)) {
    if (!Array.isArray(value)) return `${path} is not a list`;
    return firstOf(value.keys(), (index) => itemMisfit(value[index], shape[0], `${path}[${index}]`));
  }
  if (!isFields(value)) return `${path || 'it'} is not a mapping`;
  return firstOf(Object.keys(shape), (field) =>
    Object.hasOwn(value, field)
      ? misfit(value[field], shape[field] ?? {}, path === '' ? field : `${path}.${field}`)
      : undefined,
  );
}

/** A list may be left out, one of its items may not. */
function itemMisfit(item: unknown, shape: Shape, path: string): string | undefined {
  return item === null || item === undefined ? `${path} is empty` : misfit(item, shape, path);
}

function isOf(value: unknown, type: string): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'truth':
      return typeof value === 'boolean';
    case 'number-or-text':
      return typeof value === 'number' || typeof value === 'string';
    default:
      return (
        isFields(value) && Object.values(value).every((text) => text === null || typeof text === 'string')
      );
  }
}

function firstOf<T>(items: Iterable<T>, of: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = of(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
