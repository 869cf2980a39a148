import { describe, expect, test } from '@jest/globals';
import { known } from '../../src/facts/fact.ts';
import { examineCatalogues } from '../support/examine.ts';
import { newestPatch } from '../support/newest-patch.ts';
import { componentPod, nodeOf, type SmallCluster, smallCluster } from '../support/small-cluster.ts';

const skew = (cluster: SmallCluster, from: string, to: string) =>
  examineCatalogues(smallCluster(cluster), from, to).findings.filter(({ category }) => category === 'skew');

describe('the oldest kubelet', () => {
  test.each([
    { from: '1.26.3', to: '1.27.1', oldest: '1.25.0', tooOld: '1.24.17' },
    { from: '1.27.3', to: '1.28.1', oldest: '1.25.0', tooOld: '1.24.17' },
    { from: '1.33.4', to: '1.34.11', oldest: '1.31.0', tooOld: '1.30.14' },
    { from: '1.36.1', to: '1.37.0', oldest: '1.34.0', tooOld: '1.33.13' },
  ])('$from → $to: $oldest is fine, $tooOld is not', ({ from, to, oldest, tooOld }) => {
    expect(skew({ version: from, kubelets: { cp1: from, w1: oldest } }, from, to)).toEqual([]);
    expect(skew({ version: from, kubelets: { cp1: from, w1: oldest, w2: tooOld } }, from, to)).toMatchObject([
      {
        id: 'kubelet-too-old',
        severity: 'blocker',
        outcome: 'hit',
        evidence: [{ object: { kind: 'Node', name: 'w2' }, values: { kubelet: tooOld } }],
      },
    ]);
  });

  test('a kubelet as new as the control plane is taken along on a long way; one that lags is not', () => {
    const version = '1.31.4';
    expect(skew({ version, kubelets: { cp1: version, w1: version } }, version, '1.36')).toEqual([]);
    const [finding] = skew({ version, kubelets: { cp1: version, w1: '1.30.1' } }, version, '1.36');
    expect(finding?.id).toBe('kubelet-too-old');
    expect(finding?.hops.map(({ to }) => to)).toEqual((['1.34', '1.35', '1.36'] as const).map(newestPatch));
  });

  test('a vendor’s suffix does not hide the version', () => {
    expect(skew({ kubelets: { cp1: '1.33.4', w1: '1.30.9-eks-123abc' } }, '1.33.4', '1.34')).toMatchObject([
      { id: 'kubelet-too-old', outcome: 'hit' },
    ]);
  });
});

test('a kubelet newer than the target is told', () => {
  expect(skew({ kubelets: { cp1: '1.33.4', w1: '1.35.0' } }, '1.33.4', '1.34')).toMatchObject([
    { id: 'kubelet-too-new', severity: 'disruptive', evidence: [{ object: { name: 'w1' } }] },
  ]);
});

describe('the control plane', () => {
  const pods = (versions: Readonly<Record<string, readonly string[]>>) =>
    known(
      Object.entries(versions).flatMap(([component, list]) =>
        list.map((version, index) => componentPod(component, `cp${index + 1}`, version, [])),
      ),
    );
  const rest = { 'kube-controller-manager': ['1.33.4'], 'kube-scheduler': ['1.33.4'] };

  test('a server whose pod is not visible may have been left behind', () => {
    const nodes = known(['cp1', 'cp2'].map((name) => nodeOf(name, '1.33.4', true)));
    const cluster = (servers: readonly string[]) => ({
      nodes,
      pods: pods({ ...rest, 'kube-apiserver': servers }),
    });
    expect(skew(cluster(['1.33.4', '1.33.4']), '1.33.4', '1.34')).toEqual([]);
    expect(skew(cluster(['1.33.4']), '1.33.4', '1.34')).toMatchObject([
      {
        id: 'control-plane-versions',
        severity: 'blocker',
        outcome: 'unknown',
        because: ['no pod of kube-apiserver is visible on cp2'],
      },
    ]);
  });

  test('a server that is a minor before the start of the path was not looked at, and may not come up', () => {
    const cluster = { pods: pods({ ...rest, 'kube-apiserver': ['1.33.4', '1.32.9'] }) };
    const left = (from: string) =>
      skew(cluster, from, '1.33.9').filter(({ id }) => id === 'kube-apiserver-before-the-path');
    expect(left('1.33.4')).toMatchObject([
      {
        outcome: 'unknown',
        severity: 'blocker',
        evidence: [{ object: { name: 'kube-apiserver-cp2' } }],
        remediate: [{ title: expect.stringContaining('--from 1.32.9') }],
      },
    ]);
    expect(left('1.32.9')).toEqual([]);
  });

  test('one version: nothing to say', () => {
    expect(
      skew({ pods: pods({ ...rest, 'kube-apiserver': ['1.33.4', '1.33.4'] }) }, '1.33.4', '1.34'),
    ).toEqual([]);
  });

  test.each([
    { versions: ['1.33.4', '1.33.5'], ids: ['kube-apiserver-versions-differ'], severity: 'caution' },
    { versions: ['1.34.1', '1.33.4'], ids: ['kube-apiserver-versions-differ'], severity: 'disruptive' },
    {
      versions: ['1.33.4', '1.32.9'],
      ids: [
        'kube-apiserver-too-old',
        'component-out-of-step/kube-controller-manager',
        'component-out-of-step/kube-scheduler',
        'kube-apiserver-versions-differ',
      ],
      severity: 'blocker',
    },
  ])('kube-apiservers of $versions: $severity', ({ versions, ids, severity }) => {
    const found = skew({ pods: pods({ ...rest, 'kube-apiserver': versions }) }, '1.33.4', '1.34');
    expect(found.map(({ id }) => id)).toEqual(ids);
    expect(found[0]?.severity).toBe(severity);
  });

  test('a scheduler left behind is named', () => {
    const found = skew(
      { pods: pods({ ...rest, 'kube-apiserver': ['1.33.4'], 'kube-scheduler': ['1.32.1'] }) },
      '1.33.4',
      '1.34',
    );
    expect(found).toMatchObject([
      { id: 'component-out-of-step/kube-scheduler', evidence: [{ object: { name: 'kube-scheduler-cp1' } }] },
    ]);
  });

  test('images that do not tell their version are unknown', () => {
    const pod = componentPod('kube-apiserver', 'cp1', '1.33.4', []);
    const digest = `registry.k8s.io/kube-apiserver@sha256:${'0'.repeat(64)}`;
    const silent = {
      ...pod,
      spec: {
        nodeName: 'cp1',
        containers: [{ name: 'kube-apiserver', image: digest, command: ['kube-apiserver'] }],
      },
    };
    const others = Object.keys(rest).map((component) => componentPod(component, 'cp1', '1.33.4', []));
    expect(skew({ pods: known([silent, ...others]) }, '1.33.4', '1.34')).toMatchObject([
      {
        id: 'control-plane-versions',
        outcome: 'unknown',
        severity: 'disruptive',
        because: ['the images of kube-apiserver-cp1 do not tell their versions'],
      },
    ]);
    const second = componentPod('kube-apiserver', 'cp2', '1.33.4', []);
    // Of two servers, the one that does not tell may be two minors behind.
    expect(skew({ pods: known([silent, second, ...others]) }, '1.33.4', '1.34')).toMatchObject([
      { id: 'control-plane-versions', outcome: 'unknown', severity: 'blocker' },
    ]);
  });
});
