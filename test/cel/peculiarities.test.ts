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
  [
    'an optional that a variable holds or a conditional chooses is made anew',
    [
      ["optional.of('5').optMap(q, quantity(q)).hasValue()", true],
      ["optional.of('5').optMap(q, quantity(q)).value()", 'error'],
      ["optional.of('5').optMap(q, quantity(q)).orValue(quantity('1')).isInteger()", 'error'],
      ["optional.of('5').optMap(q, quantity(q)).optMap(q, 1).value()", 1],
      ["optional.of('5').optMap(q, quantity(q)).optFlatMap(q, optional.of(q))", 'error'],
      ["optional.of('5').optMap(q, quantity(q)) == optional.of(quantity('5'))", 'error'],
      ["optional.of('5').optMap(q, quantity(q).asInteger()).value()", 5],
      ["optional.of('5').optMap(q, [quantity(q)]).value()[0].asInteger()", 5],
      ["optional.none().optMap(q, quantity(q)).orValue(quantity('1')).asInteger()", 1],
      ["(true ? optional.of(ip('::1')) : optional.none()).value()", 'error'],
      ["(true ? ip('::1') : ip('::2')).family()", 6],
      ["[optional.of(semver('1.2.3'))].all(v, v.value().major() == 1)", 'error'],
      ["optional.of(semver('1.2.3')).value().major()", 1],
      ["optional.of(format.uuid()).optMap(f, f.validate('a').hasValue()).value()", true],
      ["object.?maps.optMap(m, m[?0]).value()['a']", 1],
      ['object.?maps.optMap(m, m[?0]).value().hasValue()', 'error'],
      ['object.?maps.optMap(m, m[?9]).value() == null', true],
      ["object.?maps.optMap(m, type(m)).value() == type('')", false],
    ],
  ],
  [
    'what is written as the precision of an exponent is a width',
    [
      ["'[%.2e]'.format([1234.5])", '[1.234500×10⁰³]'],
      ["'[%.16e]'.format([-1234.5])", '[  -1.234500×10⁰³]'],
      ["'%e %.1f %s'.format([-0.0, -0.0, -0.0])", '0.000000×10⁰⁰ 0.0 -0'],
      ["'[%.5e]'.format([0.0 / 0.0])", '[  NaN]'],
      ["'[%e]'.format([-1.0 / 0.0])", '[    -∞]'],
    ],
  ],
  [
    'numbers without digits are amounts of nothing',
    [
      ["['Ki', 'm', '+', '-', '.', '-.k', 'e3', 'E', 'e-9'].all(q, isQuantity(q))", true],
      ["['', 'e', 'e-10', 'Kim', '--'].exists(q, isQuantity(q))", false],
      ["quantity('Mi') == quantity('0')", true],
    ],
  ],
  [
    'a moment is printed with the offset it was written with',
    [
      ["string(timestamp('2024-05-06T23:08:09.50-05:30'))", '2024-05-06T23:08:09.5-05:30'],
      ["string(timestamp('2024-05-06T23:08:09+01:00') + duration('1h'))", '2024-05-07T00:08:09+01:00'],
      ["string(timestamp('2024-05-06T23:08:09+00:00'))", '2024-05-06T23:08:09Z'],
      ["timestamp('2024-05-06T23:08:09+01:00') == timestamp('2024-05-06T22:08:09Z')", true],
      ["timestamp('2024-05-06T23:08:09-05:00').getHours()", 4],
      ["string(timestamp('9999-12-31T23:59:59+05:00'))", '9999-12-31T23:59:59+05:00'],
    ],
  ],
  [
    'doubles and spans are printed as Go prints doubles',
    [
      ['string(999999.0)', '999999'],
      ['string(1000000.0)', '1e+06'],
      ['string(-1234567.5)', '-1.2345675e+06'],
      ["string(duration('31622399876543211ns'))", '31622399.876543213s'],
      ["string(duration('100ns'))", '0.0000001s'],
    ],
  ],
  [
    'types decide over an empty list',
    [
      ['type([1.5].filter(n, false).sum()) == double', true],
      ["[duration('1s')].filter(n, false).sum() == duration('0s')", true],
      ['type(object.numbers.filter(n, false).sum()) == int', true],
    ],
  ],
  [
    'types of Kubernetes have no name but for two',
    [
      ["type(quantity('1')) == kubernetes.Quantity", 'compileError'],
      ["type(url('/a')) == kubernetes.URL", 'compileError'],
      ["type(ip('::1')) == net.IP && type(cidr('::/1')) == net.CIDR", true],
    ],
  ],
  [
    'sorting leaves in place what cannot be compared, and long lists of equal keys open',
    [
      ['[3.0, 0.0 / 0.0, 2.0, 1.0].sort().map(n, string(n))', ['3', 'NaN', '1', '2']],
      ['[1, 2, 3, 4].sortBy(n, n % 2)', [2, 4, 1, 3]],
      ['lists.range(12).sortBy(n, n % 2)[0]', 0],
      ['lists.range(13).sortBy(n, n % 2)[0]', 'unknown'],
      ['lists.range(13).sortBy(n, -n)[0]', 12],
    ],
  ],
  ["semver('18446744073709551615.0.0') has wrapped", [["semver('18446744073709551615.0.0').major()", -1]]],
  [
    'a leading dot is little more than a dot',
    [
      ['.object.numbers[0]', 1],
      ['[1].map(x, .x + 1)', [2]],
      ['[1].map(object, .object)', [1]],
      ['.has(object.numbers)', 'compileError'],
    ],
  ],
  [
    'a comma may stand alone',
    [
      ['[,]', []],
      ['{,}', {}],
      ['[1,]', [1]],
      ['[1,,]', 'compileError'],
      ['[,1]', 'compileError'],
    ],
  ],
  [
    'no number is a span',
    [
      ['duration(5)', 'compileError'],
      ['duration(object.numberFirst[0])', 'error'],
      ["duration('5') == duration('5s')", 'compileError'],
      ["duration('5s') == duration(dyn('5s'))", true],
    ],
  ],
  [
    'of constants only some are keys',
    [
      ['{null: 1}[null]', 'compileError'],
      ["object[b'numbers']", 'compileError'],
      ["dyn({})[duration('1s')]", 'compileError'],
      ["object[string('numbers')][0]", 1],
      ['object[object.mixed[2]]', 'error'],
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
      ["['a-', '_-', 'a--'].exists(n, format.dns1123LabelPrefix().validate(n).hasValue())", false],
      ["format.dns1035LabelPrefix().validate('é-').hasValue()", true],
      ["['', '/', 'b/'].map(n, format.qualifiedName().validate(n).value().size())", [2, 3, 2]],
      ["format.qualifiedName().validate('/a').value().size()", 1],
      ["format.dns1123Label().validate('A').value()[0] == 'wrong'", 'unknown'],
      ["format.dns1123Label().validate('A').hasValue()", true],
      ["format.date().validate('A').value()[0]", 'invalid date'],
      ["['0000-02-29', '9999-12-31'].exists(d, format.date().validate(d).hasValue())", false],
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

test('Kubernetes 1.37 takes a leading dot for what is outside every comprehension', () => {
  const compiled = compileCel('[1].map(object, .object.n)', { kubernetes: '1.37', use: 'validatingPolicy' });
  expect('program' in compiled && compiled.program.evaluate({ object: { n: 2 } })).toEqual({ value: [2n] });
});

test('Kubernetes 1.37 keeps what is inside an optional', () => {
  const source = "optional.of('5').optMap(q, quantity(q)).value().asInteger()";
  const compiled = compileCel(source, { kubernetes: '1.37', use: 'validatingPolicy' });
  expect('program' in compiled && compiled.program.evaluate({ object })).toEqual({ value: 5n });
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

test.each([
  [
    "duration(object.mixed[1]) == duration('1s')",
    "type conversion error from 'string' to 'google.protobuf.Duration'",
  ],
  ["quantity(object.mixed[1] + 'K').isInteger()", 'quantities must match'],
  ["quantity('1K').isInteger()", "unable to parse quantity's suffix"],
])('%s is the error %s', (expression, error) => {
  const compiled = compileCel(expression, { kubernetes: '1.36', use: 'validatingPolicy' });
  expect('program' in compiled && compiled.program.evaluate({ object })).toEqual({
    error: expect.stringContaining(error),
  });
});
