import { describe, expect, test } from '@jest/globals';
import { type CelEnvironment, compileCel } from '../../src/cel/cel.ts';
import type { Minor } from '../../src/upgrade/version.ts';

function compiles(
  expression: string,
  kubernetes: Minor | undefined,
  use: CelEnvironment['use'] = 'validatingPolicy',
): boolean {
  return 'program' in compileCel(expression, { kubernetes, use, hasParams: true });
}

/** The minor that brought a thing, the one before it, and expressions that use it. */
const GATES: readonly (readonly [Minor, Minor, ...string[]])[] = [
  [
    '1.26',
    '1.27',
    "authorizer.path('/healthz').check('get').allowed()",
    "authorizer.requestResource.check('get').reason()",
  ],
  [
    '1.27',
    '1.28',
    'object.?spec.hasValue()',
    "object.spec[?'a'].orValue(1) == 1",
    '[?object.?spec].size() == 0',
    'optional.of(1).hasValue()',
    'optional.of(1).optMap(x, x).hasValue()',
    "isQuantity('1')",
    '1 < 1.5',
    '1u >= 1',
  ],
  [
    '1.28',
    '1.29',
    "'%s'.format(['a']) == 'a'",
    "strings.quote('a') == 'a'",
    'sets.contains([1], [1])',
    'optional.of(1).optFlatMap(x, optional.of(x)).hasValue()',
  ],
  ['1.29', '1.30', "isIP('::1')", "isCIDR('::1/64')", "ip.isCanonical('::1')"],
  [
    '1.30',
    '1.31',
    "format.dns1123Label().validate('a').hasValue()",
    "authorizer.group('').resource('pods').labelSelector('a=b').check('get').allowed()",
  ],
  [
    '1.31',
    '1.32',
    '[1].all(i, v, i < v)',
    '[1].transformList(i, v, i).size() == 1',
    '[1].existsOne(i, v, true)',
    '[1].exists_one(i, v, true)',
  ],
  ['1.32', '1.33', "isSemver('1.2.3')", '[1].first().hasValue()', '[optional.of(1)].unwrapOpt() == [1]'],
  [
    '1.33',
    '1.34',
    '[1].sort() == [1]',
    '[1].sortBy(x, x) == [1]',
    '[[1]].flatten() == [1]',
    'lists.range(1) == [0]',
    '[1].slice(0, 1) == [1]',
    '[1].distinct() == [1]',
    '[1].reverse() == [1]',
  ],
  ['1.36', '1.37', '[1].includes(1)'],
];

describe.each(GATES)('what is not in %s but in %s', (before, since, ...expressions) => {
  test.each(expressions)('%s', (expression) => {
    expect(compiles(expression, before)).toBe(false);
    expect(compiles(expression, since)).toBe(true);
    expect(compiles(expression, undefined)).toBe(true);
    expect(compiles(expression, '1.99')).toBe(true);
  });
});

test.each([
  "object.name.matches('a')",
  "'a'.find('b') == ''",
  "url('/a').getEscapedPath() == '/a'",
  '[1].sum() == 1',
  "'a,b'.split(',').join('') == 'ab'",
  'object.spec.replicas > 2.5',
  '[1].map(x, x * 2).exists_one(x, x == 2)',
])('what every minor has: %s', (expression) => {
  expect(compiles(expression, '1.25')).toBe(true);
});

test.each([
  'cel.bind(x, 1, x == 1)',
  'math.greatest(1, 2) == 2',
  "base64.encode(b'a') == ''",
  "'a'.reverse() == 'a'",
  'object.`a-b`',
  '[1].existsOne(v, true)',
])('what no minor has: %s', (expression) => {
  expect(compiles(expression, undefined)).toBe(false);
  expect(compiles(expression, undefined, 'mutatingPolicy')).toBe(false);
});

test('literals of mixed types never compile, but before 1.29 what is dyn went with everything', () => {
  for (const minor of ['1.28', '1.29'] as const) {
    expect(compiles("[1, 'a'].size() == 2", minor)).toBe(false);
    expect(compiles("{'a': 1, 'b': 'x'}.size() == 2", minor)).toBe(false);
  }
  expect(compiles("[object.a, 'a'].size() == 2", '1.28')).toBe(true);
  expect(compiles("[object.a, 'a'].size() == 2", '1.29')).toBe(false);
});

describe('what hangs on the use', () => {
  test('only mutating policies know patches', () => {
    for (const expression of [
      "jsonpatch.escapeKey('a/b') == 'a~1b'",
      "[JSONPatch{op: 'remove', path: '/a'}].size() == 1",
    ]) {
      expect(compiles(expression, '1.34', 'mutatingPolicy')).toBe(true);
      expect(compiles(expression, '1.34', 'validatingPolicy')).toBe(false);
      expect(compiles(expression, '1.34', 'matchConditions')).toBe(false);
    }
  });

  test('match conditions know no variables', () => {
    expect(compiles('variables.a == 1', '1.34', 'matchConditions')).toBe(false);
  });

  test('params and the authorizer are there only where they are', () => {
    const environment = { kubernetes: '1.34', use: 'validatingPolicy' } as const;
    expect(compileCel('params == null', environment)).toHaveProperty('compileError');
    expect(compileCel('params == null', { ...environment, hasParams: true })).toHaveProperty('program');
    expect(
      compileCel("authorizer.path('/a').check('get').allowed()", { ...environment, hasAuthorizer: false }),
    ).toHaveProperty('compileError');
  });

  test('a hazard of our own knows only what it declares', () => {
    const environment = { kubernetes: '1.20', use: 'plain' } as const;
    expect(compileCel('object.a', environment)).toHaveProperty('compileError');
    expect(
      compileCel("object.a == 1 && isSemver('1.2.3')", environment, { declare: ['object'] }),
    ).toHaveProperty('program');
  });
});

describe('the type of the result', () => {
  const environment = { kubernetes: '1.34', use: 'validatingPolicy' } as const;

  test.each([
    ['true', 'bool', true],
    ['object.spec.hostNetwork', 'bool', false],
    ["'a'", 'bool', false],
    ["'a'", 'string', true],
    ['1', 'string', false],
    ['1', 'any', true],
  ] as const)('%s as %s: %s', (expression, resultType, fits) => {
    expect('program' in compileCel(expression, environment, { resultType })).toBe(fits);
  });

  test('a hazard of our own may leave it to the evaluation', () => {
    const plain = { kubernetes: undefined, use: 'plain' } as const;
    expect(compileCel('object.a', plain, { declare: ['object'], resultType: 'bool' })).toHaveProperty(
      'program',
    );
    expect(compileCel('1', plain, { resultType: 'bool' })).toEqual({
      compileError: 'must evaluate to bool but got int',
    });
  });
});

describe('variables', () => {
  const environment = {
    kubernetes: '1.34',
    use: 'validatingPolicy',
    variables: [
      { name: 'names', expression: 'object.items.map(i, i.name)' },
      { name: 'count', expression: 'variables.names.size()' },
      { name: 'broken', expression: 'object.missing' },
    ],
  } as const;
  const evaluate = (expression: string) => {
    const compiled = compileCel(expression, environment);
    return 'program' in compiled
      ? compiled.program.evaluate({ object: { items: [{ name: 'a' }, { name: 'b' }] } })
      : compiled;
  };

  test('see those before them and are typed', () => {
    expect(evaluate('variables.count == 2')).toEqual({ value: true });
    expect(evaluate("variables.count == 'two'")).toHaveProperty('compileError');
    expect(evaluate('[1, 2].all(i, variables.names.exists(i, i == "a") && i <= variables.count)')).toEqual({
      value: true,
    });
  });

  test('fail only where they are asked for', () => {
    expect(evaluate('variables.broken == 1')).toHaveProperty('error');
    expect(evaluate('variables.broken == 1 || true')).toEqual({ value: true });
    expect(evaluate('variables.none == 1')).toHaveProperty('compileError');
  });

  test('are named where they do not compile', () => {
    const variables = [{ name: 'wrong', expression: '1 +' }];
    expect(compileCel('true', { kubernetes: '1.34', use: 'validatingPolicy', variables })).toEqual({
      compileError: expect.stringMatching(/^variable wrong: 1:4: Syntax error/),
    });
  });
});

test('where an expression is wrong is told by line and column', () => {
  expect(compileCel('true &&\n  foo.bar', { kubernetes: '1.34', use: 'matchConditions' })).toEqual({
    compileError: "2:3: undeclared reference to 'foo'",
  });
});
