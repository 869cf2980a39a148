import { expect, test } from '@jest/globals';
import { evaluate as evaluateElsewhere } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { compileCel, toJson } from '../../src/cel/cel.ts';

/** Expressions that both understand alike: whole numbers, texts and booleans, typed so that they compile. */
const { int, text, bool } = fc.letrec<{ int: string; text: string; bool: string }>((tie) => ({
  int: fc.oneof(
    { depthSize: 'small' },
    fc.integer({ min: -5, max: 9 }).map((value) => (value < 0 ? `(${value})` : String(value))),
    fc.constantFrom('n', 'items.size()', 'items[0]', 'items[1]', 'fields.a'),
    fc
      .tuple(tie('int'), fc.constantFrom('+', '-', '*', '/', '%'), tie('int'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(tie('bool'), tie('int'), tie('int')).map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
    tie('text').map((value) => `size(${value})`),
  ),
  text: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom("''", "'a'", "'abc'", '"b"', 's'),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a} + ${b})`),
    fc.tuple(tie('bool'), tie('text'), tie('text')).map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
  ),
  bool: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      'true',
      'false',
      'yes',
      'has(fields.a)',
      'has(fields.zzz)',
      "('a' in fields)",
      '(2 in items)',
    ),
    fc
      .tuple(tie('int'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), tie('int'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc
      .tuple(tie('text'), fc.constantFrom('==', '!=', '<', '>'), tie('text'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc
      .tuple(tie('text'), fc.constantFrom('startsWith', 'endsWith', 'contains'), tie('text'))
      .map(([a, name, b]) => `${a}.${name}(${b})`),
    fc.tuple(tie('bool'), fc.constantFrom('&&', '||'), tie('bool')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('bool').map((value) => `!${value}`),
    fc
      .tuple(fc.constantFrom('all', 'exists', 'exists_one'), tie('int'))
      .map(([name, a]) => `items.${name}(i, i < ${a})`),
    tie('int').map((a) => `items.map(i, i + ${a}).exists(i, i == 3)`),
    tie('int').map((a) => `(items.filter(i, i > ${a}).size() > 1)`),
  ),
}));

const INPUTS = { n: 4, s: 'abc', yes: true, items: [1, 2, 3], fields: { a: 1, b: 2 } };

function here(expression: string): unknown {
  const compiled = compileCel(
    expression,
    { kubernetes: undefined, use: 'plain' },
    { declare: Object.keys(INPUTS) },
  );
  if ('compileError' in compiled) return `does not compile: ${compiled.compileError}`;
  const result = compiled.program.evaluate(INPUTS);
  return 'value' in result ? toJson(result.value) : 'error';
}

function elsewhere(expression: string): unknown {
  const [n, items, fields] = [4n, [1n, 2n, 3n], { a: 1n, b: 2n }];
  try {
    const value: unknown = evaluateElsewhere(expression, { ...INPUTS, n, items, fields });
    return typeof value === 'bigint' ? Number(value) : value;
  } catch {
    return 'error';
  }
}

test('simple expressions mean the same to another implementation', () => {
  fc.assert(
    fc.property(fc.oneof(int, text, bool), (expression) => {
      expect([expression, here(expression)]).toEqual([expression, elsewhere(expression)]);
    }),
    { numRuns: 3000 },
  );
});
