import { describe, expect, test } from '@jest/globals';
import { compileCel, toJson } from '../../src/cel/cel.ts';

const object = {
  numbers: [1, 2.5],
  mixed: [1, 'a', true],
  maps: [{ a: 1 }, { a: 2 }],
  withNull: ['a', null],
  numberFirst: [2, 1.5, 7],
};

/** What an expression says of the object, as JSON or in one word. */
function say(expression: string): unknown {
  const compiled = compileCel(expression, { kubernetes: '1.36', use: 'validatingPolicy' });
  if ('compileError' in compiled) return 'compileError';
  const result = compiled.program.evaluate({ object });
  return 'value' in result ? toJson(result.value) : Object.keys(result)[0];
}

/** Answers that surprise; each was read in the sources of the API server or of cel-go 0.26. */
describe.each<[string, [string, unknown][]]>([
  [
    'an unsigned number takes no sign',
    [
      ['-1u', 'compileError'],
      ['- 1U', 'compileError'],
      ['-0x1Fu', 'compileError'],
      ['1 -1', 0],
      ['2u -1u == 1u', true],
      ['-0x1F', -31],
    ],
  ],
  [
    'of dynamic lists only the first item says which overload is meant',
    [
      ['object.numbers.max()', 2.5],
      ['object.numbers.min()', 1],
      ['object.numberFirst.min()', 1.5],
      ['object.numberFirst.max()', 7],
      ['object.numbers.isSorted()', true],
      ['object.numberFirst.isSorted()', false],
      ['object.mixed.max()', 1],
      ['object.mixed.min()', 1],
      ['object.mixed.isSorted()', true],
      ['object.withNull.max()', 'error'],
      ['object.withNull.isSorted()', 'error'],
      ['object.maps.max()', 'error'],
      ['object.numbers.sum()', 'error'],
      ['object.numbers.sort()', 'error'],
    ],
  ],
  [
    'nothing matched straight behind a match is no match',
    [
      ["'aaa'.findAll('a*')", ['aaa']],
      ["'baaac'.findAll('a*')", ['', 'aaa', '']],
      ["'x1y22'.findAll('[0-9]*')", ['', '1', '22']],
      ["'abc'.findAll('')", ['', '', '', '']],
      ["'baaac'.findAll('a*', 2)", ['', 'aaa']],
    ],
  ],
  [
    'a constant pattern is compiled with the expression',
    [
      ["'a'.find('(')", 'compileError'],
      ["'a'.findAll('(')", 'compileError'],
      ["'a'.findAll('(', 1)", 'compileError'],
      ["matches('a', '(')", 'compileError'],
      ["object.mixed[1].find('[')", 'compileError'],
      ["'a'.find(object.mixed[1] + '(')", 'error'],
      ["'a'.findAll('a', 1)", ['a']],
    ],
  ],
  [
    'what is looked for in nothing is not evaluated',
    [
      ['object.nope in []', false],
      ['1 / 0 in []', false],
      ['object.nope in [1]', 'error'],
      ['object.nope in object.numbers.filter(n, false)', 'error'],
    ],
  ],
  [
    'zones are named as in the tz database, and offsets from UTC may be short',
    [
      ["timestamp('2024-05-06T07:08:09Z').getHours('-8:00')", 23],
      ["timestamp('2024-05-06T07:08:09Z').getHours('5:30')", 12],
      ["timestamp('2024-05-06T07:08:09Z').getMinutes('-05:30')", 38],
      ["timestamp('2024-05-06T07:08:09Z').getMinutes('+0:5')", 13],
      ["timestamp('2024-05-06T07:08:09Z').getHours('america/new_york')", 'error'],
      ["timestamp('2024-05-06T07:08:09Z').getHours('utc')", 'error'],
      ["timestamp('2024-05-06T07:08:09Z').getHours('EST5EDT')", 3],
      ["timestamp('2024-05-06T07:08:09Z').getHours('America/Port-au-Prince')", 3],
      ["timestamp('2024-05-06T07:08:09Z').getHours('Local')", 'unknown'],
      ["timestamp('2024-05-06T07:08:09Z').getHours('five:30')", 'error'],
      ["timestamp('2024-05-06T07:08:09Z').getHours('5:')", 'error'],
    ],
  ],
  [
    'a variable is not named as the result of its comprehension',
    [
      ['object.numbers.map(__result__, 1)', 'compileError'],
      ['object.numbers.map(__result, 1)', [1, 1]],
    ],
  ],
  ['a path of blanks is no path', [["authorizer.path(' ').check('get').allowed()", 'error']]],
  [
    'underscores may stand between digits',
    [
      ["double('1_000.5')", 1000.5],
      ["double('1__0')", 'compileError'],
      ["double('_1')", 'compileError'],
      ["int('1_000')", 'compileError'],
    ],
  ],
  [
    'formats are those of OpenAPI',
    [
      ["format.byte().validate('').hasValue()", true],
      ["format.byte().validate('YWJj').hasValue()", false],
      ["format.byte().validate('YWI=').hasValue()", false],
      ["format.datetime().validate('2021-01-01t00:00:00.5z').hasValue()", false],
      ["format.datetime().validate('2021-01-01T00:00:00+99:99').hasValue()", false],
      ["format.datetime().validate('2021-01-01T24:00:00Z').hasValue()", true],
      ["format.datetime().validate('2021-02-30T00:00:00Z').hasValue()", true],
      ["format.datetime().validate('2021-01-01 00:00:00Z').hasValue()", true],
      ["format.datetime().validate('2021-01-01T00:00:00').hasValue()", true],
    ],
  ],
])('%s', (_, cases) => {
  test.each(cases)('%s', (expression, answer) => {
    expect(say(expression)).toEqual(answer);
  });
});

test.each([
  ['1.30', '10.1.0.0/16', false],
  ['1.31', '10.1.0.0/16', false],
  ['1.31', '10.0.0.0/16', true],
  ['1.32', '10.1.0.0/16', true],
  ['1.37', '11.0.0.0/16', false],
] as const)('in Kubernetes %s, 10.0.0.0/8 contains %s: %s', (kubernetes, network, answer) => {
  const compiled = compileCel(`cidr('10.0.0.0/8').containsCIDR('${network}')`, {
    kubernetes,
    use: 'validatingPolicy',
  });
  expect('program' in compiled && compiled.program.evaluate({})).toEqual({ value: answer });
});
