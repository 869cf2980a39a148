import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readLog } from '../../src/rescue/read-log.ts';

const recorded = (name: string) =>
  readLog(readFileSync(new URL(`logs/${name}.log`, import.meta.url), 'utf8'));

describe('logs of real failed starts', () => {
  test.each([
    ['1.32-1.34-servicecidrs', 'start-service-ip-repair-controllers', ['ServiceCIDR kubernetes']],
    ['1.32-1.34-ipaddresses', 'start-service-ip-repair-controllers', ['IPAddress 10.1.0.1']],
    [
      '1.32-1.34-clusterrolebindings',
      'rbac/bootstrap-roles',
      [
        'ClusterRoleBinding system:controller:volumeattributesclass-protection-controller',
        'ClusterRoleBinding system:controller:selinux-warning-controller',
        'ClusterRoleBinding system:controller:resource-claim-controller',
        'ClusterRoleBinding system:controller:service-cidrs-controller',
      ],
    ],
    [
      '1.34-1.35-clusterroles',
      'rbac/bootstrap-roles',
      [
        'ClusterRole system:aggregate-to-edit',
        'ClusterRole system:aggregate-to-view',
        'ClusterRole system:node',
      ],
    ],
    ['1.32-1.34-apiservices', undefined, ['APIService v1.resource.k8s.io']],
    [
      '1.32-1.34-flowschemas',
      undefined,
      [
        'FlowSchema or PriorityLevelConfiguration workload-leader-election',
        'FlowSchema or PriorityLevelConfiguration endpoint-controller',
      ],
    ],
  ])('%s names the webhook, the hook and the objects', (name, hook, objects) => {
    const { hooks, rejections, troubles } = recorded(name);
    expect(hooks.map((one) => [one.name, one.fate])).toEqual(hook === undefined ? [] : [[hook, 'exits']]);
    expect(rejections).toEqual([
      expect.objectContaining({
        by: { type: 'webhook', name: 'block.one.example', service: 'kyverno/kyverno-svc' },
        way: 'unreachable',
        objects,
      }),
    ]);
    expect(troubles).toEqual([]);
  });

  test('the version stands at the beginning', () => {
    expect(recorded('1.32-1.34-clusterroles').version).toBe('v1.34.0');
    expect(recorded('1.34-1.35-clusterroles').version).toBe('v1.35.0');
  });

  test('every role that was refused is named once', () => {
    const [rejection] = recorded('1.32-1.34-clusterroles').rejections;
    expect(rejection?.objects).toHaveLength(11);
    expect(new Set(rejection?.objects).size).toBe(11);
  });

  test.each([
    [(line: string) => `2026-11-22T08:05:44.967961Z stderr F ${line}`, 'a container runtime'],
    [(line: string) => `10.5.0.2: ${line}`, 'talosctl'],
    [(line: string) => `Nov 22 08:05:44 cp-1 kube-apiserver[14005]: ${line}`, 'journald'],
    [(line: string) => `\u001b[31m${line}\u001b[0m`, 'colours'],
  ])('is read behind what %s puts in front (%#)', (prefix) => {
    const text = readFileSync(new URL('logs/1.32-1.34-servicecidrs.log', import.meta.url), 'utf8');
    const plain = readLog(text);
    const prefixed = readLog(text.split('\n').map(prefix).join('\n'));
    expect(prefixed.hooks.map(({ name, fate }) => [name, fate])).toEqual(
      plain.hooks.map(({ name, fate }) => [name, fate]),
    );
    expect(prefixed.rejections.map(({ by, objects, count }) => [by, objects, count])).toEqual(
      plain.rejections.map(({ by, objects, count }) => [by, objects, count]),
    );
  });
});

describe('rejections', () => {
  test('a webhook that answers no, in JSON and quoted twice', () => {
    const { rejections } = readLog(
      String.raw`{"ts":1.7,"caller":"x.go:1","msg":"Unhandled Error","err":"unable to reconcile clusterrole.rbac.authorization.k8s.io/cluster-admin: admission webhook \"validation.gatekeeper.sh\" denied the request: [no-wildcards] roles must not use \\\"*\\\""}`,
    );
    expect(rejections).toEqual([
      expect.objectContaining({
        by: { type: 'webhook', name: 'validation.gatekeeper.sh' },
        way: 'denied',
        objects: ['ClusterRole cluster-admin'],
      }),
    ]);
    expect(rejections[0]?.detail).toContain('[no-wildcards]');
  });

  test('an engine that does not know the kind yet, by the path of the request', () => {
    const { rejections } = readLog(
      'W0312 10:00:00.000000 1 dispatcher.go:210] rejected by webhook "validate.kyverno.svc-fail" POST /apis/networking.k8s.io/v1/servicecidrs: admission webhook "validate.kyverno.svc-fail" denied the request: resource servicecidrs not found in group networking.k8s.io/v1',
    );
    expect(rejections[0]?.objects).toEqual(['servicecidrs.networking.k8s.io']);
    expect(rejections[0]?.detail).toBe('resource servicecidrs not found in group networking.k8s.io/v1');
  });

  test('a policy, with its binding', () => {
    const { rejections } = readLog(
      `E1 x.go:1] "Unhandled Error" err="servicecidrs.networking.k8s.io \\"kubernetes\\" is forbidden: ValidatingAdmissionPolicy 'no-cidrs' with binding 'no-cidrs-binding' denied request: not here"`,
    );
    expect(rejections).toEqual([
      expect.objectContaining({
        by: { type: 'policy', name: 'no-cidrs', binding: 'no-cidrs-binding' },
        way: 'denied',
        objects: ['servicecidrs.networking.k8s.io kubernetes'],
        detail: 'not here',
      }),
    ]);
  });

  test.each([
    ['x509: certificate signed by unknown authority', 'untrusted'],
    ['context deadline exceeded', 'timed-out'],
    ['no endpoints available for service "a-svc"', 'unreachable'],
    ['service "a-svc" not found', 'unreachable'],
    ['the server responded with 500', 'failed'],
  ])('%s: %s', (detail, way) => {
    const line = `failed calling webhook "a.example": failed to call webhook: Post "https://a-svc.a.svc:443/v": ${detail}`;
    expect(readLog(line).rejections[0]?.way).toBe(way);
  });

  test('a call that failed open turned nothing away', () => {
    const line =
      'W1 dispatcher.go:1] Failed calling webhook, failing open a.example: failed calling webhook "a.example": context deadline exceeded';
    expect(readLog(line).rejections).toEqual([]);
  });
});

describe('other reasons', () => {
  test.each([
    ['Error: unknown flag: --cloud-config', 'unknown-flag', '--cloud-config'],
    [
      'Error: invalid argument "AppArmor=true" for "--feature-gates" flag: unrecognized feature gate: AppArmor',
      'unknown-gate',
      'AppArmor',
    ],
    [
      'Error: invalid argument "X=false" for "--feature-gates" flag: cannot set feature gate X to false, feature is locked to true',
      'locked-gate',
      'X',
    ],
    [
      'E1 run.go:72] "command failed" err="enable-admission-plugins plugin \\"PodSecurityPolicy\\" is unknown"',
      'unknown-plugin',
      'PodSecurityPolicy',
    ],
    [
      'Error: invalid argument "abc" for "--event-ttl" flag: time: invalid duration "abc"',
      'bad-value',
      '--event-ttl',
    ],
    [
      'F1122 08:00:00.000000 1 instance.go:226] Error creating leases: error creating storage factory: context deadline exceeded',
      'etcd-unreachable',
      '',
    ],
    [
      '{"level":"fatal","msg":"invalid downgrade; server version is lower than determined cluster version"}',
      'etcd-downgrade',
      '',
    ],
    [
      'E1 repairip.go:1] ipaddresses.networking.k8s.io "10.211.95.185" is forbidden: not yet ready to handle request',
      'admission-not-ready',
      '10.211.95.185',
    ],
    ['W1 x.go:1] Inconsistent ServiceCIDR status serviceCIDR=""', 'service-cidr-unseen', ''],
    [
      'static Pod hash for component kube-apiserver on Node cp-1 did not change after 5m0s',
      'static-pod-unchanged',
      'kube-apiserver',
    ],
    [
      '[ERROR CreateJob]: Job "upgrade-health-check-rcfkg" in the namespace "kube-system" did not complete in 15s',
      'health-check-job',
      '',
    ],
  ])('%s', (line, kind, subject) => {
    const { troubles, rejections } = readLog(line);
    expect(troubles.map((trouble) => [trouble.kind, trouble.subject])).toEqual([[kind, subject]]);
    expect(rejections).toEqual([]);
  });

  test('a missing file counts only where it ends the process', () => {
    expect(readLog('W1 x.go:1] open /var/optional: no such file or directory').troubles).toEqual([]);
    expect(
      readLog('E1 run.go:1] "command failed" err="open /etc/a.yaml: no such file or directory"').troubles,
    ).toEqual([expect.objectContaining({ kind: 'missing-file', subject: '/etc/a.yaml' })]);
  });

  test('a log that says nothing of a failure gives none', () => {
    expect(readLog('I1 x.go:1] all is well\n')).toEqual({
      hooks: [],
      rejections: [],
      troubles: [],
      lines: 1,
    });
  });
});

test('long lines that look like nothing are passed over in no time', () => {
  const line = 'a'.repeat(8000);
  const text = Array.from({ length: 1500 }, (_, index) =>
    index % 5 === 0 ? `failed calling webhook "x": ${'a.'.repeat(3900)}` : line,
  ).join('\n');
  const started = performance.now();
  expect(readLog(text).rejections[0]?.count).toBe(300);
  expect(performance.now() - started).toBeLessThan(3000);
});
