import { describe, expect, test } from '@jest/globals';
import {
  type CelInputs,
  type CelResult,
  compileCel,
  partialJson,
  toJson,
  unknownInput,
  wholeJson,
} from '../../src/cel/cel.ts';

function evaluate(expression: string, inputs: CelInputs): CelResult {
  const compiled = compileCel(
    expression,
    { kubernetes: undefined, use: 'plain' },
    { declare: ['object', 'other'] },
  );
  if ('compileError' in compiled) throw new Error(compiled.compileError);
  return compiled.program.evaluate(inputs);
}

/** What an expression says, in short. */
function say(expression: string, object: CelInputs['object'], other?: CelInputs['other']): unknown {
  const result = evaluate(expression, { object, other });
  if ('unknown' in result) return 'unknown';
  return 'error' in result ? 'error' : toJson(result.value);
}

const hidden = unknownInput('nobody knows');

describe('a wholly unknown object', () => {
  test.each([
    ['object == null', 'unknown'],
    ['object.spec.x', 'unknown'],
    ['has(object.spec)', 'unknown'],
    ['object.?spec.orValue(1)', 'unknown'],
    ['size(object)', 'unknown'],
    ["'a' in object", 'unknown'],
    ['object.all(k, true)', 'unknown'],
    ['[object].size()', 'unknown'],
    ['false && object.x', false],
    ['object.x && false', false],
    ['true || object.x', true],
    ['object.x || true', true],
    ['true && object.x', 'unknown'],
    ['false || object.x', 'unknown'],
    ['object.x ? 1 : 1', 'unknown'],
    ['[1, 2].exists(i, i == 2 || object.x)', true],
    ['[1, 2].all(i, i == 1 && object.x)', false],
    ['[1, 2].all(i, i > 0 || object.x)', true],
    ['[1, 2].map(i, object.x).size()', 'unknown'],
    ['[1].filter(i, object.x).size()', 'unknown'],
    ['1 / 0 == 1 || object.x', 'unknown'],
    ['object.x || 1 / 0 == 1', 'unknown'],
    ['1 / 0 == 1 && object.x', 'unknown'],
    ['optional.of(object)', 'unknown'],
  ])('%s is %s', (expression, said) => {
    expect(say(expression, hidden)).toBe(said);
  });

  test('an input that is left out is not known', () => {
    expect(evaluate('object.x', {})).toEqual({ unknown: 'object is not known' });
  });

  test('the reason is told', () => {
    expect(evaluate('object.x == 1', { object: hidden })).toEqual({ unknown: 'nobody knows' });
  });
});

describe('a partial object', () => {
  const object = partialJson(
    { kind: 'Pod', metadata: { name: 'a' }, list: [1, { x: 1 }] },
    'only part of it is known',
  );

  test.each([
    ['object == null', false],
    ['object != null', true],
    ["object.kind == 'Pod'", true],
    ['has(object.kind)', true],
    ['has(object.spec)', 'unknown'],
    ['has(object.metadata.labels)', 'unknown'],
    ['object.spec', 'unknown'],
    ['object.?spec.hasValue()', 'unknown'],
    ["object[?'kind'].hasValue()", true],
    ["'kind' in object", true],
    ["'spec' in object", 'unknown'],
    ['size(object)', 'unknown'],
    ['size(object.list)', 2],
    ['object.list[0]', 1],
    ['has(object.list[1].y)', 'unknown'],
    ['object.list == [1]', false],
    ["object.metadata == {'name': 'b'}", false],
    ["object.metadata == {'name': 'a'}", 'unknown'],
    ["object.metadata == {'labels': 'a'}", false],
    ["{'name': 'b'} == object.metadata", false],
    ["object.metadata in [{'name': 'b'}]", false],
    ["object.metadata in [{'name': 'a'}]", 'unknown'],
    ['object.metadata in [object.metadata]', 'unknown'],
    ["object.exists(k, k == 'kind')", true],
    ["object.exists(k, k == 'spec')", 'unknown'],
    ["object.all(k, k != 'kind')", false],
    ['object.all(k, true)', 'unknown'],
    ['object.map(k, k).size()', 'unknown'],
    ['object.exists_one(k, true)', 'unknown'],
    ["object.exists(k, v, k == 'kind' && v == 'Pod')", true],
    ['object.transformMap(k, v, 1).size()', 'unknown'],
    ["'%s'.format([object])", 'unknown'],
    ['optional.ofNonZeroValue(object).hasValue()', true],
    ['type(object) == map', true],
    ['object.list.reverse()[1]', 1],
    ['sets.contains(object.list, [1])', 'unknown'],
  ])('%s is %s', (expression, said) => {
    expect(say(expression, object)).toBe(said);
  });

  test('a part may be known completely', () => {
    const known = partialJson({ metadata: wholeJson({ labels: {} }) }, 'only part of it is known');
    expect(say('has(object.metadata.annotations)', known)).toBe(false);
    expect(say("object.metadata == {'labels': {}}", known)).toBe(true);
    expect(say('size(object.metadata)', known)).toBe(1);
    expect(say('has(object.spec)', known)).toBe('unknown');
  });

  test('a field of unknown value may also be absent', () => {
    const some = { a: 1, b: hidden };
    expect(say('has(object.b)', some)).toBe('unknown');
    expect(say('object.b', some)).toBe('unknown');
    expect(say('has(object.c)', some)).toBe(false);
    expect(say('size(object)', some)).toBe('unknown');
    expect(say("object == {'a': 2}", some)).toBe(false);
    expect(say("object == {'a': 1, 'c': 1}", some)).toBe(false);
    expect(say("object == {'a': 1}", some)).toBe('unknown');
  });

  test('two partial objects can differ but never be equal', () => {
    const [a, b] = [{ x: 1 }, { x: 2, y: 1 }].map((value) => partialJson(value, 'part'));
    expect(say('object == other', a, b)).toBe(false);
    expect(say('object == other', a, a)).toBe('unknown');
  });

  test('a list may hold what is not known', () => {
    const list = [1, hidden, 3];
    expect(say('object.size()', list)).toBe(3);
    expect(say('3 in object', list)).toBe(true);
    expect(say('4 in object', list)).toBe('unknown');
    expect(say('object.exists(i, i == 3)', list)).toBe(true);
    expect(say('object.all(i, i == 1)', list)).toBe(false);
    expect(say('object.all(i, i > 0)', list)).toBe('unknown');
    expect(say('object.sum()', list)).toBe('unknown');
    expect(say('object == [2, 2, 3]', list)).toBe(false);
    expect(say('object == [1, 2]', list)).toBe(false);
    expect(say('(object + [4])[3]', list)).toBe(4);
  });
});

test('a number that JSON.parse has rounded is not known', () => {
  expect(say('object.n == 1', JSON.parse('{"n": 9007199254740993}'))).toBe('unknown');
  expect(say('object.n > 1e18', JSON.parse('{"n": 1e30}'))).toBe(true);
});

describe('the authorizer', () => {
  const environment = { kubernetes: '1.34', use: 'matchConditions' } as const;
  const request = {
    userInfo: { username: 'jane', groups: ['dev'] },
    resource: { group: '', resource: 'pods' },
    name: 'a',
  };
  const ask = (expression: string, inputs: CelInputs) => {
    const compiled = compileCel(expression, environment, { resultType: 'bool' });
    if ('compileError' in compiled) throw new Error(compiled.compileError);
    return compiled.program.evaluate(inputs);
  };
  const expression = "authorizer.requestResource.check('get').allowed()";

  test('says nothing where nobody answers for it', () => {
    expect(ask(expression, { request })).toEqual({ unknown: 'what the authorizer says is not known' });
    expect(ask(expression, { request, decide: () => undefined })).toEqual({
      unknown: 'whether jane may get pods is not known',
    });
    expect(ask(`${expression} || true`, { request })).toEqual({ value: true });
  });

  test('is asked about the user and resource of the request', () => {
    const asked: unknown[] = [];
    const decide: NonNullable<CelInputs['decide']> = (attributes) => {
      asked.push(attributes);
      return { allowed: true };
    };
    expect(ask(expression, { request, decide })).toEqual({ value: true });
    expect(
      ask("authorizer.serviceAccount('ns', 'sa').path('/x').check('get').allowed()", { request, decide }),
    ).toEqual({
      value: true,
    });
    expect(asked).toEqual([
      {
        user: { username: 'jane', uid: '', groups: ['dev'], extra: {} },
        verb: 'get',
        group: '',
        resource: 'pods',
        subresource: '',
        namespace: '',
        name: 'a',
      },
      {
        user: {
          username: 'system:serviceaccount:ns:sa',
          groups: ['system:serviceaccounts', 'system:serviceaccounts:ns', 'system:authenticated'],
        },
        verb: 'get',
        path: '/x',
      },
    ]);
  });

  test('cannot be asked about a user who is not known', () => {
    const someone = { ...request, userInfo: unknownInput('the user is not known') };
    expect(ask(expression, { request: someone, decide: () => ({ allowed: true }) })).toEqual({
      unknown: 'the user is not known',
    });
  });

  test('is asked at most twice by one expression, which is what the API server allows', () => {
    const check = "authorizer.path('/a').check('get').allowed()";
    const decide = () => ({ allowed: true });
    expect(ask(`${check} && ${check}`, { request, decide })).toEqual({ value: true });
    expect(ask(`${check} && ${check} && ${check}`, { request, decide })).toHaveProperty('unknown');
  });
});

test('match conditions never see the namespace', () => {
  const compiled = compileCel('namespaceObject == null', { kubernetes: '1.34', use: 'matchConditions' });
  expect('program' in compiled && compiled.program.evaluate({ namespaceObject: { metadata: {} } })).toEqual({
    value: true,
  });
});
