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
  const found = find(value, shape);
  if (found === undefined) return undefined;
  return `${`${path}${found.path}`.replace(/^\./, '') || 'it'} is ${found.is}`;
}

interface Difference {
  /** `.spec.ports[0]`, put together on the way back only: it is asked of every part of every object, and nearly all fit. */
  readonly path: string;
  readonly is: string;
}

function find(value: unknown, shape: Shape): Difference | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof shape === 'string') {
    return isOf(value, shape) ? undefined : { path: '', is: `not ${WORDS[shape]}` };
  }
  if (isList(shape))
    return Array.isArray(value) ? findInList(value, shape[0]) : { path: '', is: 'not a list' };
  if (!isFields(value)) return { path: '', is: 'not a mapping' };
  for (const field in shape) {
    if (!Object.hasOwn(value, field)) continue;
    const found = find(value[field], shape[field] ?? {});
    if (found !== undefined) return { path: `.${field}${found.path}`, is: found.is };
  }
  return undefined;
}

/** A list may be left out, one of its items may not. */
function findInList(list: readonly unknown[], shape: Shape): Difference | undefined {
  for (let index = 0; index < list.length; index++) {
    const item = list[index];
    const found = item === null || item === undefined ? { path: '', is: 'empty' } : find(item, shape);
    if (found !== undefined) return { path: `[${index}]${found.path}`, is: found.is };
  }
  return undefined;
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
      return isMapOfTexts(value);
  }
}

function isMapOfTexts(value: unknown): boolean {
  if (!isFields(value)) return false;
  for (const name in value) {
    const text = value[name];
    if (text !== null && typeof text !== 'string') return false;
  }
  return true;
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
