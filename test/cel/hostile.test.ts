import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileCel, toJson } from '../../src/cel/cel.ts';
import { jsonObject, mutatedSource } from './expressions.ts';

const DECLARED = ['object', 'request', 'params', 'oldObject', 'namespaceObject', 'variables'];

/** The outcome in one word; anything thrown fails the test. */
function outcome(source: string, object: object | null = { a: [1, 'b', { c: null }] }): string {
  const compiled = compileCel(source, { kubernetes: undefined, use: 'plain' }, { declare: DECLARED });
  if ('compileError' in compiled) return 'compileError';
  const result = compiled.program.evaluate({ object, oldObject: null, params: object, request: {} });
  if ('value' in result) JSON.stringify(toJson(result.value));
  return Object.keys(result)[0] ?? 'nothing';
}

const ANSWERS = expect.stringMatching(/^(compileError|value|error|unknown)$/);

describe('any text is answered', () => {
  test('arbitrary text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (source) => {
        expect(outcome(source)).toEqual(ANSWERS);
      }),
      { numRuns: 2000 },
    );
  });

  test('recorded expressions, changed here and there', () => {
    fc.assert(
      fc.property(mutatedSource, jsonObject, (source, object) => {
        expect(outcome(source, object)).toEqual(ANSWERS);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('what would take for ever is given up quickly', () => {
  const many = (text: string, count: number) => Array.from({ length: count }, () => text);
  test.each([
    ['brackets', `${'('.repeat(100_000)}1`, 'compileError'],
    ['brackets that close', `${'('.repeat(20_000)}1${')'.repeat(20_000)}`, 'compileError'],
    ['lists', `${'['.repeat(300)}${']'.repeat(300)}`, 'compileError'],
    ['negations', `${'!'.repeat(50_000)}true`, 'value'],
    ['minuses', `${'-'.repeat(50_000)}1`, 'value'],
    ['a chain of sums', many('1', 20_000).join('+'), 'compileError'],
    ['a sum that is long but not too long', many('2 * 3', 240).join('+'), 'value'],
    ['a chain of fields', `object${'.a'.repeat(20_000)}`, 'compileError'],
    ['a chain of indices', `object${'[0]'.repeat(20_000)}`, 'compileError'],
    ['a chain of comparisons', many('1', 20_000).join('=='), 'compileError'],
    ['a chain of conditions', `${'true ? 1 : '.repeat(5_000)}2`, 'compileError'],
    ['alternatives', many('object.a == 1', 6_000).join('||'), 'value'],
    ['a long text', `'${'a'.repeat(99_000)}' == ''`, 'value'],
    ['a text that is too long', `'${'a'.repeat(100_001)}' == ''`, 'compileError'],
    ['a list that is long', `[${many('1', 30_000).join(',')}].size()`, 'value'],
    ['a string that does not end', `'${'\\\\'.repeat(40_000)}`, 'compileError'],
    [
      'nested loops',
      'lists.range(1000).all(a, lists.range(1000).all(b, lists.range(1000).all(c, true)))',
      'unknown',
    ],
    ['loops that build', 'lists.range(100000).map(a, lists.range(100000)).size()', 'unknown'],
    ['a range without end', 'lists.range(9223372036854775807).size()', 'unknown'],
    ['a range below zero', 'lists.range(-5).size()', 'value'],
    [
      'replacing all by more',
      `'${'a'.repeat(20_000)}'.replace('a', '${'b'.repeat(20_000)}').size()`,
      'unknown',
    ],
    ['joining with much', `lists.range(10000).map(i, 'a').join('${'b'.repeat(20_000)}').size()`, 'unknown'],
    ['doubling', `lists.range(60).exists(i, ${many("'aaaa'", 200).join('+')} == '')`, 'value'],
    ['flattening without end', '[[1]].flatten(9223372036854775807)', 'unknown'],
    ['a regular expression that backtracks', `'${'a'.repeat(30_000)}!'.matches('^(a+)+$')`, 'value'],
    [
      'a regular expression that is large',
      `'${'a'.repeat(30_000)}'.matches('${'[ab]{0,1000}'.repeat(20)}c')`,
      'unknown',
    ],
    [
      'a regular expression that takes long to read',
      `'a'.matches('${'[ab]{0,1000}'.repeat(300)}c')`,
      'unknown',
    ],
    ['a regular expression that is too large', "'a'.matches('((a{1000}){1000}){1000}')", 'compileError'],
    ['an amount of many digits', "quantity('1e999999999').isInteger()", 'value'],
    ['an amount of many zeros', "quantity('1e-999999999').isInteger()", 'value'],
    ['a number of many digits', `int('${'9'.repeat(50_000)}') > 0`, 'compileError'],
    ['a literal of many digits', `${'9'.repeat(50_000)} > 0`, 'compileError'],
    ['a span of many digits', `duration('${'9'.repeat(5_000)}s') > duration('1s')`, 'compileError'],
    ['a fraction of many digits', `duration('0.${'9'.repeat(50_000)}s') < duration('1s')`, 'value'],
    ['a number printed with many digits', "'%.999999999f'.format([1.5])", 'unknown'],
    ['a prototype', 'object.__proto__', 'error'],
    [
      'a constructor',
      "has(object.constructor) || 'toString' in object || object.?hasOwnProperty.hasValue()",
      'value',
    ],
  ])('%s', (_, source, expected) => {
    const start = performance.now();
    expect(outcome(source)).toBe(expected);
    expect(performance.now() - start).toBeLessThan(3000);
  });

  test('inherited properties are no fields', () => {
    const compiled = compileCel(
      'has(object.constructor) || has(object.toString)',
      { kubernetes: undefined, use: 'plain' },
      { declare: ['object'] },
    );
    expect('program' in compiled && compiled.program.evaluate({ object: {} })).toEqual({ value: false });
  });

  test('an object that is nested deeply', () => {
    let object: object = {};
    for (let depth = 0; depth < 100_000; depth += 1) object = { a: object };
    expect(outcome('object == object.a', object)).toEqual(ANSWERS);
    expect(outcome('object.a.a.a != null', object)).toBe('value');
  });

  test.each([
    'object.big.all(a, object.big.all(b, object.big.all(c, a == b && b == c)))',
    'lists.range(2000).all(i, object.big.all(b, b in [dyn(1), b]))',
    'lists.range(2000).all(i, sets.contains(object.big, object.big))',
    'lists.range(2000).all(i, object.big.indexOf(object.big[0]) == 0)',
    'lists.range(20000).all(i, object.big.distinct().size() > 0)',
    "lists.range(20000).all(i, !dyn(object.big).includes('x'))",
    "lists.range(20000).all(i, '%s'.format([object.big]) != '')",
    'lists.range(100000).all(i, [object.big].flatten().size() > 0)',
    'lists.range(100000).all(i, object.big[0] == object.big[1])',
    'lists.range(100000).transformMapEntry(i, v, object.big[0].map).size()',
  ])('large values that are looked at again and again: %s', (source) => {
    const map = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`key${index}`, index]));
    const item = { map, list: Array.from({ length: 2_000 }, (_, index) => ({ index })) };
    const start = performance.now();
    expect(outcome(source, { big: Array.from({ length: 20 }, () => structuredClone(item)) })).toBe('unknown');
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test.each([
    ['lists.range(90000).all(i, object.big.size() > 0)', 'value'],
    ['lists.range(90000).all(i, object.big.exists(k, true))', 'value'],
    ["lists.range(90000).all(i, timestamp(i).getHours('Europe/Berlin') >= 0)", 'value'],
  ])('large values of which little is asked: %s', (source, expected) => {
    const big = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key${index}`, index]));
    const start = performance.now();
    expect(outcome(source, { big })).toBe(expected);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('types that double again and again', () => {
    const start = performance.now();
    expect(outcome(`[1]${".map(x, {'a': x, 'b': x})".repeat(200)}.size() == 1`)).toBe('value');
    expect(outcome(`[1]${".map(x, {'a': x, 'b': x})".repeat(200)}`)).toBe('value');
    const variables = Array.from({ length: 200 }, (_, index) => ({
      name: `v${index}`,
      expression: index === 0 ? '1' : `[variables.v${index - 1}].map(x, {'a': x, 'b': x})`,
    }));
    const environment = { kubernetes: '1.34', use: 'validatingPolicy', variables } as const;
    expect(compileCel('variables.v199.size() == 1', environment)).toHaveProperty('program');
    expect(performance.now() - start).toBeLessThan(3000);
  });

  test('variables that ask each other', () => {
    const variables = Array.from({ length: 5000 }, (_, index) => ({
      name: `v${index}`,
      expression: index === 0 ? '1' : `variables.v${index - 1} + 0`,
    }));
    const compiled = compileCel('variables.v4999', {
      kubernetes: '1.34',
      use: 'validatingPolicy',
      variables,
    });
    const result = 'program' in compiled ? compiled.program.evaluate({}) : compiled;
    expect(Object.keys(result)[0]).toEqual(ANSWERS);
  });
});
