import { beforeAll, describe, expect, test } from '@jest/globals';
import { assess } from '../../src/assessment/assess.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { known, partial, unknown } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { KNOWLEDGE, pathOf } from '../support/examine.ts';
import { recordedFacts } from '../support/read-live.ts';

const VALIDATING = 'validatingwebhookconfigurations.admissionregistration.k8s.io';
const MUTATING = 'mutatingwebhookconfigurations.admissionregistration.k8s.io';

let recorded: ClusterFacts;
beforeAll(async () => {
  recorded = await recordedFacts('talos-single-1.32');
});

/** The recorded cluster with one webhook, behind which nothing stands, and nothing else against the upgrade. */
function clusterWith(rule: readonly [group: string, resource: string], webhook: object): ClusterFacts {
  const [group, resource] = rule;
  const configuration: KubeObject = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'guard' },
    webhooks: [
      {
        name: 'guard.example.dev',
        rules: [{ operations: ['*'], apiGroups: [group], apiVersions: ['*'], resources: [resource] }],
        clientConfig: { service: { namespace: 'cert-manager', name: 'cert-manager-webhook' } },
        ...webhook,
      },
    ],
  };
  const pods = JSON.stringify(recorded.objects.pods).replaceAll(/"--feature-gates=[^"]*"/g, '"--v=2"');
  const slices = recorded.objects['endpointslices.discovery.k8s.io'];
  if (slices?.state !== 'known') throw new Error('the recording has no EndpointSlices');
  return {
    ...recorded,
    objects: {
      ...recorded.objects,
      pods: JSON.parse(pods),
      [VALIDATING]: known([configuration]),
      [MUTATING]: known([]),
      'endpointslices.discovery.k8s.io': known(slices.value.map((one) => ({ ...one, endpoints: null }))),
    },
  };
}

const verdictOf = (facts: ClusterFacts) =>
  assess(facts, KNOWLEDGE, {
    path: pathOf('1.32.0', '1.33'),
    backends: 'observed',
    distribution: undefined,
    time: '2026-11-24T08:00:00.000Z',
    digest: '',
  }).verdict;

/** Every list that may be forbidden, and discovery. */
const hiding = (facts: ClusterFacts): readonly (readonly [string, ClusterFacts])[] => [
  ['discovery', { ...facts, discovery: unknown('discovery failed') }],
  ...Object.keys(facts.objects).flatMap((key): [string, ClusterFacts][] => [
    [key, { ...facts, objects: { ...facts.objects, [key]: unknown(`${key}: forbidden`) } }],
    // As where --assume adds the first object of a list that is forbidden.
    [`most of ${key}`, { ...facts, objects: { ...facts.objects, [key]: partial([], `${key}: forbidden`) } }],
  ]),
];

describe('a list that cannot be read makes no GO of a NO-GO', () => {
  test.each<readonly [group: string, resource: string]>([
    ['networking.k8s.io', '*'],
    ['rbac.authorization.k8s.io', '*'],
    ['', 'nodes'],
    ['', 'pods'],
    ['', 'pods/eviction'],
    ['', 'configmaps'],
    ['coordination.k8s.io', 'leases'],
  ])('a webhook on %s/%s', (...rule) => {
    const facts = clusterWith(rule, {
      failurePolicy: 'Fail',
      namespaceSelector: { matchExpressions: [{ key: 'off', operator: 'DoesNotExist' }] },
    });
    expect(verdictOf(facts)).toBe('NO-GO');
    const hidden = hiding(facts);
    expect(hidden.filter(([, one]) => verdictOf(one) === 'GO').map(([key]) => key)).toEqual([]);
  });
});

test.each([
  ['all of them', {}],
  ['those of one label', { matchLabels: { 'app.kubernetes.io/name': 'cert-manager-webhook' } }],
])('nor of a webhook that keeps its own pods from coming back, %s', (_what, objectSelector) => {
  const facts = clusterWith(['', 'pods'], {
    failurePolicy: 'Fail',
    objectSelector,
    namespaceSelector: {
      matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['cert-manager'] }],
    },
  });
  expect(verdictOf(facts)).toBe('NO-GO');
  const gone = hiding(facts).filter(([, one]) => verdictOf(one) === 'GO');
  expect(gone.map(([key]) => key)).toEqual([]);
});

test('nor do the bindings of a policy that refuses what nodes write', () => {
  const group = 'admissionregistration.k8s.io';
  const rules = [{ operations: ['*'], apiGroups: [''], apiVersions: ['*'], resources: ['nodes'] }];
  const facts = clusterWith(['', 'nothing'], {});
  const guarded: ClusterFacts = {
    ...facts,
    objects: {
      ...facts.objects,
      [`validatingadmissionpolicies.${group}`]: known([
        {
          apiVersion: `${group}/v1`,
          kind: 'ValidatingAdmissionPolicy',
          metadata: { name: 'frozen' },
          spec: { matchConstraints: { resourceRules: rules }, validations: [{ expression: 'false' }] },
        },
      ]),
      [`validatingadmissionpolicybindings.${group}`]: known([
        {
          apiVersion: `${group}/v1`,
          kind: 'ValidatingAdmissionPolicyBinding',
          metadata: { name: 'frozen' },
          spec: { policyName: 'frozen', validationActions: ['Deny'] },
        },
      ]),
    },
  };
  expect(verdictOf(guarded)).toBe('NO-GO');
  expect(
    hiding(guarded)
      .filter(([, one]) => verdictOf(one) === 'GO')
      .map(([key]) => key),
  ).toEqual([]);
});

test('nor do endpoints that are published and not ready, of a webhook that keeps its own pods from coming back', () => {
  const facts = clusterWith(['', 'pods'], {
    failurePolicy: 'Fail',
    namespaceSelector: {
      matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['cert-manager'] }],
    },
  });
  const slices = recorded.objects['endpointslices.discovery.k8s.io'];
  if (slices?.state !== 'known') throw new Error('the recording has no EndpointSlices');
  const published = slices.value.map((slice) => ({
    ...slice,
    endpoints: (Array.isArray(slice.endpoints) ? slice.endpoints : []).map((one) => ({
      ...one,
      conditions: { ready: true, serving: false },
    })),
  }));
  const objects = { ...facts.objects, 'endpointslices.discovery.k8s.io': known(published) };
  expect(verdictOf({ ...facts, objects })).toBe('UNDETERMINED');
});
