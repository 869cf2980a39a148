import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding } from '../../src/assessment/finding.ts';
import type { ServedResource } from '../../src/facts/cluster-facts.ts';
import { known } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { recordedFacts } from '../support/read-live.ts';
import { applyRemedy } from './apply-remedy.ts';
import { examine } from './examine.ts';

const rule = fc.record({
  operations: fc.subarray(['CREATE', 'UPDATE', 'DELETE', '*'], { minLength: 1 }),
  apiGroups: fc.subarray(
    ['', '*', 'rbac.authorization.k8s.io', 'networking.k8s.io', 'apps', 'flowcontrol.apiserver.k8s.io'],
    {
      minLength: 1,
    },
  ),
  apiVersions: fc.constantFrom(['*'], ['v1'], ['v1', 'v1beta1']),
  resources: fc.subarray(
    [
      '*',
      '*/*',
      'clusterroles',
      'clusterrolebindings',
      'servicecidrs',
      'ipaddresses',
      'roles',
      'pods/*',
      'flowschemas',
      'deployments',
    ],
    { minLength: 1 },
  ),
  scope: fc.constantFrom('*', 'Cluster', 'Namespaced'),
});

const CONDITIONS = [
  'request.resource.resource != "servicecidrs"',
  'request.operation == "CREATE"',
  'object.metadata.name != "kubernetes"',
  'request.userInfo.username != "system:apiserver"',
  'has(object.spec.unheardOf)',
  '"system:masters" in request.userInfo.groups',
];

const webhook = fc.record({
  failurePolicy: fc.constantFrom('Fail', 'Ignore'),
  matchPolicy: fc.constantFrom('Equivalent', 'Exact'),
  timeoutSeconds: fc.constantFrom(1, 10, 30),
  rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
  conditions: fc.subarray(CONDITIONS, { maxLength: 2 }),
  selector: fc.constantFrom(undefined, { matchLabels: { team: 'a' } }),
  host: fc.constantFrom('service', 'url'),
});

const PRODUCTS: readonly string[] = [
  'our-own',
  'kyverno-resource-validating-webhook-cfg',
  'gatekeeper-validating-webhook-configuration',
  "it's $(odd)",
];

const configuration = fc
  .record({
    kind: fc.constantFrom('ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'),
    name: fc.constantFrom(...PRODUCTS),
    webhooks: fc.array(webhook, { minLength: 1, maxLength: 3 }),
  })
  .map(
    ({ kind, name, webhooks }): KubeObject => ({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind,
      metadata: { name },
      webhooks: webhooks.map(({ conditions, selector, host, ...rest }, index) => ({
        ...rest,
        name: `w${index}.example.com`,
        ...(selector === undefined ? {} : { objectSelector: selector }),
        ...(conditions.length === 0
          ? {}
          : { matchConditions: conditions.map((expression, at) => ({ name: `c${at}`, expression })) }),
        clientConfig:
          host === 'url'
            ? { url: 'https://127.0.0.1:1/' }
            : { service: { namespace: 'kyverno', name: 'kyverno-svc' } },
      })),
    }),
  );

const subject = ({ id, evidence }: Finding) => `${evidence[0]?.object?.kind} ${id.split('/').at(-1)}`;

/** Writes that a finding holds, with whoever meets them. */
const heldBy = ({ writes = [] }: Finding) =>
  writes.flatMap(({ hop, operation, resource, namespace, names }) =>
    names.map((name) => [hop.to, operation, resource, namespace, name].join(' ')),
  );

/** Does what the remedy says first, and gives the writes of the finding that its configuration then still stops. */
const stillHeld = (
  finding: Finding,
  before: KubeObject,
  run: (objects: readonly KubeObject[]) => readonly Finding[],
) => {
  const held = new Set(heldBy(finding));
  return run(applyRemedy(finding, [before]))
    .filter((one) => subject(one) === subject(finding))
    .flatMap(heldBy)
    .filter((write) => held.has(write));
};

describe('a printed proof is true', () => {
  test.each([
    ['1.32', '1.34'],
    ['1.35', '1.37'],
  ])('%s → %s: whatever the configuration, what it says first lets pass what the proof says', (from, to) => {
    let proven = 0;
    fc.assert(
      fc.property(configuration, (object) => {
        for (const finding of examine([object], from, to)) {
          if (!finding.proof?.includes('Simulated: ')) continue;
          proven += 1;
          expect(stillHeld(finding, object, (objects) => examine(objects, from, to))).toEqual([]);
        }
      }),
      { numRuns: 80 },
    );
    expect(proven).toBeGreaterThan(5);
  });

  test('1.26 → 1.27, where rules are spelt out from what the cluster serves', async () => {
    const { discovery } = await recordedFacts('kubeadm-ha-1.33');
    if (discovery.state !== 'known') throw new Error(discovery.because);
    const beside = { discovery: known(discovery.value as readonly ServedResource[]) };
    let narrowed = 0;
    fc.assert(
      fc.property(configuration, (object) => {
        const run = (objects: readonly KubeObject[]) => examine(objects, '1.26', '1.27', { beside });
        for (const finding of run([object])) {
          if (finding.proof?.startsWith('Simulated: with these rules')) narrowed += 1;
          expect(finding.proof).not.toContain('with this matchCondition');
          expect(stillHeld(finding, object, run)).toEqual([]);
        }
      }),
      { numRuns: 80 },
    );
    expect(narrowed).toBeGreaterThan(2);
  });
});
