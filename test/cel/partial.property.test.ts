import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CelResult, compileCel, type JsonInput, partialJson, unknownInput } from '../../src/cel/cel.ts';
import { expressionText, jsonObject } from './expressions.ts';
import { normalise } from './normalise.ts';
import { environmentOf, inputsOf, RECORDED } from './recorded-case.ts';

/** Hides fields: each taken decision says whether the next field is kept, left out or put to unknown. */
function hide(json: unknown, decisions: Iterator<number>): JsonInput {
  const next = () => decisions.next().value ?? 0;
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value))
      return value.map((item) => (next() === 2 ? unknownInput('hidden') : copy(item)));
    if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
      return value;
    const fields = Object.entries(value).flatMap(([name, inner]) => {
      const decision = next();
      if (decision === 1) return [];
      return [[name, decision === 2 ? unknownInput('hidden') : copy(inner)] as const];
    });
    return Object.fromEntries(fields);
  };
  return partialJson(copy(json) as object, 'hidden');
}

const decisions = fc.array(fc.nat(3), { maxLength: 30 });

/** Nothing that is said of a part may be wrong of the whole. */
function expectNoContradiction(ofPart: CelResult, ofWhole: CelResult): void {
  if ('unknown' in ofPart) return;
  if ('error' in ofPart) expect(ofWhole).toHaveProperty('error');
  else expect('value' in ofWhole ? normalise(ofWhole.value) : ofWhole).toEqual(normalise(ofPart.value));
}

describe('what is said of a partial object is true of every completion', () => {
  test('for expressions of any shape', () => {
    fc.assert(
      fc.property(expressionText, jsonObject, decisions, (expression, object, choices) => {
        const environment = { kubernetes: undefined, use: 'plain' } as const;
        const compiled = compileCel(expression, environment, { declare: ['object', 'x', 'y'] });
        fc.pre('program' in compiled);
        const rest = { x: { a: 1 }, y: [1, 'a'] };
        const whole = compiled.program.evaluate({ object, ...rest });
        const part = compiled.program.evaluate({ object: hide(object, choices.values()), ...rest });
        expectNoContradiction(part, whole);
      }),
      { numRuns: 3000 },
    );
  });

  test('for the recorded expressions', () => {
    const cases = RECORDED.filter(({ compileError }) => compileError === undefined);
    fc.assert(
      fc.property(fc.constantFrom(...cases), decisions, decisions, (recorded, ofObject, ofRequest) => {
        const compiled = compileCel(recorded.expr, environmentOf(recorded));
        if ('compileError' in compiled) throw new Error(compiled.compileError);
        const inputs = inputsOf(recorded);
        const hidden = {
          ...inputs,
          ...(recorded.object ? { object: hide(recorded.object, ofObject.values()) } : {}),
          request: hide(recorded.request, ofRequest.values()),
        };
        expectNoContradiction(compiled.program.evaluate(hidden), compiled.program.evaluate(inputs));
      }),
      { numRuns: 3000 },
    );
  });

  test('often enough something is said', () => {
    const said = fc
      .sample(fc.tuple(expressionText, jsonObject, decisions), { numRuns: 2000, seed: 1 })
      .map(([expression, object, choices]) => {
        const compiled = compileCel(
          expression,
          { kubernetes: undefined, use: 'plain' },
          { declare: ['object', 'x', 'y'] },
        );
        if ('compileError' in compiled) return 'compileError';
        const [answer] = Object.keys(
          compiled.program.evaluate({ object: hide(object, choices.values()), x: 1, y: 1 }),
        );
        return answer;
      });
    for (const answer of ['value', 'error', 'unknown']) {
      expect(said.filter((one) => one === answer).length).toBeGreaterThan(100);
    }
  });
});

describe('three-valued logic', () => {
  const TERMS = ['true', 'false', 'hidden', '(1 / zero == 1)', 'number'] as const;
  const values = { hidden: unknownInput('hidden'), zero: 0, number: 5 };
  const meaning = (expression: string): string => {
    const compiled = compileCel(
      expression,
      { kubernetes: undefined, use: 'plain' },
      { declare: Object.keys(values) },
    );
    if ('compileError' in compiled) throw new Error(compiled.compileError);
    const result = compiled.program.evaluate(values);
    return 'value' in result ? String(result.value) : (Object.keys(result)[0] ?? '');
  };
  const terms = fc.array(fc.constantFrom(...TERMS), { minLength: 2, maxLength: 6 });
  const shuffled = terms.chain((some) =>
    fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
  );

  test.each(['&&', '||'])('the order of terms of %s does not matter', (operator) => {
    fc.assert(
      fc.property(shuffled, ([some, others]) => {
        expect(meaning(others.join(operator))).toBe(meaning(some.join(operator)));
      }),
    );
  });

  test.each([
    ['&&', 'false'],
    ['||', 'true'],
  ])('%s: %s decides, else what is not known, else an error', (operator, deciding) => {
    fc.assert(
      fc.property(terms, (some) => {
        const kinds = new Set(
          some.map((term) => (term === 'hidden' ? 'unknown' : term.match(/true|false/) ? term : 'error')),
        );
        const first = [deciding, 'unknown', 'error'].find((kind) => (kinds as Set<string>).has(kind));
        expect(meaning(some.join(operator))).toBe(first ?? String(deciding === 'false'));
      }),
    );
  });

  test.each(['&&', '||'])('%s: brackets do not matter', (operator) => {
    fc.assert(
      fc.property(terms, fc.nat(), (some, at) => {
        const cut = 1 + (at % (some.length - 1));
        const [left, right] = [some.slice(0, cut), some.slice(cut)].map((part) => `(${part.join(operator)})`);
        // A bracketed term that is no boolean is still no boolean.
        fc.pre(!(cut === 1 || cut === some.length - 1) || some.every((term) => term !== 'number'));
        expect(meaning(`${left} ${operator} ${right}`)).toBe(meaning(some.join(operator)));
      }),
    );
  });

  test('negation turns and and or into each other', () => {
    const booleans = fc.array(fc.constantFrom(...TERMS.slice(0, 4)), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(booleans, (some) => {
        const negated = some.map((term) => `!${term}`).join(' || ');
        expect(meaning(`!(${some.join(' && ')})`)).toBe(meaning(negated));
      }),
    );
  });
});
