import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { applyRemedy, commandsOf } from './apply-remedy.ts';
import { examine } from './examine.ts';

interface Shape {
  readonly type: 'Validating' | 'Mutating';
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly expressions: readonly string[];
  readonly conditions: readonly string[];
  readonly failurePolicy: 'Fail' | 'Ignore';
  readonly bindings: readonly string[];
}

const policyWith = (shape: Shape): KubeObject[] => {
  const {
    type,
    name,
    labels = {},
    groups,
    resources,
    expressions,
    conditions,
    failurePolicy,
    bindings,
  } = shape;
  const apiVersion = 'admissionregistration.k8s.io/v1';
  return [
    {
      apiVersion,
      kind: `${type}AdmissionPolicy`,
      metadata: { name, labels },
      spec: {
        failurePolicy,
        matchConstraints: {
          resourceRules: [{ operations: ['*'], apiGroups: groups, apiVersions: ['*'], resources }],
        },
        ...(conditions.length === 0
          ? {}
          : { matchConditions: conditions.map((expression, index) => ({ name: `c${index}`, expression })) }),
        ...(type === 'Validating'
          ? { validations: expressions.map((expression) => ({ expression })) }
          : {
              reinvocationPolicy: 'Never',
              mutations: [
                { patchType: 'ApplyConfiguration', applyConfiguration: { expression: 'Object{}' } },
              ],
            }),
      },
    },
    ...bindings.map((binding) => ({
      apiVersion,
      kind: `${type}AdmissionPolicyBinding`,
      metadata: { name: binding },
      spec: { policyName: name, ...(type === 'Validating' ? { validationActions: ['Deny'] } : {}) },
    })),
  ];
};

const shapes: fc.Arbitrary<Shape> = fc.record({
  type: fc.constantFrom('Validating', 'Mutating'),
  name: fc.constantFrom('deny-all', 'cpol-deny-all', "it's; $(odd)"),
  labels: fc.constantFrom({}, { 'app.kubernetes.io/managed-by': 'kyverno' }),
  groups: fc.subarray(['*', 'rbac.authorization.k8s.io', 'networking.k8s.io'], { minLength: 1 }),
  resources: fc.subarray(['*', 'clusterroles', 'servicecidrs', 'ipaddresses'], { minLength: 1 }),
  expressions: fc.subarray(['false', 'object.metadata.name == "kubernetes"', 'object.spec.unheardOf == 1'], {
    minLength: 1,
  }),
  conditions: fc.subarray(['request.operation == "CREATE"', 'object.metadata.labels["a"] == "b"']),
  failurePolicy: fc.constantFrom('Fail', 'Ignore'),
  bindings: fc.subarray(['one', 'two'], { minLength: 1 }),
});

describe('a policy that stops the upgrade’s own writes', () => {
  test('whatever it is: what its remedy says first lets pass what the proof says', () => {
    let proven = 0;
    fc.assert(
      fc.property(shapes, (shape) => {
        const objects = policyWith(shape);
        for (const finding of examine(objects, '1.35', '1.37')) {
          expect(finding.proof).toContain('Simulated: ');
          // What Kyverno makes of its own policy is Kyverno's: here only what it is told is looked at.
          if (shape.labels?.['app.kubernetes.io/managed-by'] === 'kyverno') continue;
          proven += 1;
          const after = examine(applyRemedy(finding, objects), '1.35', '1.37');
          expect(after.map(({ id }) => id)).not.toContain(finding.id);
        }
      }),
      { numRuns: 80 },
    );
    expect(proven).toBeGreaterThan(10);
  });

  const denyAll = (name: string, labels: Record<string, string>): Shape => ({
    type: 'Validating',
    name,
    labels,
    groups: ['networking.k8s.io'],
    resources: ['servicecidrs'],
    expressions: ['false'],
    conditions: [],
    failurePolicy: 'Fail',
    bindings: [`${name}-binding`],
  });

  test('one that Kyverno generates is mended where it comes from', () => {
    const [finding] = examine(
      policyWith(denyAll('vpol-x', { 'app.kubernetes.io/managed-by': 'kyverno' })),
      '1.32',
      '1.33',
    );
    const [command = []] = commandsOf(finding?.remediate[0] ?? { title: '' });
    expect(command.slice(0, 3)).toEqual(['kubectl', 'patch', 'validatingpolicy']);
    expect(JSON.parse(command.at(-1) ?? '')).toEqual({
      spec: {
        matchConditions: [
          { name: 'exclude-kube-apiserver', expression: 'request.userInfo.username != "system:apiserver"' },
        ],
      },
    });
    expect(finding?.explain).toContain('Recognised as policies that Kyverno generates.');
  });

  test('one without a patch that lasts: its bindings are deleted, and come back as they were', () => {
    const objects = policyWith({ ...denyAll('deny-all', {}), bindings: ['one', 'two'] });
    const [finding] = examine(objects, '1.32', '1.33');
    const away = finding?.remediate.find(({ title }) => title.startsWith('Or: delete'));
    expect(commandsOf(away ?? { title: '' })).toEqual([
      ['kubectl', 'get', 'validatingadmissionpolicybinding', 'one', 'two', '-o', 'yaml'],
      ['kubectl', 'delete', 'validatingadmissionpolicybinding', 'one', 'two'],
    ]);
  });
});
