import { describe, expect, test } from '@jest/globals';
import { chainOf } from '../../src/admission/chain.ts';
import type { AdmissionRequest } from '../../src/admission/request.ts';
import { simulationOn } from '../../src/admission/simulate.ts';
import { simulatePolicies } from '../../src/admission/simulate-policies.ts';
import { partial, unknown } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import type { Minor } from '../../src/upgrade/version.ts';
import {
  binding,
  chainWith,
  clusterOf,
  DEPLOYMENT,
  namespace,
  policy,
  SERVICE_CIDR,
} from './support/cluster-of.ts';

const TEAM_A = namespace('team-a', { env: 'prod' });

/** What one policy does, and why. */
const judge = (
  objects: readonly KubeObject[],
  request: AdmissionRequest = SERVICE_CIDR,
  changes: Parameters<typeof chainWith>[1] & { server?: Minor } = {},
) => {
  const chain = chainWith([TEAM_A, ...objects], changes);
  const { outcomes } = simulatePolicies(request, chain, simulationOn(chain, changes.server ?? '1.36'));
  return outcomes.map((one) => ('because' in one ? `${one.does}: ${one.because}` : one.does)).join('; ');
};

const denying = (expression: string, rest: Record<string, unknown> = {}) =>
  policy({ validations: [{ expression }], ...rest });

describe('validations', () => {
  test.each([
    ['true', 'admit'],
    ['false', 'deny: validation false is false'],
    ['object.metadata.name == "kubernetes"', 'admit'],
    [
      'request.userInfo.username == "system:apiserver" && "system:masters" in request.userInfo.groups',
      'admit',
    ],
    ['oldObject == null', 'admit'],
    ['params == null', 'unknown: validation params == null: the expression is not understood'],
    ['namespaceObject == null', 'admit'],
    ['object.spec.missing == 1', 'deny: validation object.spec.missing == 1: no such key: missing'],
    ['authorizer.group("").resource("pods").check("get").allowed()', 'admit'],
    ['authorizer.serviceAccount("a", "b").path("/x").check("get").allowed()', 'unknown'],
  ])('%s: %s', (expression, expected) => {
    expect(judge([denying(expression), binding()])).toContain(expected);
  });

  test('variables are seen by validations, and later ones see earlier ones', () => {
    const variables = [
      { name: 'cidrs', expression: 'object.spec.cidrs' },
      { name: 'first', expression: 'variables.cidrs[0]' },
    ];
    expect(judge([denying('variables.first == "10.1.0.0/20"', { variables }), binding()])).toBe('admit');
    expect(judge([denying('variables.first == "10.2.0.0/20"', { variables }), binding()])).toContain('deny');
  });

  test('an error is passed over under failurePolicy Ignore, and what is false is not', () => {
    expect(judge([denying('object.missing == 1', { failurePolicy: 'Ignore' }), binding()])).toBe('admit');
    expect(judge([denying('false', { failurePolicy: 'Ignore' }), binding()])).toContain('deny');
  });

  test('one that is false refuses whatever the others are', () => {
    const validations = [
      { expression: 'true' },
      { expression: 'authorizer.path("/x").check("get").allowed()' },
      { expression: 'false' },
    ];
    expect(judge([policy({ validations }), binding()])).toContain('deny');
  });

  test.each([
    [['Deny'], 'deny'],
    [['Deny', 'Audit'], 'deny'],
    [['Warn'], 'warn'],
    [['Audit'], 'warn'],
    [undefined, 'deny'],
    [['Warn', 'Audit'], 'warn'],
  ])('validationActions %j: %s', (validationActions, does) => {
    expect(judge([denying('false'), binding({ validationActions })])).toMatch(new RegExp(`^${does}: `));
  });

  test('an audit annotation that fails refuses even where the binding only warns', () => {
    const auditAnnotations = [{ key: 'size', valueExpression: 'string(object.missing)' }];
    const annotated = (rest: object) =>
      policy({ validations: [{ expression: 'true' }], auditAnnotations, ...rest });
    expect(judge([annotated({}), binding({ validationActions: ['Warn'] })])).toContain(
      'deny: audit annotation',
    );
    expect(judge([annotated({ failurePolicy: 'Ignore' }), binding()])).toBe('admit');
  });

  test('an audit annotation that asks the authorizer fails: it has none', () => {
    const asking = (valueExpression: string) =>
      policy({ validations: [{ expression: 'true' }], auditAnnotations: [{ key: 'may', valueExpression }] });
    const asks = 'string(authorizer.requestResource.check("get").allowed())';
    expect(judge([asking(asks), binding()])).toMatch(/^deny: audit annotation .* no such attribute/);
    expect(judge([asking(`object == null ? ${asks} : "no"`), binding()])).toBe('admit');
  });

  test('the namespace of the request is seen by validations, with its labels', () => {
    const inProd = denying('namespaceObject.metadata.labels.env == "prod"');
    expect(judge([inProd, binding()], DEPLOYMENT)).toBe('admit');
    expect(judge([denying('has(namespaceObject.metadata.annotations)'), binding()], DEPLOYMENT)).toContain(
      'deny',
    );
  });
});

describe('matching', () => {
  const onPods = {
    resourceRules: [{ operations: ['*'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }],
  };
  const onCidrs = (rest: object) => ({
    resourceRules: [
      {
        operations: ['CREATE'],
        apiGroups: ['networking.k8s.io'],
        apiVersions: ['v1'],
        resources: ['servicecidrs'],
        ...rest,
      },
    ],
  });

  test.each([
    ['rules of another resource', { matchConstraints: onPods }, 'skip: no rule matches'],
    ['no rules at all', { matchConstraints: {} }, 'deny'],
    ['the resource named', { matchConstraints: onCidrs({ resourceNames: ['kubernetes'] }) }, 'deny'],
    [
      'another object named',
      { matchConstraints: onCidrs({ resourceNames: ['other'] }) },
      'skip: no rule matches',
    ],
    [
      'an excluded resource',
      { matchConstraints: { excludeResourceRules: onCidrs({}).resourceRules } },
      'skip: an excludeResourceRule matches',
    ],
    ['rules of an equivalent version', { matchConstraints: onCidrs({ apiVersions: ['v1beta1'] }) }, 'deny'],
    [
      'the same, exact',
      { matchConstraints: { ...onCidrs({ apiVersions: ['v1beta1'] }), matchPolicy: 'Exact' } },
      'skip: no rule matches',
    ],
    [
      'an objectSelector',
      { matchConstraints: { objectSelector: { matchLabels: { a: 'b' } } } },
      'skip: the labels',
    ],
    [
      'a namespaceSelector on a cluster-scoped object',
      { matchConstraints: { namespaceSelector: { matchLabels: { a: 'b' } } } },
      'deny',
    ],
    [
      'a condition that is false',
      { matchConditions: [{ name: 'c', expression: 'request.name != "kubernetes"' }] },
      'skip: matchCondition c is false',
    ],
    [
      'a condition that fails',
      { matchConditions: [{ name: 'c', expression: 'object.missing == 1' }] },
      'deny: matchCondition c: ',
    ],
    [
      'the same, under Ignore',
      { matchConditions: [{ name: 'c', expression: 'object.missing == 1' }], failurePolicy: 'Ignore' },
      'skip: matchCondition c: ',
    ],
    [
      'a condition that reads variables',
      {
        variables: [{ name: 'x', expression: 'true' }],
        matchConditions: [{ name: 'c', expression: 'variables.x' }],
      },
      'unknown: matchCondition c',
    ],
    ['no matchConstraints', { matchConstraints: null }, 'skip: it has no matchConstraints'],
  ])('%s', (_what, spec, expected) => {
    expect(judge([denying('false', spec), binding()])).toContain(expected);
  });

  test('an equivalent version is the one that expressions see, and the one that was asked for stays visible', () => {
    const seen =
      'request.kind.version == "v1beta1" && request.resource.version == "v1beta1" && request.requestKind.version == "v1" && object.apiVersion == "networking.k8s.io/v1beta1"';
    const spec = { matchConstraints: onCidrs({ apiVersions: ['v1beta1'] }) };
    expect(judge([denying(seen, spec), binding()])).toBe('admit');
    const asked = [
      { name: 'c', expression: 'request.kind.version == "v1beta1" && request.resource.version == "v1"' },
    ];
    expect(judge([denying('false', { ...spec, matchConditions: asked }), binding()])).toContain('deny');
  });

  test('a binding narrows what its policy matches', () => {
    const narrowed = (matchResources: object) =>
      judge([denying('false'), binding({ matchResources })], DEPLOYMENT);
    expect(narrowed({ namespaceSelector: { matchLabels: { env: 'prod' } } })).toContain('deny');
    expect(narrowed({ namespaceSelector: { matchLabels: { env: 'dev' } } })).toContain(
      'skip: binding binding',
    );
    expect(narrowed(onPods)).toContain('skip: binding binding: no rule matches');
  });

  test('each of several bindings is judged by itself', () => {
    const second = { ...binding({ validationActions: ['Warn'] }), metadata: { name: 'a-second' } };
    expect(judge([denying('false'), binding(), second]).replace(/: [^;]+/g, '')).toBe('warn; deny');
  });
});

describe('bindings and servers', () => {
  const bindings = 'validatingadmissionpolicybindings.admissionregistration.k8s.io';

  test('without a binding a policy is not in force', () => {
    expect(judge([denying('false')])).toBe('skip: no binding puts it into force');
  });

  test('where bindings are not known it is not known whether it is', () => {
    const changes = { objects: { [bindings]: unknown('bindings cannot be listed') } };
    expect(judge([denying('false')], SERVICE_CIDR, changes)).toContain('unknown: whether a binding');
    const some = { objects: { [bindings]: partial([], 'only the given files were read') } };
    expect(judge([denying('false')], SERVICE_CIDR, some)).toContain('unknown: whether a binding');
  });

  test.each([
    ['1.25', 'skip'],
    ['1.28', 'unknown'],
    ['1.29', 'unknown'],
    ['1.30', 'deny'],
    ['1.37', 'deny'],
  ] as const)('Kubernetes %s: %s', (server, does) => {
    expect(judge([denying('false'), binding()], SERVICE_CIDR, { server })).toMatch(new RegExp(`^${does}`));
  });

  test.each([
    ['1.31', 'skip'],
    ['1.32', 'unknown'],
    ['1.35', 'unknown'],
    ['1.36', 'mutate'],
  ] as const)('a mutating policy on Kubernetes %s: %s', (server, does) => {
    const mutating = policy({ mutations: [{ patchType: 'ApplyConfiguration' }] }, 'Mutating');
    expect(judge([mutating, binding({}, 'Mutating')], SERVICE_CIDR, { server })).toMatch(
      new RegExp(`^${does}`),
    );
  });

  test('policies do not judge policies, but they judge webhook configurations; reviews are judged by nothing', () => {
    const about = (group: string, resource: string, kind: string): AdmissionRequest => ({
      ...SERVICE_CIDR,
      kind: { group, version: 'v1', kind },
      resource: { group, version: 'v1', resource },
      object: { apiVersion: `${group}/v1`, kind, metadata: { name: 'x' } },
    });
    const group = 'admissionregistration.k8s.io';
    const objects = [denying('false'), binding()];
    expect(
      judge(objects, about(group, 'validatingadmissionpolicies', 'ValidatingAdmissionPolicy')),
    ).toContain('skip');
    expect(
      judge(objects, about(group, 'validatingwebhookconfigurations', 'ValidatingWebhookConfiguration')),
    ).toContain('deny');
    expect(
      judge(objects, about('authorization.k8s.io', 'subjectaccessreviews', 'SubjectAccessReview')),
    ).toContain('skip');
  });
});

describe('parameters', () => {
  const limit = (
    name: string,
    max: number,
    where?: string,
    labels: Record<string, string> = {},
  ): KubeObject => ({
    apiVersion: 'rules.example.dev/v1',
    kind: where === undefined ? 'ClusterLimit' : 'ReplicaLimit',
    metadata: { name, labels, ...(where === undefined ? {} : { namespace: where }) },
    max,
  });
  const limited = (kind: string, rest: object = {}) =>
    denying('object.spec.replicas <= params.max', {
      paramKind: { apiVersion: 'rules.example.dev/v1', kind },
      ...rest,
    });
  const by = (paramRef: object) => binding({ paramRef: { parameterNotFoundAction: 'Deny', ...paramRef } });

  test.each<[string, readonly KubeObject[], object, string]>([
    ['by name, enough', [limit('three', 3)], { name: 'three' }, 'admit'],
    ['by name, too little', [limit('two', 2)], { name: 'two' }, 'deny: validation'],
    ['missing, Deny', [], { name: 'two' }, 'deny: no ClusterLimit'],
    [
      'missing, Allow',
      [],
      { name: 'two', parameterNotFoundAction: 'Allow' },
      'skip: its binding selects no parameters',
    ],
    [
      'by selector, one of two too little',
      [limit('a', 5, undefined, { t: 'x' }), limit('b', 1, undefined, { t: 'x' })],
      { selector: { matchLabels: { t: 'x' } } },
      'deny: validation',
    ],
    [
      'by selector, none selected',
      [limit('b', 1)],
      { selector: { matchLabels: { t: 'x' } }, parameterNotFoundAction: 'Allow' },
      'skip',
    ],
    [
      'a namespace where there is none',
      [limit('three', 3)],
      { name: 'three', namespace: 'team-a' },
      'deny: paramRef names a namespace',
    ],
  ])('of the cluster: %s', (_what, limits, paramRef, expected) => {
    expect(judge([limited('ClusterLimit'), by(paramRef), ...limits], DEPLOYMENT)).toContain(expected);
  });

  test('of a namespace: the request’s own, or the one that paramRef names', () => {
    const limits = [limit('max', 3, 'team-a'), limit('max', 1, 'rules')];
    const objects = [limited('ReplicaLimit'), ...limits];
    expect(judge([...objects, by({ name: 'max' })], DEPLOYMENT)).toBe('admit');
    expect(judge([...objects, by({ name: 'max', namespace: 'rules' })], DEPLOYMENT)).toContain('deny');
    expect(judge([...objects, by({ name: 'max' })], SERVICE_CIDR)).toContain(
      'deny: parameters are namespaced',
    );
  });

  test('a binding without paramRef judges with null', () => {
    expect(
      judge([denying('params == null', { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } }), binding()]),
    ).toBe('admit');
  });

  test('a kind that is not served refuses everything under Fail', () => {
    const gone = limited('Vanished');
    expect(judge([gone, by({ name: 'x' })], DEPLOYMENT)).toContain(
      'deny: its paramKind Vanished is not served',
    );
    expect(
      judge([limited('Vanished', { failurePolicy: 'Ignore' }), by({ name: 'x' })], DEPLOYMENT),
    ).toContain('skip');
    expect(judge([gone, by({ name: 'x' })], DEPLOYMENT, { discovery: unknown('it was not read') })).toContain(
      'unknown',
    );
  });

  test('a kind that is not served refuses what no binding matches, too', () => {
    const elsewhere = (failurePolicy: string) => [
      limited('Vanished', { failurePolicy }),
      binding({
        paramRef: { name: 'x', parameterNotFoundAction: 'Allow' },
        matchResources: { namespaceSelector: { matchLabels: { env: 'test' } } },
      }),
    ];
    expect(judge(elsewhere('Fail'), DEPLOYMENT)).toBe('deny: its paramKind Vanished is not served');
    expect(judge(elsewhere('Ignore'), DEPLOYMENT)).toMatch(/^skip: binding/);
    expect(judge(elsewhere('Fail'), DEPLOYMENT, { discovery: unknown('it was not read') })).toMatch(
      /^unknown: whether its paramKind Vanished/,
    );
  });

  test.each([
    [{ parameterNotFoundAction: 'Allow' }, 'object.spec.replicas == 3 || params.max > 1', 'admit'],
    [{ parameterNotFoundAction: 'Allow' }, 'object.spec.replicas == 3 && params.max > 1', 'unknown'],
    [{ parameterNotFoundAction: 'Allow' }, 'object.spec.replicas == 4 && params.max > 1', 'unknown'],
    [{ parameterNotFoundAction: 'Deny' }, 'object.spec.replicas == 3 || params.max > 1', 'unknown'],
  ])('parameters that were not read, %j: %s: %s', (paramRef, expression, does) => {
    const changes = { objects: { 'clusterlimits.rules.example.dev': unknown('they were not collected') } };
    const limits = denying(expression, {
      paramKind: { apiVersion: 'rules.example.dev/v1', kind: 'ClusterLimit' },
    });
    expect(judge([limits, by({ name: 'three', ...paramRef })], DEPLOYMENT, changes)).toMatch(
      new RegExp(`^${does}`),
    );
  });

  test('of ConfigMaps a cluster shows only those of installers: another one may be there', () => {
    const limits = denying('params.data.most == "3"', { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } });
    const bound = by({ name: 'limits', namespace: 'rules', parameterNotFoundAction: 'Allow' });
    const chain = chainOf(readFacts(clusterOf([TEAM_A, limits, bound])));
    const { outcomes } = simulatePolicies(DEPLOYMENT, chain, simulationOn(chain, '1.36'));
    expect(outcomes).toMatchObject([
      { does: 'unknown', because: expect.stringContaining('only those of installers') },
    ]);
  });

  test('parameters that were not read leave it unknown, and a binding that only warns refuses nothing', () => {
    const changes = { objects: { 'clusterlimits.rules.example.dev': unknown('they were not collected') } };
    expect(judge([limited('ClusterLimit'), by({ name: 'three' })], DEPLOYMENT, changes)).toContain(
      'unknown: its parameters were not read',
    );
  });
});

describe('what is not known of a coming write', () => {
  const { options: _options, ...recorded } = SERVICE_CIDR;
  const coming: AdmissionRequest = {
    ...recorded,
    bodies: 'partial',
    object: { apiVersion: 'networking.k8s.io/v1', kind: 'ServiceCIDR', metadata: { name: 'kubernetes' } },
  };

  test.each([
    ['object.metadata.name == "kubernetes"', 'admit'],
    ['object.metadata.name != "kubernetes"', 'deny'],
    ['object.spec.cidrs.size() == 1', 'unknown'],
    ['!has(object.spec)', 'unknown'],
    ['request.userInfo.username == "system:apiserver" || has(object.spec)', 'admit'],
    ['has(object.metadata.labels) && object.metadata.name == "x"', 'deny'],
    ['!has(request.subResource)', 'admit'],
    ['request.userInfo.uid == ""', 'unknown'],
    ['authorizer.requestResource.check("create").allowed()', 'admit'],
    ['authorizer.serviceAccount("a", "b").requestResource.check("create").allowed()', 'unknown'],
    ['request.options.fieldManager == "x"', 'unknown'],
  ])('%s: %s', (expression, does) => {
    expect(judge([denying(expression), binding()], coming)).toMatch(new RegExp(`^${does}`));
  });
});
