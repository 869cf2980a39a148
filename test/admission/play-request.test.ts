import { describe, expect, test } from '@jest/globals';
import { playRequest } from '../../src/admission/play-request.ts';
import type { AdmissionRequest } from '../../src/admission/request.ts';
import { simulationOn } from '../../src/admission/simulate.ts';
import { unknown } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { binding, chainWith, DEPLOYMENT, namespace, policy } from './support/cluster-of.ts';

const FAILING = [{ name: 'fails', expression: 'object.missing == 1' }];

const webhook = (type: 'Validating' | 'Mutating', name: string, rest: object = {}): KubeObject => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: `${type}WebhookConfiguration`,
  metadata: { name },
  webhooks: [
    {
      name,
      rules: [{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*'] }],
      clientConfig: { url: 'https://engine.example.dev/' },
      ...rest,
    },
  ],
});

const play = (objects: readonly KubeObject[], request: AdmissionRequest = DEPLOYMENT) => {
  const chain = chainWith([namespace('team-a'), ...objects]);
  const { webhooks, policies, outcome } = playRequest(request, chain, simulationOn(chain, '1.36'));
  return {
    outcome,
    webhooks: webhooks.map(({ webhook: { name }, does }) => `${name}: ${does}`),
    policies: policies.map(({ policy: { name }, does }) => `${name}: ${does}`),
  };
};

describe('the order of admission', () => {
  test('mutating webhooks come before validating ones, each in the order of names', () => {
    const webhooks = ['b', 'a'].flatMap((name) => [
      webhook('Validating', `v${name}`),
      webhook('Mutating', `m${name}`),
    ]);
    expect(play(webhooks)).toEqual({
      outcome: 'at-risk',
      webhooks: ['ma: call', 'mb: call', 'va: call', 'vb: call'],
      policies: [],
    });
  });

  test('a mutating webhook whose condition fails ends the request after those before it', () => {
    const webhooks = [
      webhook('Mutating', 'a'),
      webhook('Mutating', 'b', { matchConditions: FAILING }),
      webhook('Mutating', 'c'),
      webhook('Validating', 'd'),
    ];
    expect(play(webhooks)).toMatchObject({
      outcome: 'denied',
      webhooks: ['a: call', 'b: refuse', 'c: skip', 'd: skip'],
    });
  });

  test('a validating webhook whose condition fails keeps the others from being asked', () => {
    const webhooks = [webhook('Validating', 'a'), webhook('Validating', 'b', { matchConditions: FAILING })];
    expect(play(webhooks)).toMatchObject({ outcome: 'denied', webhooks: ['a: skip', 'b: refuse'] });
  });

  test.each([
    ['Fail', 'at-risk'],
    ['Ignore', 'admitted'],
  ])('a mutation under failurePolicy %s: %s', (failurePolicy, outcome) => {
    const mutations = [
      { patchType: 'ApplyConfiguration', applyConfiguration: { expression: 'Object{spec: object.nope}' } },
    ];
    const objects = [policy({ mutations, failurePolicy }, 'Mutating'), binding({}, 'Mutating')];
    expect(play(objects)).toEqual({ outcome, webhooks: [], policies: ['policy: mutate'] });
  });

  test('a validating policy that refuses does so before validating webhooks and after mutating ones', () => {
    const objects = [
      webhook('Validating', 'v'),
      webhook('Mutating', 'm'),
      policy({ validations: [{ expression: 'false' }] }),
      binding(),
    ];
    expect(play(objects)).toEqual({
      outcome: 'denied',
      webhooks: ['m: call', 'v: skip'],
      policies: ['policy: deny'],
    });
  });

  test('nothing that matches: admitted', () => {
    expect(play([policy({ validations: [{ expression: 'true' }] }), binding()])).toMatchObject({
      outcome: 'admitted',
    });
  });

  test('where there may be more than was read: unknown, unless it is denied anyhow', () => {
    const changes = {
      objects: {
        'mutatingwebhookconfigurations.admissionregistration.k8s.io': unknown('they cannot be listed'),
      },
    };
    const outcome = (...objects: readonly KubeObject[]) => {
      const chain = chainWith([namespace('team-a'), ...objects], changes);
      return playRequest(DEPLOYMENT, chain, simulationOn(chain, '1.36')).outcome;
    };
    expect(outcome()).toBe('unknown');
    expect(outcome(policy({ validations: [{ expression: 'false' }] }), binding())).toBe('denied');
  });

  test('a policy that cannot be told: unknown', () => {
    const expression = 'authorizer.group("").resource("pods").check("get").allowed()';
    expect(play([policy({ validations: [{ expression }] }), binding()])).toMatchObject({
      outcome: 'unknown',
    });
  });
});

describe('matchConditions', () => {
  const exempting = webhook('Validating', 'w', {
    matchConditions: [{ name: 'c', expression: 'request.userInfo.username != "jane"' }],
  });

  test.each([
    ['1.26', 'call'],
    ['1.27', 'unknown'],
    ['1.28', 'skip'],
    [undefined, 'skip'],
  ] as const)('on Kubernetes %s: %s', (server, does) => {
    const chain = chainWith([namespace('team-a'), exempting]);
    const { webhooks } = playRequest(DEPLOYMENT, chain, simulationOn(chain, server));
    expect(webhooks.map((one) => one.does)).toEqual([does]);
  });

  test('one that cannot be told leaves it open, unless another is false', () => {
    const asks = { name: 'asks', expression: 'authorizer.path("/x").check("get").allowed()' };
    const never = { name: 'never', expression: 'false' };
    expect(play([webhook('Validating', 'w', { matchConditions: [asks] })])).toMatchObject({
      outcome: 'unknown',
      webhooks: ['w: unknown'],
    });
    expect(play([webhook('Validating', 'w', { matchConditions: [asks, never] })])).toMatchObject({
      webhooks: ['w: skip'],
    });
  });

  test('one that the API server would not have stored leaves it open', () => {
    const odd = [{ name: 'odd', expression: 'object.spec.replicas +' }];
    expect(play([webhook('Validating', 'w', { matchConditions: odd })])).toMatchObject({
      webhooks: ['w: unknown'],
    });
  });
});

describe('mutating policies', () => {
  const mutating = [
    policy({ mutations: [{ patchType: 'ApplyConfiguration' }] }, 'Mutating'),
    binding({}, 'Mutating'),
  ];
  const readsLabels = webhook('Validating', 'reads-labels', {
    objectSelector: { matchLabels: { app: 'web' } },
  });
  const readsUser = webhook('Validating', 'reads-user', {
    matchConditions: [{ name: 'c', expression: 'request.userInfo.username == "jane"' }],
  });

  test('what they may have changed is not known to what comes after', () => {
    expect(play([readsLabels, readsUser])).toMatchObject({
      webhooks: ['reads-labels: call', 'reads-user: call'],
    });
    expect(play([...mutating, readsLabels, readsUser])).toEqual({
      outcome: 'unknown',
      webhooks: ['reads-labels: unknown', 'reads-user: call'],
      policies: ['policy: mutate'],
    });
  });

  test('one that does not match changes nothing', () => {
    const other = policy(
      { mutations: [{}], matchConditions: [{ name: 'c', expression: 'request.operation == "DELETE"' }] },
      'Mutating',
    );
    expect(play([other, binding({}, 'Mutating'), readsLabels])).toMatchObject({
      webhooks: ['reads-labels: call'],
      policies: ['policy: skip'],
    });
  });

  test('one whose condition fails refuses the request, unless it fails open', () => {
    const failing = (rest: object) => [
      policy({ mutations: [{}], matchConditions: FAILING, ...rest }, 'Mutating'),
      binding({}, 'Mutating'),
      readsUser,
    ];
    expect(play(failing({}))).toEqual({
      outcome: 'denied',
      webhooks: ['reads-user: skip'],
      policies: ['policy: deny'],
    });
    expect(play(failing({ failurePolicy: 'Ignore' }))).toMatchObject({ webhooks: ['reads-user: call'] });
  });

  test('a deletion carries nothing to mutate', () => {
    const deletion: AdmissionRequest = {
      ...DEPLOYMENT,
      operation: 'DELETE',
      object: null,
      oldObject: DEPLOYMENT.object ?? null,
    };
    expect(play([...mutating, readsLabels], deletion)).toMatchObject({
      webhooks: ['reads-labels: call'],
      policies: ['policy: admit'],
    });
  });
});

describe('names that are generated', () => {
  const { name: _name, ...nameless } = DEPLOYMENT;
  const generated = {
    ...nameless,
    object: { ...DEPLOYMENT.object, metadata: { generateName: 'web-', namespace: 'team-a' } },
  };
  const conditions = {
    matchConditions: [{ name: 'c', expression: 'request.name.startsWith("web-")' }],
    failurePolicy: 'Ignore',
  };

  test('a name that is yet to come is missing while mutating, and there but not known while validating', () => {
    const webhooks = [webhook('Mutating', 'm', conditions), webhook('Validating', 'v', conditions)];
    expect(play(webhooks, generated)).toMatchObject({ webhooks: ['m: skip', 'v: unknown'] });
  });
});
