import { tests as conformance } from '@bufbuild/cel-spec/testdata/conformance.js';
import { describe, expect, test } from '@jest/globals';
import { compileCel, type JsonInput } from '../../src/cel/cel.ts';
import { jsonOf, type SpecTest, taggedOf, testsOf } from './conformance-case.ts';
import { DIFFERENT, NOT_LOADED, UNSTATED } from './conformance-exclusions.ts';
import { normalise, type Tagged } from './normalise.ts';

/** Tests that need messages of protocol buffers, or variables that JSON cannot hold, say nothing about Kubernetes. */
function isApplicable({ path, test }: { readonly path: string; readonly test: SpecTest }): boolean {
  const names = [...(test.typeEnv ?? []).map(({ name }) => name), ...Object.keys(test.bindings ?? {})];
  return (
    !NOT_LOADED.some((suite) => path.startsWith(`${suite}/`)) &&
    !UNSTATED.some((reason) => reason.test(test.expr)) &&
    test.container === undefined &&
    !names.some((name) => name === 'msg' || name.includes('.')) &&
    Object.values(test.bindings ?? {}).every(
      ({ value }) => value !== undefined && jsonOf(value) !== undefined,
    )
  );
}

const applicable = [...testsOf(conformance)].filter(isApplicable);
const reasonOf = new Map(
  Object.entries(DIFFERENT).flatMap(([reason, paths]) => paths.map((path) => [path, reason] as const)),
);

function answer(spec: SpecTest): Tagged | 'error' | 'unknown' {
  const declare = [
    ...new Set([...(spec.typeEnv ?? []).map(({ name }) => name), ...Object.keys(spec.bindings ?? {})]),
  ];
  const compiled = compileCel(spec.expr, { kubernetes: undefined, use: 'plain' }, { declare });
  if ('compileError' in compiled) return 'error';
  const inputs: Record<string, JsonInput> = {};
  for (const [name, { value }] of Object.entries(spec.bindings ?? {}))
    inputs[name] = jsonOf(value ?? {}) ?? null;
  const result = compiled.program.evaluate(inputs);
  if ('value' in result) return inKeyOrder(normalise(result.value));
  return 'error' in result ? 'error' : 'unknown';
}

function expected(spec: SpecTest): Tagged | 'error' | 'a value' {
  if (spec.evalError !== undefined) return 'error';
  if (spec.value !== undefined) return inKeyOrder(taggedOf(spec.value));
  return spec.checkOnly === true || spec.typedResult !== undefined ? 'a value' : { t: 'bool', v: true };
}

function inKeyOrder(tagged: Tagged): Tagged {
  if (tagged.t !== 'map') return tagged;
  const text = (entry: unknown) => JSON.stringify(entry);
  return { t: 'map', v: [...(tagged.v as unknown[])].sort((a, b) => (text(a) < text(b) ? -1 : 1)) };
}

function agrees(spec: SpecTest): boolean {
  const [said, wanted] = [answer(spec), expected(spec)];
  return wanted === 'a value' ? typeof said !== 'string' : JSON.stringify(said) === JSON.stringify(wanted);
}

describe('the conformance tests of the CEL specification', () => {
  const own = applicable.filter(({ path }) => !reasonOf.has(path));

  test('enough of them apply', () => {
    expect(own.length).toBeGreaterThan(1250);
  });

  test.each(own.map(({ path, test: spec }) => [path, spec] as const))('%s', (_, spec) => {
    expect(agrees(spec)).toBe(true);
  });

  test.each([...reasonOf])('%s still differs: %s', (path) => {
    const found = applicable.filter((candidate) => candidate.path === path);
    expect(found.length).toBeGreaterThan(0);
    expect(found.some(({ test: spec }) => !agrees(spec))).toBe(true);
  });
});
