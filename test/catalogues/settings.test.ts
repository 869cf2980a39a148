import { describe, expect, test } from '@jest/globals';
import { examineCatalogues } from '../support/examine.ts';
import { newestPatch } from '../support/newest-patch.ts';
import { type SmallCluster, smallCluster } from '../support/small-cluster.ts';

const ids = (cluster: SmallCluster, from = '1.33.4', to = '1.34') =>
  examineCatalogues(smallCluster({ version: from, ...cluster }), from, to).findings.map(
    ({ id, severity }) => `${severity} ${id}`,
  );
const apiserver = (...words: string[]): SmallCluster => ({ flags: { 'kube-apiserver': words } });

describe('gates, wherever they are set', () => {
  test.each([
    ['kubelet-config', { 'kubelet-config': { kubelet: 'featureGates: {StatefulSetStartOrdinal: true}' } }],
    [
      'kubeadm-config in the form of v1beta3',
      {
        'kubeadm-config': {
          ClusterConfiguration: 'apiServer: {extraArgs: {feature-gates: StatefulSetStartOrdinal=true}}',
        },
      },
    ],
    [
      'kubeadm-config in the form of v1beta4',
      {
        'kubeadm-config': {
          ClusterConfiguration:
            'scheduler: {extraArgs: [{name: feature-gates, value: StatefulSetStartOrdinal=true}]}',
        },
      },
    ],
    [
      'the configuration of kube-proxy',
      { 'kube-proxy': { 'config.conf': 'featureGates: {StatefulSetStartOrdinal: true}' } },
    ],
  ])('%s', (_, configMaps) => {
    expect(ids({ configMaps: configMaps as unknown as NonNullable<SmallCluster['configMaps']> })).toEqual([
      'blocker feature-gate-removed/StatefulSetStartOrdinal',
    ]);
  });

  test('one finding names all components that set it', () => {
    const gate = '--feature-gates=StatefulSetStartOrdinal=true';
    const [finding, ...others] = examineCatalogues(
      smallCluster({ flags: { 'kube-apiserver': [gate], 'kube-controller-manager': [gate] } }),
      '1.33.4',
      '1.34',
    ).findings;
    expect(others).toEqual([]);
    expect(finding?.component).toBe('kube-apiserver and kube-controller-manager');
    expect(finding?.evidence).toHaveLength(2);
  });

  test('the last word of one command line counts for a lock', () => {
    const lock = 'blocker feature-gate-locked/InPlacePodVerticalScalingInitContainers';
    const gate = 'InPlacePodVerticalScalingInitContainers';
    expect(ids(apiserver(`--feature-gates=${gate}=false`), '1.36.1', '1.37')).toEqual([lock]);
    expect(
      ids(apiserver(`--feature-gates=${gate}=false`, `--feature-gates=${gate}=true`), '1.36.1', '1.37'),
    ).toEqual([]);
    expect(
      ids(apiserver(`--feature-gates=${gate}=true`, `--feature-gates=${gate}=0`), '1.36.1', '1.37'),
    ).toEqual([lock]);
  });

  test('gates that stand for many others are no names of the table', () => {
    expect(ids(apiserver('--feature-gates=AllAlpha=false,AllBeta=true'))).toEqual([]);
  });

  test('what nobody ever knew may be a blocker', () => {
    expect(ids(apiserver('--feature-gates=StatefulSetStartOrdinals=true'))).toEqual([
      'blocker feature-gate-unknown/StatefulSetStartOrdinals',
    ]);
    expect(ids(apiserver('--enable-admission-plugins=NodeRestrictions'))).toEqual([
      'blocker admission-plugin-unknown/NodeRestrictions',
    ]);
  });

  test('whether it is one is not known, and why is said', () => {
    const { findings } = examineCatalogues(
      smallCluster(apiserver('--feature-gates=Misspelt=true')),
      '1.33.4',
      '1.34',
    );
    expect(findings).toMatchObject([{ outcome: 'unknown', because: [expect.stringContaining('Misspelt')] }]);
  });

  test('a gate that comes later than the first hop may be a blocker', () => {
    const gate = 'ConstrainedImpersonation=true';
    expect(ids(apiserver(`--feature-gates=${gate}`), '1.33.4', '1.34')).toEqual([
      'blocker feature-gate-unknown/ConstrainedImpersonation',
    ]);
  });

  test('gates of etcd are none of Kubernetes', () => {
    expect(ids({ flags: { etcd: ['--feature-gates=InitialCorruptCheck=true'] } }, '1.34.1', '1.35')).toEqual(
      [],
    );
  });

  test('a gate of other components may be a blocker, and is no removal', () => {
    expect(ids(apiserver('--feature-gates=WaitForAllControlPlaneComponents=true'), '1.34.1', '1.35')).toEqual(
      ['blocker feature-gate-unknown/WaitForAllControlPlaneComponents'],
    );
  });

  test('a removal that was passed long ago is met on the first hop, once', () => {
    const [finding] = examineCatalogues(
      smallCluster({
        configMaps: { 'kubelet-config': { kubelet: 'featureGates: {CPUManager: true}' } },
        version: '1.35.1',
      }),
      '1.35.1',
      '1.37',
    ).findings;
    expect(finding?.id).toBe('feature-gate-removed/CPUManager');
    expect(finding?.hops.map(({ to }) => to)).toEqual([newestPatch('1.36')]);
  });

  test('what only a running pod has may be written anew by kubeadm, and that is said', () => {
    const [finding] = examineCatalogues(
      smallCluster(apiserver('--feature-gates=StatefulSetStartOrdinal=true')),
      '1.33.4',
      '1.34',
    ).findings;
    expect(finding).toMatchObject({ outcome: 'hit', severity: 'blocker' });
    expect(finding?.because).toEqual([expect.stringContaining('kubeadm writes the manifest anew')]);
  });
});

describe('what nobody can see of kubelets', () => {
  test('is asked on hops that take flags away, and does not hide a blocker', () => {
    const { questions } = examineCatalogues(smallCluster({ version: '1.34.1' }), '1.34.1', '1.35');
    expect(questions).toMatchObject([
      {
        severity: 'disruptive',
        question: 'Does any node start its kubelet with --pod-infra-container-image?',
      },
    ]);
  });

  test('is not asked on other hops', () => {
    expect(examineCatalogues(smallCluster({ version: '1.35.1' }), '1.35.1', '1.36').questions).toEqual([]);
  });
});
