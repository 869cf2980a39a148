import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/assessment/finding.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { recogniseProduct } from '../../src/products/recognise-product.ts';
import { SKETCHES } from '../products/sketches.ts';
import { PRODUCTS } from '../support/products.ts';
import { applyRemedy, commandsOf } from './apply-remedy.ts';
import { examine, recordedConfigs, recordedObjects } from './examine.ts';

const isConfiguration = ({ kind }: KubeObject) => kind.endsWith('WebhookConfiguration');

/** The first recorded configuration of each product that has webhooks; a sketch of one where none was recorded. */
const SAMPLES = PRODUCTS.flatMap((product) => {
  const object =
    recordedConfigs()
      .flatMap(recordedObjects)
      .find(
        (one) =>
          isConfiguration(one) &&
          ((one.webhooks as unknown[] | undefined) ?? []).length > 0 &&
          recogniseProduct(one, PRODUCTS)?.id === product.id,
      ) ?? SKETCHES[product.id];
  return object === undefined ? [] : [[product.id, product, object] as const];
});

/** A configuration of a product as somebody might set it up who wants everything checked. */
const madeRisky = (object: KubeObject): KubeObject => ({
  ...object,
  webhooks: (object.webhooks as Record<string, unknown>[]).map((webhook) => ({
    ...webhook,
    failurePolicy: 'Fail',
    objectSelector: {},
    rules: [{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*/*'], scope: '*' }],
  })),
});

const blockersOf = (objects: readonly KubeObject[]): readonly Finding[] =>
  examine(objects, '1.32', '1.34').filter(({ severity }) => severity === 'blocker');

/** Products whose operator takes the object away itself when it is told to. */
const OPERATORS: ReadonlySet<string> = new Set(['sriov-network-operator']);

describe('each product', () => {
  test('that webhooks belong to has a configuration', () => {
    const without = PRODUCTS.map(({ id }) => id).filter((id) => !SAMPLES.some(([sample]) => sample === id));
    expect(without).toEqual(['gatekeeper-generated-policies', 'kyverno-generated-policies']);
  });

  test.each(SAMPLES)(
    '%s, set up to check everything and fail closed: its remedy lets the upgrade pass',
    (_, product, object) => {
      const risky = madeRisky(object);
      const findings = blockersOf([risky]);
      expect(findings).not.toEqual([]);
      for (const finding of findings) {
        expect(finding.explain).toContain(`Recognised as ${product.name}.`);
        if (product.writtenBy === 'platform') {
          expect(finding.proof).toMatch(/^No fix could be proven by simulation\./);
          continue;
        }
        expect(finding.proof).toContain('Simulated: ');
        if (OPERATORS.has(product.id)) continue;
        expect(blockersOf(applyRemedy(finding, [risky]))).toEqual([]);
      }
    },
  );

  test.each(SAMPLES)(
    '%s: every command is one that a shell can read, with nothing of the product left to fill in',
    (_, product, object) => {
      for (const finding of blockersOf([madeRisky(object)])) {
        const steps = finding.remediate.flatMap((step) => [step, { title: '', run: step.undo ?? ':' }]);
        expect(() => steps.flatMap(commandsOf)).not.toThrow();
        expect(JSON.stringify(finding)).not.toMatch(/\{\{/);
      }
      expect(product.sources.every(({ url }) => url.startsWith('https://'))).toBe(true);
    },
  );

  test.each(SAMPLES)('%s: no patch is offered that its controller would put back', (_, product, object) => {
    for (const finding of blockersOf([madeRisky(object)])) {
      const patched = finding.remediate
        .flatMap(commandsOf)
        .filter(
          ([program, verb, resource]) =>
            program === 'kubectl' && verb === 'patch' && resource?.endsWith('webhookconfiguration'),
        );
      if (product.writtenBy === 'installer') expect(patched).not.toEqual([]);
      else expect(patched).toEqual([]);
    }
  });
});
