import fc from 'fast-check';
import { RECORDED } from './recorded-case.ts';

/** JSON objects of few field names, so that expressions meet them. */
export const FIELDS = ['a', 'b', 'c'] as const;

const field = fc.constantFrom(...FIELDS);
const scalar = fc.oneof(
  fc.integer({ min: -2, max: 3 }),
  fc.constantFrom('', 'a', 'b', 'x'),
  fc.boolean(),
  fc.constant(null),
  fc.constant(1.5),
);

/** Any JSON value. */
export const { value: jsonValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(field, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

/** A JSON object. */
export const jsonObject = fc.dictionary(field, jsonValue, { maxKeys: 3, noNullPrototype: true });

const literal = fc.constantFrom(
  '1',
  '0',
  '-1',
  '2u',
  '1.5',
  "'a'",
  "''",
  'true',
  'false',
  'null',
  '[]',
  '[1]',
  '{}',
  "{'a': 1}",
);

const BINARY = ['==', '!=', '<', '<=', '>', '+', '-', '*', '/', '%', 'in', '&&', '||'];
const METHODS = [
  'size()',
  "contains('a')",
  'hasValue()',
  'value()',
  'orValue(1)',
  "startsWith('a')",
  'isSorted()',
  'sum()',
  'reverse()',
];
const MACROS = ['all', 'exists', 'exists_one', 'map', 'filter'];
const TWO_VARIABLE_MACROS = ['all', 'exists', 'existsOne', 'transformList', 'transformMap'];
const FUNCTIONS = ['size', 'type', 'dyn', 'string', 'int', 'optional.of', 'optional.ofNonZeroValue'];

/** Expressions over `object` and, inside comprehensions, `x` and `y`; many are errors, which is fine. */
export const { expression: expressionText } = fc.letrec<{ expression: string; path: string }>((tie) => ({
  path: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('object', 'object', 'object', 'x', 'y'),
    fc.tuple(tie('path'), field).map(([path, name]) => `${path}.${name}`),
    fc.tuple(tie('path'), field).map(([path, name]) => `${path}.?${name}`),
    fc.tuple(tie('path'), field).map(([path, name]) => `${path}['${name}']`),
    fc.tuple(tie('path'), fc.integer({ min: 0, max: 2 })).map(([path, at]) => `${path}[${at}]`),
    fc.tuple(tie('path'), fc.integer({ min: 0, max: 2 })).map(([path, at]) => `${path}[?${at}]`),
  ),
  expression: fc.oneof(
    { depthSize: 'medium' },
    tie('path'),
    literal,
    fc.tuple(tie('path'), field).map(([path, name]) => `has(${path}.${name})`),
    fc
      .tuple(tie('expression'), fc.constantFrom(...BINARY), tie('expression'))
      .map(([a, op, b]) => `(dyn(${a}) ${op} dyn(${b}))`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([a, b, c]) => `(dyn(${a}) ? dyn(${b}) : dyn(${c}))`),
    fc.tuple(tie('path'), fc.constantFrom(...METHODS)).map(([path, call]) => `dyn(${path}).${call}`),
    fc.tuple(fc.constantFrom(...FUNCTIONS), tie('expression')).map(([name, a]) => `${name}(dyn(${a}))`),
    fc
      .tuple(tie('path'), fc.constantFrom(...MACROS), tie('expression'))
      .map(([path, name, a]) => `dyn(${path}).${name}(x, dyn(${a}))`),
    fc
      .tuple(tie('path'), fc.constantFrom(...TWO_VARIABLE_MACROS), tie('expression'))
      .map(([path, name, a]) => `dyn(${path}).${name}(x, y, dyn(${a}))`),
    fc
      .array(tie('expression'), { maxLength: 2 })
      .map((items) => `[${items.map((item) => `dyn(${item})`).join(', ')}]`),
    fc.tuple(field, tie('expression')).map(([name, a]) => `{'${name}': dyn(${a})}`),
    tie('expression').map((a) => `!dyn(${a})`),
  ),
}));

/** A recorded expression with some characters taken out, put in or doubled. */
export const mutatedSource = fc
  .tuple(
    fc.constantFrom(...RECORDED.map(({ expr }) => expr)),
    fc.array(
      fc.tuple(
        fc.nat(200),
        fc.nat(4),
        fc.constantFrom(
          '(',
          ')',
          '[',
          ']',
          '"',
          "'",
          '?',
          '.',
          '-',
          '!',
          'x',
          '1',
          ' ',
          '%',
          '\\',
          '{',
          '}',
          ',',
          'é',
          '\u{1f600}',
        ),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  )
  .map(([source, edits]) =>
    edits.reduce(
      (text, [at, remove, insert]) =>
        text.slice(0, at % (text.length + 1)) + insert + text.slice((at % (text.length + 1)) + remove),
      source,
    ),
  );
