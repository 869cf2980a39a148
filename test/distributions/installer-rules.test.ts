import { describe, expect, test } from '@jest/globals';
import { factsOf } from '../../src/cluster/files.ts';
import { INSTALLER_RULES } from '../../src/detectors/installer-rules/rules.ts';
import type { DistributionName } from '../../src/distributions/recognise.ts';
import { known, partial } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { readKnowledge } from '../../src/knowledge/read.ts';
import { addon } from '../../src/knowledge/shapes/addon.ts';
import { type Path, planPath } from '../../src/upgrade/path.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { WRITES } from '../writes/examine.ts';

const ADDONS = knowledgeTexts('addons').map((file) => {
  const read = readKnowledge(file);
  if ('problem' in read) throw new Error(JSON.stringify(read.problem));
  return addon.parse(read.document);
});

const findings = (
  objects: readonly KubeObject[],
  distribution: DistributionName | 'unknown' = 'kubeadm',
  [from, to, server = from]: readonly string[] = ['1.33.4', '1.34.2'],
) => {
  const facts = { ...factsOf(objects, ['x.yaml']), serverVersion: known(`v${server}`) };
  const path = planPath(from ?? '', to ?? '', []) as Path;
  return INSTALLER_RULES.flatMap((rule) =>
    rule({
      facts: readFacts(facts),
      path,
      distribution,
      knowledge: { addons: ADDONS, writes: WRITES },
      time: '2026-11-22T08:00:00Z',
    }),
  ).map(({ id, severity, outcome, evidence }) => [
    id,
    severity,
    outcome,
    evidence.map((one) => one.object?.name),
  ]);
};

const object = (apiVersion: string, kind: string, name: string, rest: object = {}): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop' },
  ...rest,
});
const node = (
  name: string,
  ready: string | undefined,
  labels = {},
  osImage = 'Ubuntu 24.04',
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels },
  status: {
    nodeInfo: { osImage },
    ...(ready === undefined
      ? {}
      : { conditions: [{ type: 'Ready', status: ready, reason: 'KubeletNotReady' }] }),
  },
});
const CONTROL_PLANE = { 'node-role.kubernetes.io/control-plane': '' };

describe('what kubeadm begins with', () => {
  const configMap = (name: string): KubeObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace: 'kube-system', name },
    data: {},
  });
  const missing = (
    names: readonly string[],
    state: 'known' | 'partial' = 'known',
    distribution: DistributionName = 'kubeadm',
    from = '1.33.4',
  ) => {
    const given = names.map(configMap);
    const configmaps = state === 'known' ? known(given) : partial(given, 'only files were read');
    const facts = factsOf([], ['x.yaml']);
    return INSTALLER_RULES.flatMap((rule) =>
      rule({
        facts: readFacts({ ...facts, objects: { ...facts.objects, configmaps } }),
        path: planPath(from, '1.34.2', []) as Path,
        distribution,
        knowledge: { addons: ADDONS, writes: WRITES },
        time: '2026-11-22T08:00:00Z',
      }),
    )
      .filter(({ id }) => id === 'kubeadm-config-missing')
      .map(({ severity, outcome, evidence }) => [severity, outcome, evidence.map((one) => one.object?.name)]);
  };

  test('a ConfigMap that is not there is a blocker', () => {
    expect(missing(['kubelet-config'])).toEqual([['blocker', 'hit', ['kubeadm-config']]]);
    expect(missing(['kubeadm-config'])).toEqual([['blocker', 'hit', ['kubelet-config']]]);
    expect(missing([])).toEqual([['blocker', 'hit', ['kubeadm-config', 'kubelet-config']]]);
  });

  test('both are enough, and none is missing where not all was read, or where kubeadm is not used', () => {
    expect(missing(['kubeadm-config', 'kubelet-config'])).toEqual([]);
    expect(missing([], 'partial')).toEqual([]);
    expect(missing([], 'known', 'talos')).toEqual([]);
  });

  test('until 1.24 that of the kubelets has another name', () => {
    expect(missing(['kubeadm-config'], 'known', 'kubeadm', '1.24.17')).toEqual([]);
  });
});

describe('nodes that are not Ready', () => {
  test.each([
    ['kubeadm', 'blocker'],
    ['kind', 'blocker'],
    ['talos', 'disruptive'],
    ['unknown', 'disruptive'],
  ] as const)('of the control plane, %s: %s', (distribution, severity) => {
    expect(findings([node('cp-1', 'False', CONTROL_PLANE)], distribution)).toEqual([
      ['control-plane-node-not-ready', severity, 'hit', ['cp-1']],
    ]);
  });

  test('workers are a caution; Unknown is not Ready either', () => {
    expect(findings([node('cp-1', 'True', CONTROL_PLANE), node('w-1', 'Unknown')])).toEqual([
      ['worker-node-not-ready', 'caution', 'hit', ['w-1']],
    ]);
  });

  test('a manifest without a status says nothing', () => {
    expect(findings([node('w-1', undefined)])).toEqual([]);
  });
});

describe('budgets and drains', () => {
  const budget = (disruptionsAllowed: number, expectedPods: number) =>
    object('policy/v1', 'PodDisruptionBudget', 'payments', {
      spec: { minAvailable: 3 },
      status: { disruptionsAllowed, expectedPods, currentHealthy: 3 },
    });

  test.each([
    ['kubeadm', 'disruptive'],
    ['talos', 'info'],
    ['k3s', 'info'],
    ['unknown', 'disruptive'],
  ] as const)('a budget that lets no pod go, %s: %s', (distribution, severity) => {
    expect(findings([budget(0, 3)], distribution)).toEqual([
      ['drain-blocked-by-budget', severity, 'hit', ['payments']],
    ]);
  });

  test('one that lets one go, or has no pods, stops nothing', () => {
    expect(findings([budget(1, 3)])).toEqual([]);
    expect(findings([budget(0, 0)])).toEqual([]);
  });

  test('a pod without a controller is named, a mirror pod or one that ended is not', () => {
    const pod = (name: string, metadata: object, phase = 'Running', nodeName?: string): KubeObject => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'shop', ...metadata },
      spec: { containers: [], nodeName: nodeName ?? 'w-1' },
      status: { phase },
    });
    const pods = [
      pod('bare', {}),
      pod('owned', { ownerReferences: [{ kind: 'ReplicaSet' }] }),
      pod('mirror', { annotations: { 'kubernetes.io/config.mirror': 'x' } }),
      pod('done', {}, 'Succeeded'),
    ];
    expect(findings(pods)).toEqual([['drain-refuses-bare-pods', 'caution', 'hit', ['bare']]]);
    expect(findings(pods, 'talos')).toEqual([]);
  });
});

const config = (text: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'kubeadm-config', namespace: 'kube-system' },
  data: { ClusterConfiguration: text },
});

describe('what kubeadm noted', () => {
  test('an upgrade that did not come to its end', () => {
    const ids = findings([config('kubernetesVersion: v1.32.9\n')], 'kubeadm', ['1.33.4', '1.34.2']);
    expect(ids).toEqual([['kubeadm-upgrade-unfinished', 'caution', 'hit', ['kubeadm-config']]]);
  });

  test('the same minor is no sign of that, and other installers leave no such note', () => {
    expect(findings([config('kubernetesVersion: v1.33.1\n')])).toEqual([]);
    expect(findings([config('kubernetesVersion: v1.32.9\n')], 'talos')).toEqual([]);
  });

  test('an external etcd cannot be seen', () => {
    const text = 'kubernetesVersion: v1.33.4\netcd:\n  external:\n    endpoints: [https://192.0.2.1:2379]\n';
    expect(findings([config(text)])).toEqual([
      ['external-etcd-not-seen', 'caution', 'unknown', ['kubeadm-config']],
    ]);
  });
});

describe('flags of the manifests', () => {
  const CONFIG =
    'kubernetesVersion: v1.33.4\napiServer:\n  extraArgs:\n  - {name: audit-log-path, value: /var/log/audit}\n';
  const server = (...flags: readonly string[]): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'kube-apiserver-cp1',
      namespace: 'kube-system',
      labels: { component: 'kube-apiserver' },
    },
    spec: { containers: [{ name: 'kube-apiserver', command: ['kube-apiserver', ...flags] }] },
  });
  const OWN = [
    '--advertise-address=192.0.2.1',
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
  ];
  const forgotten = [['kubeadm-forgets-flags/kube-apiserver', 'caution', 'hit', ['kube-apiserver-cp1']]];

  test.each([
    ['what kubeadm writes by itself', OWN, []],
    ['what kubeadm-config names', [...OWN, '--audit-log-path=/var/log/audit'], []],
    [
      'what only the manifest has',
      [...OWN, '--encryption-provider-config=/etc/kubernetes/enc.yaml'],
      forgotten,
    ],
    [
      'what was added to a default',
      ['--enable-admission-plugins=NodeRestriction,PodNodeSelector'],
      forgotten,
    ],
  ])('%s', (_name, flags, expected) => {
    expect(findings([config(CONFIG), server(...flags)])).toEqual(expected);
  });

  test('are nobody’s business where there is no kubeadm-config, or no kubeadm', () => {
    const flags = server('--encryption-provider-config=/etc/kubernetes/enc.yaml');
    expect(findings([flags])).toEqual([]);
    expect(findings([config(CONFIG), flags], 'unknown')).toEqual([]);
  });
});

describe('CoreDNS under kubeadm', () => {
  const coredns = (image: string): KubeObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'coredns', namespace: 'kube-system' },
    spec: { template: { spec: { containers: [{ name: 'coredns', image }] } } },
  });

  test.each([
    ['registry.k8s.io/coredns/coredns:v1.13.1', 'kubeadm', true],
    ['registry.k8s.io/coredns/coredns:v1.12.1', 'kubeadm', false],
    ['registry.k8s.io/coredns/coredns:v1.9.3', 'kubeadm', false],
    ['registry.k8s.io/coredns/coredns:v1.13.1', 'talos', false],
    ['registry.k8s.io/coredns/coredns:latest', 'kubeadm', false],
  ] as const)('%s, %s, to 1.34: newer %s', (image, distribution, newer) => {
    expect(findings([coredns(image)], distribution)).toEqual(
      newer ? [['kubeadm-coredns-newer', 'caution', 'hit', ['coredns']]] : [],
    );
  });
});

describe('the Talos release', () => {
  const talos = (release: string) => node('cp-1', 'True', CONTROL_PLANE, `Talos (v${release})`);

  test.each([
    ['1.11.5', '1.33.4', '1.34.2', false],
    ['1.11.5', '1.34.1', '1.35.2', true],
    ['1.10.9', '1.33.4', '1.34.2', true],
    ['1.14.0', '1.36.1', '1.37.0', false],
    ['1.8.0', '1.30.1', '1.31.0', false],
  ])('Talos %s, %s to %s: does not fit %s', (release, from, to, bad) => {
    expect(findings([talos(release)], 'talos', [from, to])).toEqual(
      bad ? [['talos-release-does-not-fit', 'blocker', 'hit', ['cp-1']]] : [],
    );
  });

  test.each(['Talos', 'Talos (2f1a3bc)'])('a node that says %s tells no release', (image) => {
    expect(findings([node('cp-1', 'True', CONTROL_PLANE, image)], 'talos')).toEqual([
      ['talos-release-does-not-fit', 'blocker', 'unknown', ['cp-1']],
    ]);
    expect(findings([node('w-1', 'True', {}, 'Ubuntu 24.04')], 'talos')).toEqual([]);
  });

  test.each(['1.99.0', '1.3.0'])('%s is not in the knowledge, and talosctl may refuse it', (release) => {
    expect(findings([talos(release)], 'talos')).toEqual([
      ['talos-release-does-not-fit', 'blocker', 'unknown', ['cp-1']],
    ]);
  });
});

describe('certificates of webhooks', () => {
  const configuration = (
    ca: object,
    failurePolicy = 'Fail',
    resources = ['namespaces', 'clusterroles'],
  ): KubeObject => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'guard' },
    webhooks: [
      {
        name: 'guard.example',
        failurePolicy,
        clientConfig: { service: { namespace: 'guard', name: 'guard' }, ca },
        rules: [{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources }],
      },
    ],
  });
  const certificates = (object: KubeObject, state: 'known' | 'partial' = 'known') =>
    certificateFindings(object, state).map(({ id, severity }) => [id, severity]);
  const certificateFindings = (object: KubeObject, state: 'known' | 'partial' = 'known') => {
    const facts = factsOf([], ['x.yaml']);
    const key = 'validatingwebhookconfigurations.admissionregistration.k8s.io';
    const held = state === 'known' ? known([object]) : partial([object], 'only files');
    return INSTALLER_RULES.flatMap((rule) =>
      rule({
        facts: readFacts({ ...facts, objects: { ...facts.objects, [key]: held } }),
        path: planPath('1.33.4', '1.34.2', []) as Path,
        distribution: 'kubeadm',
        knowledge: { addons: ADDONS, writes: WRITES },
        time: '2026-11-22T08:00:00Z',
      }),
    );
  };

  test.each([
    [{ readable: false, certificates: 2 }, 'webhook-certificate-unusable/guard', 'blocker'],
    [{ readable: true, notAfter: '2026-11-21T00:00:00Z' }, 'webhook-certificate-unusable/guard', 'blocker'],
    [{ readable: true, notAfter: '2026-12-01T00:00:00Z' }, 'webhook-certificate-ends-soon/guard', 'caution'],
  ])('%j: %s, %s', (ca, id, severity) => {
    expect(certificates(configuration(ca))).toEqual([[id, severity]]);
  });

  test('a webhook that no write of the server passes through is disruptive', () => {
    expect(certificates(configuration({ readable: false }, 'Fail', ['widgets']))).toEqual([
      ['webhook-certificate-unusable/guard', 'disruptive'],
    ]);
  });

  test.each([
    ['what kubeadm writes', 'configmaps'],
    ['leases of nodes', 'leases'],
  ])('%s are stopped as well, whatever stands behind the webhook', (_, resource) => {
    expect(certificates(configuration({ readable: false }, 'Fail', [resource]))).toEqual([
      ['webhook-certificate-unusable/guard', 'blocker'],
    ]);
  });

  test('a webhook beside it that can be called stops nothing', () => {
    const [broken] = configuration({ readable: false }, 'Fail', ['widgets']).webhooks as object[];
    const [good] = configuration({ readable: true }).webhooks as object[];
    expect(certificates({ ...configuration({}), webhooks: [good, broken] })).toEqual([
      ['webhook-certificate-unusable/guard', 'disruptive'],
    ]);
  });

  test('where it cannot be told whether it is called, it may be a blocker', () => {
    const [webhook] = configuration({ readable: false }).webhooks as object[];
    const matchConditions = [{ name: 'some', expression: 'object.metadata.annotations["a"] == "b"' }];
    const found = certificateFindings({ ...configuration({}), webhooks: [{ ...webhook, matchConditions }] });
    expect(found).toMatchObject([
      { id: 'webhook-certificate-unusable/guard', severity: 'blocker', outcome: 'unknown' },
    ]);
    expect(found[0]?.because.join()).toContain('matchCondition some');
  });

  test('good ones, those that fail open, and files are no finding', () => {
    expect(certificates(configuration({ readable: true, notAfter: '2030-01-01T00:00:00Z' }))).toEqual([]);
    expect(certificates(configuration({ readable: false }, 'Ignore'))).toEqual([]);
    expect(certificates(configuration({ readable: false, certificates: 0 }))).toEqual([]);
    expect(certificates(configuration({ readable: false }), 'partial')).toEqual([]);
  });
});
