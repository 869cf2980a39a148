import { describe, expect, test } from '@jest/globals';
import { known, partial, unknown } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { addonNamed, examine, factsWith, installed, node, pathThrough, workload } from './installed.ts';

const deployments = (...objects: readonly KubeObject[]) => factsWith({ 'deployments.apps': known(objects) });
const images = (...names: readonly string[]) =>
  deployments(...names.map((image, index) => workload('Deployment', `w${index}`, image)));

/** A pod of a Deployment, as the controllers make them. */
function podOf(deployment: string, image: string, phase = 'Running'): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace: 'addons',
      name: `${deployment}-7d9f-x1`,
      labels: { 'pod-template-hash': '7d9f' },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${deployment}-7d9f`, controller: true },
      ],
    },
    spec: { containers: [{ name: deployment, image }] },
    status: { phase },
  };
}

describe('what is recognised', () => {
  test.each([
    'quay.io/jetstack/cert-manager-controller:v1.17.2',
    'registry.example:5000/proxy/quay.io/jetstack/cert-manager-controller:v1.17.2@sha256:0123abcd',
    'cert-manager-controller:1.17.2',
    'mirror/cert-manager-controller:v1.17.2-vendor.3',
  ])('%s', (image) => {
    expect(examine(images(image), pathThrough(33, 34))).toMatchObject([
      {
        id: 'addon-unsupported/cert-manager',
        outcome: 'hit',
        severity: 'caution',
        evidence: [
          {
            object: { kind: 'Deployment', namespace: 'addons', name: 'w0' },
            values: { image, version: '1.17.2', listed: '1.29 to 1.33' },
          },
        ],
      },
    ]);
  });

  test.each([
    ['reg.example/mirror/calico/node:v3.29.1-eksbuild.2', 'calico', '3.29.1'],
    ['rancher/mirrored-calico-node:v3.29.1', 'calico', '3.29.1'],
    ['registry.example/rancher/hardened-calico:v3.29.1-build20250110', 'calico', '3.29.1'],
    ['rancher/mirrored-jetstack-cert-manager-controller:v1.17.2', 'cert-manager', '1.17.2'],
    ['rancher/nginx-ingress-controller:v1.12.6-hardened1', 'ingress-nginx', '1.12.6'],
    ['rancher/mirrored-kube-state-metrics-kube-state-metrics:v2.16.0', 'kube-state-metrics', '2.16.0'],
    [
      '602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni:v1.16.4-eksbuild.2',
      'aws-vpc-cni',
      '1.16.4',
    ],
    ['docker.io/netapp/trident:25.02.1', 'trident', '25.02.1'],
    ['registry.istio.io/release/pilot:1.27.3-distroless', 'istio', '1.27.3'],
    ['bitnamilegacy/nginx-ingress-controller:1.11.3-debian-12-r6', 'ingress-nginx', '1.11.3'],
    ['reg.example/a/b/projectcontour/contour:v1.30.2@sha256:0123abcd', 'contour', '1.30.2'],
  ])('copies that vendors and mirrors make: %s', (image, name, version) => {
    const findings = examine(images(image), pathThrough(32, 33, 34), { distribution: 'unknown' });
    expect(findings).toMatchObject([{ id: `addon-unsupported/${name}` }]);
    const [finding] = findings;
    expect(`${finding?.evidence[0]?.values.version ?? ''} ${finding?.because.join() ?? ''}`).toContain(
      version,
    );
  });

  test.each([
    'rancher/mirrored-calico-cni:v3.29.1',
    'rancher/mirrored-node:v3.29.1',
    'example.dev/own-calico-node:v3.29.1',
    'rancher/hardened-flannel:v0.26.1-build20241107',
    'rancher/rancher-agent:v2.10.1',
    'rocm/gpu-operator:v1.2.0',
    'quay.io/jetstack/not-cert-manager-controller:v1.17.2',
    'quay.io/jetstack/cert-manager-controller/other:v1.17.2',
    'example.dev/node:v3.29.1',
    'example.dev/mycalico/node:v3.29.1',
    'docker.io/istio/proxyv2:1.25.1',
    '',
  ])('not %p', (image) => {
    expect(examine(images(image), pathThrough(33, 34))).toEqual([]);
  });

  test('in StatefulSets, DaemonSets and pods of nobody as well', () => {
    const facts = factsWith({
      'statefulsets.apps': known([workload('StatefulSet', 's', 'rook/ceph:v1.16.3')]),
      'daemonsets.apps': known([workload('DaemonSet', 'd', 'quay.io/calico/node:v3.29.1')]),
      pods: known([
        {
          ...podOf('alone', 'docker.io/istio/pilot:1.25.1-distroless'),
          metadata: { namespace: 'addons', name: 'alone' },
        },
      ]),
    });
    const findings = examine(facts, pathThrough(33, 34));
    expect(findings.map(({ id, evidence }) => [id, evidence[0]?.object?.kind])).toEqual([
      ['addon-unsupported/calico', 'DaemonSet'],
      ['addon-unsupported/istio', 'Pod'],
      ['addon-unsupported/rook-ceph', 'StatefulSet'],
    ]);
  });

  test('a workload and its pods are told once; a pod that runs another version is told too', () => {
    const image = 'quay.io/jetstack/cert-manager-controller:v1.17.2';
    const other = 'quay.io/jetstack/cert-manager-controller:v1.16.0';
    const facts = factsWith({
      'deployments.apps': known([workload('Deployment', 'cm', image)]),
      pods: known([
        podOf('cm', image),
        podOf('cm', other),
        podOf('cm', 'cert-manager-controller:v1.1.0', 'Failed'),
      ]),
    });
    const [finding] = examine(facts, pathThrough(33, 34));
    expect(
      finding?.evidence.map(({ object, values }) => [object?.kind, object?.name, values.version]),
    ).toEqual([
      ['Deployment', 'cm', '1.17.2'],
      ['Deployment', 'cm', '1.16.0'],
    ]);
    expect(finding?.title).toBe('cert-manager 1.17.2 and 1.16.0 are not listed for Kubernetes 1.34');
    expect(finding?.because).toEqual([]);
  });

  test('runtimes and systems of nodes, and no other runtime', () => {
    const facts = factsWith({
      nodes: known([
        node('a', { containerRuntimeVersion: 'containerd://2.0.4', osImage: 'Ubuntu 24.04.3 LTS' }),
        node('b', { containerRuntimeVersion: 'docker://27.1.1', osImage: 'Talos (v1.10.6)' }),
        node('c', { containerRuntimeVersion: 'cri-o://1.34.1' }),
      ]),
    });
    expect(
      examine(facts, pathThrough(33, 34)).map(({ id, evidence }) => [
        id,
        evidence.map(({ values }) => values.image),
      ]),
    ).toEqual([
      ['addon-unsupported/containerd', ['containerd://2.0.4']],
      ['addon-unsupported/talos', ['Talos (v1.10.6)']],
    ]);
  });
});

describe('a version that cannot be told', () => {
  test.each([
    ['quay.io/calico/node@sha256:0123abcd', 'it is named without a tag'],
    ['quay.io/calico/node', 'it is named without a tag'],
    ['quay.io/calico/node:latest', 'its tag latest tells no version'],
    ['quay.io/calico/node:3', 'its tag 3 tells no version'],
    ['quay.io/calico/node:20250101', 'its tag 20250101 tells no version'],
    ['quay.io/calico/node:v3.32.0-rc1', 'v3.32.0-rc1 is a pre-release'],
    ['quay.io/calico/node:v3.32.0-0.dev', 'v3.32.0-0.dev is a pre-release'],
    ['quay.io/calico/node:v3.99.0', '3.99.0 is newer than what was known of it'],
    ['quay.io/calico/node:v2.6.12', '2.6.12 is older than what the list names'],
    ['quay.io/cilium/cilium:v1.17.4', 'the list does not tell for 1.17.4'],
    ['cr.l5d.io/linkerd/controller:edge-25.8.1', 'its tag edge-25.8.1 tells no version'],
    ['quay.io/calico/node:v3.29.1.build7', 'its tag v3.29.1.build7 tells no version'],
    ['quay.io/calico/node:v3.29.0-0.20250508014929-7bbbf7c9b258', 'is a pre-release'],
  ])('%s: %s', (image, why) => {
    const findings = examine(images(image), pathThrough(33, 34));
    expect(findings).toMatchObject([{ outcome: 'unknown', severity: 'caution' }]);
    expect(findings[0]?.because).toEqual([expect.stringContaining(why)]);
    expect(findings[0]?.because[0]).toContain('Deployment addons/w0 runs');
    expect(findings[0]?.remediate[0]?.title).toMatch(/https:/);
  });

  test('beside one that is not supported: the hit is told, and what could not be seen stays said', () => {
    const [finding, ...others] = examine(
      images('quay.io/calico/node:v3.29.1', 'quay.io/calico/node:latest'),
      pathThrough(33, 34),
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      outcome: 'hit',
      title: 'Calico 3.29.1 is not listed for Kubernetes 1.34',
    });
    expect(finding?.evidence).toHaveLength(1);
    expect(finding?.because).toEqual([expect.stringContaining('calico/node:latest')]);
  });

  test('on many nodes is one reason', () => {
    const nodes = Array.from({ length: 300 }, (_, index) =>
      node(`n${index}`, { containerRuntimeVersion: 'containerd://9.1.0' }),
    );
    const [finding] = examine(factsWith({ nodes: known(nodes) }), pathThrough(33, 34));
    expect(finding?.because).toEqual([
      expect.stringContaining('Node n0 and 299 more run containerd://9.1.0'),
    ]);
  });

  test('a list that ends before the target tells nothing about it; one that went on without the version does', () => {
    const manager = addonNamed('cert-manager');
    expect(examine(installed(manager, '1.21.2'), pathThrough(36, 37))).toMatchObject([
      { outcome: 'unknown', because: [expect.stringContaining('ends with Kubernetes 1.36')] },
    ]);
    expect(examine(installed(manager, '1.20.1'), pathThrough(36, 37))).toMatchObject([{ outcome: 'hit' }]);
  });
});

describe('a path of several hops', () => {
  test('is one finding with every hop that leaves the list', () => {
    const [finding, ...others] = examine(
      installed(addonNamed('argo-cd'), '3.0.4'),
      pathThrough(31, 32, 33, 34),
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      title: 'Argo CD 3.0.4 is not listed for Kubernetes 1.33 and 1.34',
      hop: { from: '1.32.0', to: '1.33.0' },
      hops: [
        { from: '1.32.0', to: '1.33.0' },
        { from: '1.33.0', to: '1.34.0' },
      ],
    });
    expect(finding?.evidence).toHaveLength(1);
  });

  test('within a minor changes nothing for add-ons', () => {
    const path = pathThrough(33, 34);
    const from = path.to;
    const to = { ...from, patch: 5, raw: '1.34.5' };
    expect(
      examine(installed(addonNamed('calico'), '3.29.1'), { ...path, from, to, hops: [{ from, to }] }),
    ).toEqual([]);
  });
});

describe('the step', () => {
  const step = (name: string, version: string, ...minors: readonly number[]) =>
    examine(installed(addonNamed(name), version), pathThrough(...minors))[0]?.remediate.map(
      ({ title }) => title,
    );

  test('names the lowest version that fits before and after', () => {
    expect(step('cert-manager', '1.17.2', 33, 34)).toEqual([
      'Upgrade cert-manager 1.17.2 to 1.19 or newer before the upgrade to 1.34 (it is listed for 1.33 and for 1.34)',
    ]);
    expect(step('containerd', '1.7.24', 33, 34)).toEqual([
      'Upgrade containerd 1.7.24 to 1.7.28 or newer before the upgrade to 1.34 (it is listed for 1.33 and for 1.34)',
    ]);
  });

  test('says where no version fits both', () => {
    expect(step('external-secrets', '0.13.0', 31, 32)).toEqual([
      'Upgrade External Secrets Operator 0.13.0 to 0.14 or newer on the way to 1.32 (no version that reaches it is listed for 1.31)',
    ]);
  });

  test('reaches as far as the table does, and says how far', () => {
    expect(step('istio', '1.25.1', 33, 34, 35, 36, 37)).toEqual([
      'Upgrade Istio 1.25.1 to 1.30 or newer before the upgrade to 1.34 (it is listed for 1.33 and for 1.36); none that goes with 1.37 was known when the knowledge was written',
    ]);
    expect(step('ingress-nginx', '1.15.1', 35, 36)?.[0]).toMatch(/^Find out whether/);
    expect(step('argo-cd', '3.4.0', 36, 37)?.[0]).toBe(
      'Look for a version of Argo CD that goes with 1.37: none was known when the knowledge was written',
    );
  });

  test('goes along with the cluster where the minor must be equal', () => {
    expect(step('cluster-autoscaler', '1.32.1', 32, 33, 34)).toEqual([
      'Upgrade Cluster Autoscaler to the minor of the cluster after each hop: 1.33 and 1.34',
    ]);
  });

  test('is one for each installed version', () => {
    const nodes = ['1.7.24', '2.0.4'].map((version, index) =>
      node(`n${index}`, { containerRuntimeVersion: `containerd://${version}` }),
    );
    const [finding] = examine(factsWith({ nodes: known(nodes) }), pathThrough(33, 34));
    expect(finding?.remediate.map(({ title }) => title)).toEqual([
      expect.stringContaining('1.7.24 to 1.7.28'),
      expect.stringContaining('2.0.4 to 2.0.6'),
    ]);
  });
});

describe('how bad it is', () => {
  test('disruptive only where a source says what stops', () => {
    const [karpenter] = examine(installed(addonNamed('karpenter'), '1.1.1'), pathThrough(31, 32));
    expect(karpenter).toMatchObject({ severity: 'disruptive', outcome: 'hit' });
    expect(karpenter?.message).toContain('Beyond that, it refuses to start');
    expect(karpenter?.sources.map(({ url }) => url)).toContain(
      'https://github.com/aws/karpenter-provider-aws/issues/7629',
    );
    expect(examine(installed(addonNamed('karpenter'), '1.0.6'), pathThrough(31, 32))).toMatchObject([
      { severity: 'caution' },
    ]);
  });

  test('what a distribution upgrades by itself is not told there', () => {
    const facts = installed(addonNamed('containerd'), '2.0.4');
    expect(examine(facts, pathThrough(33, 34), { distribution: 'gke' })).toEqual([]);
    expect(examine(facts, pathThrough(33, 34), { distribution: 'unknown' })).toHaveLength(1);
  });

  test('of Talos is left to the rule of its installer, which says what talosctl refuses', () => {
    const facts = installed(addonNamed('talos'), '1.10.6');
    expect(examine(facts, pathThrough(33, 34), { distribution: 'talos' })).toEqual([]);
    expect(examine(facts, pathThrough(33, 34), { distribution: 'unknown' })).toHaveLength(1);
  });
});

describe('facts that are not whole', () => {
  test('what could not be read says nothing of add-ons, and was asked for, so that the report names it', () => {
    const nothing = unknown('forbidden');
    const facts = factsWith({
      pods: nothing,
      'deployments.apps': nothing,
      'statefulsets.apps': nothing,
      'daemonsets.apps': nothing,
      nodes: nothing,
    });
    expect(examine(facts, pathThrough(33, 34))).toEqual([]);
    const reader = readFacts(facts);
    examine(facts, pathThrough(33, 34), { facts: reader });
    expect([...reader.read].sort()).toEqual([
      'objects/daemonsets.apps',
      'objects/deployments.apps',
      'objects/nodes',
      'objects/pods',
      'objects/statefulsets.apps',
    ]);
  });

  test('what is there of a part is told', () => {
    const facts = factsWith({
      'deployments.apps': partial(
        [workload('Deployment', 'cm', 'cert-manager-controller:v1.17.2')],
        'files only',
      ),
    });
    expect(examine(facts, pathThrough(33, 34))).toMatchObject([{ outcome: 'hit' }]);
  });

  test.each([
    [{}],
    [{ template: {} }],
    [{ template: { spec: { containers: 'none' } } }],
    [{ template: { spec: { containers: [null, {}, { image: 7 }] } } }],
  ])('a workload without images: %#', (spec) => {
    const broken = { ...workload('Deployment', 'x', 'x'), spec } as KubeObject;
    expect(examine(deployments(broken), pathThrough(33, 34))).toEqual([]);
  });
});
