import { describe, expect, test } from '@jest/globals';
import { compileCel } from '../../src/cel/cel.ts';
import { normalise, type Tagged } from './normalise.ts';
import { environmentOf, inputsOf, RECORDED, type RecordedCase } from './recorded-case.ts';

function answer(recorded: RecordedCase, kubernetes: '1.34' | '1.36'): string | Tagged {
  const compiled = compileCel(recorded.expr, environmentOf(recorded, kubernetes));
  if ('compileError' in compiled) return 'compileError';
  const result = compiled.program.evaluate(inputsOf(recorded));
  if ('value' in result) return inKeyOrder(normalise(result.value));
  return 'error' in result ? 'error' : `unknown: ${result.unknown}`;
}

/** Go's maps have no order. */
function inKeyOrder(tagged: Tagged): Tagged {
  if (tagged.t !== 'map') return tagged;
  return {
    t: 'map',
    v: [...(tagged.v as unknown[])].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  };
}

function recordedAnswer({ value, error }: RecordedCase): string | Tagged {
  if (value !== undefined) return inKeyOrder(value);
  return error === undefined ? 'compileError' : 'error';
}

describe.each(['1.34', '1.36'] as const)('as kube-apiserver %s answered', (kubernetes) => {
  test.each(RECORDED.map((recorded) => [recorded.id, recorded.expr, recorded] as const))(
    '%s: %s',
    (_, __, recorded) => {
      expect(answer(recorded, kubernetes)).toEqual(recordedAnswer(recorded));
    },
  );
});

test('there are as many as were recorded', () => {
  expect(RECORDED).toHaveLength(399);
});

test.each(
  RECORDED.filter(({ error }) => error !== undefined).map((recorded) => [recorded.expr, recorded] as const),
)('the error of %s is the one that was recorded', (_, recorded) => {
  const compiled = compileCel(recorded.expr, environmentOf(recorded));
  const result = 'program' in compiled ? compiled.program.evaluate(inputsOf(recorded)) : compiled;
  expect(recorded.error).toContain('error' in result ? result.error.slice(0, 30) : JSON.stringify(result));
});
