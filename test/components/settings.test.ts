import { describe, expect, test } from '@jest/globals';
import { readComponentSettings } from '../../src/components/settings.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { known, partial, unknown } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import { componentPod, type SmallCluster, smallCluster } from '../support/small-cluster.ts';

const read = (cluster: SmallCluster) => readComponentSettings(readFacts(smallCluster(cluster)));
const gates = (cluster: SmallCluster) =>
  read(cluster).gates.map(({ component, name, text, value, place }) => [
    component,
    name,
    text,
    value,
    place.field,
  ]);

describe('settings', () => {
  test('of a gate flag: each gate with its value and its place', () => {
    expect(gates({ flags: { 'kube-apiserver': ['--feature-gates=A=true, kube:B=F,C'] } })).toEqual([
      ['kube-apiserver', 'A', 'true', true, '--feature-gates'],
      ['kube-apiserver', 'B', 'F', false, '--feature-gates'],
      ['kube-apiserver', 'C', '', undefined, '--feature-gates'],
    ]);
  });

  test('of a ClusterConfiguration: flags of each component, gates of kubeadm', () => {
    const ClusterConfiguration = [
      'featureGates: {EtcdLearnerMode: false}',
      'apiServer: {extraArgs: {audit_log_maxage: 30, profiling: false}}',
      'controllerManager: {extraArgs: [{name: a, value: "1"}, {name: a, value: "2"}]}',
      'etcd: {local: {extraArgs: {quota-backend-bytes: "8"}}}',
    ].join('\n');
    const settings = read({ configMaps: { 'kubeadm-config': { ClusterConfiguration } } });
    expect(settings.flags.map(({ component, name, value }) => [component, name, value])).toEqual([
      ['kube-apiserver', 'audit-log-maxage', '30'],
      ['kube-apiserver', 'profiling', 'false'],
      ['kube-controller-manager', 'a', '1'],
      ['kube-controller-manager', 'a', '2'],
      ['etcd', 'quota-backend-bytes', '8'],
    ]);
    expect(settings.gates).toEqual([
      {
        component: 'kubeadm',
        name: 'EtcdLearnerMode',
        text: 'false',
        value: false,
        place: {
          object: { kind: 'ConfigMap', namespace: 'kube-system', name: 'kubeadm-config' },
          field: 'ClusterConfiguration.featureGates',
        },
      },
    ]);
    expect(settings.unseen).toEqual([]);
  });

  test('pods elsewhere, and pods that have ended, are no part of the control plane', () => {
    const pod = componentPod('kube-scheduler', 'cp1', '1.33.4', ['--a=b']);
    const elsewhere = { ...pod, metadata: { ...pod.metadata, namespace: 'tenant' } };
    const ended = { ...pod, status: { phase: 'Failed' } };
    const settings = read({ pods: known([elsewhere, ended]) });
    expect(settings.pods).toEqual([]);
    expect(settings.unseen.map(({ component }) => component)).toContain('kube-scheduler');
  });

  test('a ConfigMap whose aliases unfold without end is read in no time', () => {
    const lists = Array.from(
      { length: 40 },
      (_, level) => `l${level}: &l${level} [${level === 0 ? 'x' : `*l${level - 1}, *l${level - 1}`}]`,
    );
    const kubelet = [...lists, 'featureGates: {Evil: *l39}'].join('\n');
    const ClusterConfiguration = [...lists, 'apiServer: {extraArgs: {evil: *l39}}'].join('\n');
    const settings = read({
      configMaps: { 'kubelet-config': { kubelet }, 'kubeadm-config': { ClusterConfiguration } },
    });
    expect(settings.gates).toMatchObject([{ name: 'Evil', text: '' }]);
    expect(settings.flags).toMatchObject([{ name: 'evil', value: '' }]);
  });
});

describe('gates that kubelets run with', () => {
  const asked = (kubelets: ClusterFacts['kubelets'], cluster: SmallCluster = {}) =>
    readComponentSettings(
      readFacts({ ...smallCluster(cluster), ...(kubelets === undefined ? {} : { kubelets }) }),
    );
  const one = { node: 'w1', config: { featureGates: { NodeSwap: false } } };
  const told = {
    component: 'kubelet',
    name: 'NodeSwap',
    text: 'false',
    value: false,
    place: { object: { kind: 'Node', name: 'w1' }, field: 'kubeletconfig.featureGates' },
  };
  const unreadable = unknown('nobody may read ConfigMaps');

  test('are told by node, beside those of the document', () => {
    const configMaps = { 'kubelet-config': { kubelet: 'featureGates: {CPUManager: true}\n' } };
    const { gates } = asked(known([one, { node: 'w2', config: {} }]), { configMaps });
    expect(gates.map(({ name, place }) => [name, place.object.kind])).toEqual([
      ['CPUManager', 'ConfigMap'],
      ['NodeSwap', 'Node'],
    ]);
    expect(gates[1]).toEqual(told);
  });

  test('make up for a document that cannot be read, where all were asked', () => {
    const unseen = (kubelets: ClusterFacts['kubelets']) =>
      asked(kubelets, { configMapFact: unreadable }).unseen.map(({ component }) => component);
    expect(unseen(undefined)).toEqual(['kubeadm', 'kubelet']);
    expect(unseen(partial([one], 'w2 did not answer'))).toEqual(['kubeadm', 'kubelet']);
    expect(unseen(known([one]))).toEqual(['kubeadm']);
  });

  test('do not make up for a document that is no YAML, which kubeadm reads as well', () => {
    const configMaps = { 'kubelet-config': { kubelet: 'featureGates: {' } };
    const { unseen } = asked(known([one]), { configMaps });
    expect(unseen).toMatchObject([{ component: 'kubelet', because: expect.stringContaining('no YAML') }]);
  });

  test('a kubelet that did not answer hides no more than it hid before', () => {
    expect(asked(partial([one], 'w2 did not answer')).unseen).toEqual([]);
    expect(asked(unknown('forbidden')).unseen).toEqual([]);
  });
});
