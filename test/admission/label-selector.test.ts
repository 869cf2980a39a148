import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type LabelRequirement, type LabelSelector, selects } from '../../src/admission/label-selector.ts';

const key = fc.constantFrom('app', 'team', 'tier');
const value = fc.constantFrom('web', 'api', '');
const requirement: fc.Arbitrary<LabelRequirement> = fc.record({
  key,
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
  values: fc.array(value, { maxLength: 2 }),
});
const selector: fc.Arbitrary<LabelSelector> = fc.record({
  matchLabels: fc.dictionary(key, value, { maxKeys: 2 }),
  matchExpressions: fc.array(requirement, { maxLength: 3 }),
});
const labels = fc.dictionary(key, value, { maxKeys: 3 });

/** Label selectors as the Kubernetes documentation puts them, in words of its own. */
function selectsByTheBook(
  { matchLabels, matchExpressions }: LabelSelector,
  given: Record<string, string>,
): boolean {
  const has = (name: string) => Object.keys(given).includes(name);
  const equal = Object.entries(matchLabels ?? {}).every(([name, text]) => has(name) && given[name] === text);
  const rest = (matchExpressions ?? []).every((one) => {
    const listed = has(one.key) && (one.values ?? []).some((text) => text === given[one.key]);
    if (one.operator === 'In') return listed;
    if (one.operator === 'NotIn') return !listed;
    return one.operator === 'Exists' ? has(one.key) : !has(one.key);
  });
  return equal && rest;
}

describe('label selectors', () => {
  test('select what the documentation says they select', () => {
    fc.assert(
      fc.property(selector, labels, (one, given) => {
        expect(selects(one, { values: given, complete: true })).toBe(selectsByTheBook(one, given));
      }),
    );
  });

  test('never say anything of hidden labels that showing them contradicts', () => {
    fc.assert(
      fc.property(selector, labels, fc.array(key.map(String)), (one, given, hidden) => {
        const shown = Object.fromEntries(Object.entries(given).filter(([name]) => !hidden.includes(name)));
        const answer = selects(one, { values: shown, complete: false });
        if (answer !== 'unknown') expect(answer).toBe(selectsByTheBook(one, given));
      }),
    );
  });

  test('an operator that does not exist is not guessed at', () => {
    const odd = { matchExpressions: [{ key: 'app', operator: 'Like', values: ['web'] }] };
    expect(selects(odd, { values: { app: 'web' }, complete: true })).toBe('unknown');
  });
});
