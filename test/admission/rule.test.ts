import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Operation } from '../../src/admission/request.ts';
import { type Rule, type RuleTarget, ruleMatches } from '../../src/admission/rule.ts';

const operations = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'] as const;
const groups = ['', 'apps', 'networking.k8s.io'] as const;
const versions = ['v1', 'v1beta1'] as const;
const patterns = ['*', '*/*', 'pods', 'pods/*', 'pods/exec', '*/status', 'namespaces'] as const;

const some = <T>(items: readonly T[]) => fc.array(fc.constantFrom(...items), { minLength: 1, maxLength: 2 });
const rule: fc.Arbitrary<Rule> = fc.record({
  operations: some<string>([...operations, '*']),
  apiGroups: some<string>([...groups, '*']),
  apiVersions: some<string>([...versions, '*']),
  resources: some<string>(patterns),
  scope: fc.constantFrom('*', 'Namespaced', 'Cluster'),
  resourceNames: fc.constant([]),
});
const target: fc.Arbitrary<RuleTarget> = fc.record({
  operation: fc.constantFrom<Operation>(...operations),
  resource: fc.record({
    group: fc.constantFrom(...groups),
    version: fc.constantFrom(...versions),
    resource: fc.constantFrom('pods', 'namespaces', 'servicecidrs'),
  }),
  subResource: fc.constantFrom('', 'exec', 'status'),
  namespace: fc.constantFrom('', 'team-a'),
});
const EVERYTHING = {
  operations: ['*'],
  apiGroups: ['*'],
  apiVersions: ['*'],
  resources: ['*/*'],
  scope: '*',
};

describe('rules', () => {
  test('a rule for everything matches everything', () => {
    fc.assert(
      fc.property(target, (one) => expect(ruleMatches({ ...EVERYTHING, resourceNames: [] }, one)).toBe(true)),
    );
  });

  test('widening any part of a rule that matches leaves it matching', () => {
    fc.assert(
      fc.property(rule, target, fc.constantFrom(...Object.keys(EVERYTHING)), (one, asked, part) => {
        fc.pre(ruleMatches(one, asked));
        const wider = { ...one, [part]: EVERYTHING[part as keyof typeof EVERYTHING] };
        expect(ruleMatches(wider, asked)).toBe(true);
      }),
    );
  });

  test('a rule matches exactly where each of its parts does, by itself, beside parts that match everything', () => {
    fc.assert(
      fc.property(rule, target, (one, asked) => {
        const alone = (Object.keys(EVERYTHING) as (keyof typeof EVERYTHING)[]).map((part) =>
          ruleMatches({ ...EVERYTHING, resourceNames: [], [part]: one[part] }, asked),
        );
        expect(ruleMatches(one, asked)).toBe(alone.every((matches) => matches));
      }),
    );
  });

  test.each([
    ['*', '', true],
    ['*', 'exec', false],
    ['pods', '', true],
    ['pods', 'exec', false],
    ['pods/*', '', true],
    ['pods/*', 'exec', true],
    ['pods/exec', 'exec', true],
    ['pods/exec', '', false],
    ['*/exec', 'exec', true],
    ['*/exec', '', false],
    ['*/*', 'exec', true],
    ['services/*', 'exec', false],
  ])('resource %s on pods with subresource "%s": %s', (pattern, subResource, matches) => {
    const pods = { group: '', version: 'v1', resource: 'pods' };
    expect(
      ruleMatches(
        { ...EVERYTHING, resources: [pattern], resourceNames: [] },
        { operation: 'CREATE', resource: pods, subResource, namespace: 'team-a' },
      ),
    ).toBe(matches);
  });

  test.each([
    ['Cluster', 'namespaces', 'team-a', true],
    ['Namespaced', 'namespaces', 'team-a', false],
    ['Namespaced', 'pods', 'team-a', true],
    ['Cluster', 'pods', 'team-a', false],
    ['Cluster', 'servicecidrs', '', true],
    ['Sometimes', 'servicecidrs', '', false],
  ])('scope %s on %s in namespace "%s": %s', (scope, resource, namespace, matches) => {
    expect(
      ruleMatches(
        { ...EVERYTHING, scope, resourceNames: [] },
        { operation: 'CREATE', resource: { group: '', version: 'v1', resource }, subResource: '', namespace },
      ),
    ).toBe(matches);
  });
});
