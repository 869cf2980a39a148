import { describe, expect, test } from '@jest/globals';
import { factsOf } from '../../src/cluster/files.ts';
import { describeDistribution, recogniseDistribution } from '../../src/distributions/recognise.ts';
import { talosReleaseOf } from '../../src/distributions/talos-release.ts';
import { describeTopology, readTopology } from '../../src/distributions/topology.ts';
import type { ServedResource } from '../../src/facts/cluster-facts.ts';
import { known } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { recordedFacts } from '../support/read-live.ts';

const node = (name: string, metadata: object = {}, rest: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, ...metadata },
  ...rest,
});
const configMap = (namespace: string, name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace, name },
  data: {},
});
const CONTROL_PLANE = { labels: { 'node-role.kubernetes.io/control-plane': '' } };

const recognise = (gitVersion: string, objects: readonly KubeObject[] = [], groups: readonly string[] = []) =>
  recogniseDistribution(
    readFacts({
      ...factsOf(objects, ['x.yaml']),
      serverVersion: known(gitVersion),
      discovery: known(groups.map((group) => ({ group }) as ServedResource)),
    }),
  );

describe('on the recordings', () => {
  test.each([
    ['kubeadm-ha-1.33', 'kubeadm', 'three control planes, two workers'],
    ['talos-single-1.32', 'Talos 1.11.5', 'one control plane, two workers'],
  ] as const)('%s: %s', async (name, distribution, topology) => {
    const facts = readFacts(await recordedFacts(name));
    expect(describeDistribution(recogniseDistribution(facts))).toBe(distribution);
    expect(describeTopology(readTopology(facts))).toBe(topology);
  });
});

describe('what looks like a provider on a control plane of one’s own', () => {
  const own = [node('cp', CONTROL_PLANE), configMap('kube-system', 'kubeadm-config')];
  const azureWorker = node('n', { labels: { 'kubernetes.azure.com/resource-group': 'x' } });

  test.each([
    ['builds of GKE', recognise('v1.33.4-gke.100', own)],
    ['builds of EKS', recognise('v1.33.4-eks-abc', own)],
    ['labels that Azure’s cloud provider reads', recognise('v1.33.4', [...own, azureWorker])],
    ['definitions of OpenShift', recognise('v1.33.4', own, ['config.openshift.io'])],
  ])('%s', (_, distribution) => {
    expect(distribution.name).toBe('kubeadm');
  });

  test('those labels alone are no AKS where the control plane shows no node', () => {
    const labels = { 'kubernetes.azure.com/managed': 'false', 'kubernetes.azure.com/resource-group': 'x' };
    expect(recognise('v1.33.4', [node('n', { labels })]).name).toBe('unknown');
  });
});

describe('by what the API shows', () => {
  const azure = node('n', { labels: { 'kubernetes.azure.com/cluster': 'x' } });
  const kops = node('n', { labels: { 'kops.k8s.io/instancegroup': 'x' } });
  const kind = node('n', {}, { spec: { providerID: 'kind://docker/kind/n' } });
  const talos = node('n', {}, { status: { nodeInfo: { osImage: 'Talos (v1.13.2)' } } });

  test.each([
    ['k3s', recognise('v1.33.4+k3s1')],
    ['rke2', recognise('v1.33.4+rke2r1')],
    ['k0s', recognise('v1.33.4+k0s')],
    ['k0s', recognise('v1.33.4', [node('n', { labels: { 'node.k0sproject.io/role': 'x' } })])],
    ['eks', recognise('v1.33.4-eks-abc', [node('n')])],
    [
      'kubeadm',
      recognise('v1.33.4-eks-abc', [node('cp', CONTROL_PLANE), configMap('kube-system', 'kubeadm-config')]),
    ],
    ['gke', recognise('v1.33.4-gke.100')],
    ['aks', recognise('v1.33.4', [azure])],
    ['openshift', recognise('v1.33.4', [], ['config.openshift.io'])],
    [
      'microshift',
      recognise('v1.33.4', [configMap('kube-public', 'microshift-version')], ['config.openshift.io']),
    ],
    ['kops', recognise('v1.33.4', [kops])],
    ['kind', recognise('v1.33.4', [kind, configMap('kube-system', 'kubeadm-config')])],
    ['talos', recognise('v1.33.4', [talos])],
    ['kubeadm', recognise('v1.33.4', [configMap('kube-system', 'kubeadm-config')])],
    [
      'kubeadm',
      recognise('v1.33.4', [node('n', { annotations: { 'kubeadm.alpha.kubernetes.io/cri-socket': 'x' } })]),
    ],
    ['unknown', recognise('v1.33.4', [node('n')])],
    ['unknown', recognise('v1.33.4', [configMap('default', 'kubeadm-config')])],
  ])('%s (%#)', (name, distribution) => {
    expect(distribution.name).toBe(name);
    expect(distribution.because).not.toBe('');
  });

  test('of several Talos releases the lowest counts, by number', () => {
    const image = (release: string) =>
      node(release, {}, { status: { nodeInfo: { osImage: `Talos (v${release})` } } });
    expect(recognise('v1.33.4', [image('1.10.2'), image('1.9.5')]).version).toBe('1.9.5');
  });
});

describe('the release of Talos on a node', () => {
  test.each([
    ['Talos (v1.11.5)', '1.11.5'],
    ['Talos (v1.14.0-rc.0)', '1.14.0-rc.0'],
    ['Talos', undefined],
    ['Ubuntu 24.04 (v1.2.3)', undefined],
  ])('%s: %s', (osImage, release) => {
    expect(talosReleaseOf(node('n', {}, { status: { nodeInfo: { osImage } } }))).toBe(release);
  });
});

test('a control plane that shows no node is not visible, and not one without servers', () => {
  const facts = readFacts({ ...factsOf([node('n')], ['x.yaml']) });
  expect(describeTopology(readTopology(facts))).toBe('control plane not visible');
});
