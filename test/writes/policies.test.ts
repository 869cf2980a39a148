import { describe, expect, test } from '@jest/globals';
import { examineWrites } from '../../src/detectors/control-plane-write/examine-writes.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { factsOfObjects, objectsOf, pathOf, WRITES } from './support/tables.ts';

const examine = (
  objects: readonly KubeObject[],
  from: string,
  to: string,
  backends: 'up' | 'down' = 'down',
) =>
  examineWrites(WRITES, pathOf(from, to), factsOfObjects(objects, 'all'), {
    backends,
    distribution: 'kubeadm',
  }).findings;

const onRoles = (spec: object, bindingSpec: object = {}): readonly KubeObject[] => [
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'roles' },
    spec: {
      matchConstraints: {
        resourceRules: [
          {
            operations: ['UPDATE'],
            apiGroups: ['rbac.authorization.k8s.io'],
            apiVersions: ['v1'],
            resources: ['clusterroles'],
          },
        ],
      },
      ...spec,
    },
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'roles-everywhere' },
    spec: { policyName: 'roles', validationActions: ['Deny'], ...bindingSpec },
  },
];

describe('policies before the writes of an upgrade', () => {
  test('a policy that refuses the ServiceCIDR is told with its binding, whatever backends do', () => {
    const objects = objectsOf('hazard-vap-servicecidr-deny-all');
    for (const backends of ['up', 'down'] as const) {
      const [finding, ...others] = examine(objects, '1.32', '1.34', backends);
      expect(others).toEqual([]);
      expect(finding).toMatchObject({
        id: 'control-plane-write-denied/validatingadmissionpolicy/servicecidrs.deny-all',
        outcome: 'hit',
        severity: 'blocker',
        stoppedBy: [{ type: 'admission policy', name: 'servicecidrs.deny-all', inCluster: false }],
      });
      expect(finding?.evidence.map(({ object }) => object)).toEqual([
        { kind: 'ValidatingAdmissionPolicy', name: 'servicecidrs.deny-all' },
        { kind: 'ValidatingAdmissionPolicyBinding', name: 'servicecidrs.deny-all' },
      ]);
      expect(finding?.rescue.map(({ run }) => run).join('\n')).toContain('validatingadmissionpolicybinding');
    }
  });

  test('the documented policy lets kube-apiserver pass', () => {
    expect(examine(objectsOf('k8s-docs-vap-servicecidr'), '1.32', '1.34')).toEqual([]);
  });

  test.each<[string, object, object, readonly string[]]>([
    ['false', { validations: [{ expression: 'false' }] }, {}, ['hit blocker']],
    ['only warns', { validations: [{ expression: 'false' }] }, { validationActions: ['Warn', 'Audit'] }, []],
    [
      'lets the apiserver pass',
      { validations: [{ expression: 'request.userInfo.username == "system:apiserver"' }] },
      {},
      [],
    ],
    [
      'reads what is not known',
      { validations: [{ expression: 'object.rules.all(r, !("*" in r.verbs))' }] },
      {},
      ['unknown blocker'],
    ],
    [
      'reads it, and does not look at the apiserver',
      {
        validations: [
          { expression: 'request.userInfo.username == "system:apiserver" || object.rules.size() > 1' },
        ],
      },
      {},
      [],
    ],
    [
      'a condition exempts the apiserver',
      {
        validations: [{ expression: 'false' }],
        matchConditions: [{ name: 'c', expression: 'request.userInfo.username != "system:apiserver"' }],
      },
      {},
      [],
    ],
    [
      'an expression that is not understood',
      { failurePolicy: 'Ignore', validations: [{ expression: 'request.missing == 1' }] },
      {},
      ['unknown blocker'],
    ],
  ])('a policy on ClusterRoles: %s', (_what, spec, bindingSpec, expected) => {
    const findings = examine(onRoles(spec, bindingSpec), '1.35', '1.36');
    const own = findings.filter(({ hazard }) => hazard.startsWith('control-plane-write-'));
    expect(own.map(({ outcome, severity }) => `${outcome} ${severity}`)).toEqual(expected);
  });

  test('kubeadm is refused its roles by a policy that exempts the apiserver', () => {
    const exempting = [{ name: 'c', expression: 'request.userInfo.username != "system:apiserver"' }];
    const findings = examine(
      onRoles({ validations: [{ expression: 'false' }], matchConditions: exempting }),
      '1.35',
      '1.36',
    );
    expect(findings.map(({ id, outcome, severity }) => `${id} ${outcome} ${severity}`)).toContain(
      'installer-write-denied/validatingadmissionpolicy/roles hit blocker',
    );
  });

  test('whether mirror pods have what a policy forbids is not known, and no reason to stop', () => {
    const findings = examine(objectsOf('kyverno-1.19-generated-vap'), '1.35', '1.36');
    expect(findings.length).toBeGreaterThan(0);
    for (const { outcome, severity } of findings)
      expect({ outcome, severity }).toEqual({ outcome: 'unknown', severity: 'caution' });
  });

  describe('parameters that nobody could read', () => {
    const withParameters = (rule: object) => {
      const [written, bound] = onRoles(
        {
          matchConstraints: { resourceRules: [rule] },
          paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
          validations: [{ expression: "params.data.most == '1'" }],
        },
        { paramRef: { name: 'limits', namespace: 'shop', parameterNotFoundAction: 'Allow' } },
      );
      if (written === undefined || bound === undefined) throw new Error('no policy');
      return examine([written, bound], '1.35', '1.36').map(
        ({ hazard, outcome, severity }) => `${hazard} ${outcome} ${severity}`,
      );
    };
    const rule = (apiGroup: string, resource: string) => ({
      operations: ['*'],
      apiGroups: [apiGroup],
      apiVersions: ['v1'],
      resources: [resource],
    });

    test('may have the policy refuse what only an upgrade writes', () => {
      expect(withParameters(rule('apps', 'daemonsets'))).toEqual(['installer-write-unknown unknown blocker']);
    });

    test('may have it refuse anybody’s writes, where what the cluster serves was not read', () => {
      expect(withParameters(rule('coordination.k8s.io', 'leases'))).toContain(
        'node-write-unknown unknown blocker',
      );
    });
  });

  describe('a policy that changes what kube-apiserver writes', () => {
    const changing = (failurePolicy: string) =>
      onRoles({
        failurePolicy,
        mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression: '[]' } }],
      }).map((one) => ({ ...one, kind: one.kind.replace('Validating', 'Mutating') }));
    const own = (failurePolicy: string) =>
      examine(changing(failurePolicy), '1.35', '1.36')
        .filter(({ hazard }) => hazard.startsWith('control-plane-write-'))
        .map(({ outcome, severity }) => `${outcome} ${severity}`);

    test('may refuse it by an error, which nobody has looked for', () => {
      expect(own('Fail')).toEqual(['unknown blocker']);
    });

    test('and does no harm where its errors are ignored', () => {
      expect(own('Ignore')).toEqual([]);
    });
  });

  describe('what kubeadm writes anew, as it stands today', () => {
    const daemonSet = (privileged: boolean): KubeObject => ({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { namespace: 'kube-system', name: 'kube-proxy', labels: { 'k8s-app': 'kube-proxy' } },
      spec: {
        template: { spec: { containers: [{ name: 'kube-proxy', securityContext: { privileged } }] } },
      },
    });
    const rule = {
      operations: ['UPDATE'],
      apiGroups: ['apps'],
      apiVersions: ['v1'],
      resources: ['daemonsets'],
    };
    const noPrivileges = {
      matchConstraints: { resourceRules: [rule] },
      validations: [
        {
          expression:
            '!object.spec.template.spec.containers.exists(c, has(c.securityContext) && has(c.securityContext.privileged) && c.securityContext.privileged)',
        },
      ],
    };
    const proxies = (privileged: boolean) =>
      examine([...onRoles(noPrivileges), daemonSet(privileged)], '1.35', '1.36').map(
        ({ hazard, outcome, severity }) => `${hazard} ${outcome} ${severity}`,
      );

    test('a policy that would refuse it may stop the upgrade', () => {
      expect(proxies(true)).toEqual(['installer-write-unknown unknown blocker']);
    });

    test('a policy that would let it pass is no reason to stop', () => {
      expect(proxies(false)).toEqual(['installer-write-unknown unknown caution']);
    });
  });

  test('where the policies could not be read, that is said and keeps from a GO', () => {
    const facts = factsOfObjects([], 'all');
    const blind = {
      ...facts,
      objects: (resource: string) =>
        resource.startsWith('validatingadmissionpolicies.')
          ? ({ state: 'unknown', because: 'policies cannot be listed: forbidden' } as const)
          : facts.objects(resource),
    };
    const { notChecked } = examineWrites(WRITES, pathOf('1.35', '1.36'), blind, {
      backends: 'observed',
      distribution: 'kubeadm',
    });
    expect(notChecked).toEqual([
      expect.objectContaining({ because: 'policies cannot be listed: forbidden', mayHideBlocker: true }),
    ]);
  });
});
