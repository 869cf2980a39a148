/** What cannot be seen is unknown, said with its reason, and never a miss. */
import { describe, expect, test } from '@jest/globals';
import { known, partial, unknown } from '../../src/facts/fact.ts';
import { examineCatalogues } from '../support/examine.ts';
import { componentPod, nodeOf, type SmallCluster, smallCluster } from '../support/small-cluster.ts';

const BECAUSE = 'pods cannot be listed: forbidden for user reader';

function examine(cluster: SmallCluster, from = '1.33.4', to = '1.34') {
  return examineCatalogues(smallCluster(cluster), from, to).findings;
}
const settings = (cluster: SmallCluster) => examine(cluster).find(({ id }) => id === 'component-settings');

describe('settings', () => {
  test('pods unknown: all control-plane components, once, with the reason and the next step', () => {
    const finding = settings({ pods: unknown(BECAUSE, 'Grant it.') });
    expect(finding).toMatchObject({
      outcome: 'unknown',
      severity: 'blocker',
      component: 'kube-apiserver, kube-controller-manager, kube-scheduler and kube-proxy',
      because: [BECAUSE],
    });
    expect(finding?.remediate[0]?.title).toBe('Grant it.');
  });

  test('pods partial: what is there is found, what is not there is unknown', () => {
    const pod = componentPod('kube-apiserver', 'cp1', '1.33.4', [
      '--feature-gates=StatefulSetStartOrdinal=true',
    ]);
    const found = examine({ pods: partial([pod], 'only the given files were read') });
    expect(found.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['feature-gate-removed/StatefulSetStartOrdinal', 'hit'],
      ['component-settings', 'unknown'],
    ]);
  });

  test('a managed control plane, whose pods nobody sees, is unknown', () => {
    expect(settings({ pods: known([]) })?.because).toEqual([
      expect.stringContaining('no pod of kube-system runs kube-apiserver'),
      expect.stringContaining('kube-controller-manager'),
      expect.stringContaining('kube-scheduler'),
    ]);
  });

  describe('on EKS', () => {
    const eks = (more: SmallCluster = {}) =>
      examine({ version: '1.33.4-eks-1234567', nodes: known([nodeOf('w1', '1.33.4', false)]), ...more })
        .filter(({ hazard }) => hazard === 'component-settings')
        .map(({ id, severity, component }) => [id, severity, component]);
    const CONTROL_PLANE = 'kube-apiserver, kube-controller-manager and kube-scheduler';

    test('they are the provider’s, and no blocker hides there', () => {
      expect(eks({ pods: known([]) })).toEqual([
        ['component-settings-of-the-provider', 'info', CONTROL_PLANE],
      ]);
    });

    test('kube-proxy is not', () => {
      expect(eks({ pods: unknown(BECAUSE) })).toEqual([
        ['component-settings', 'blocker', 'kube-proxy'],
        ['component-settings-of-the-provider', 'info', CONTROL_PLANE],
      ]);
    });

    test('whether it is EKS cannot be told where nodes are hidden: on control planes of one’s own the same builds run', () => {
      expect(eks({ pods: known([]), nodes: unknown(BECAUSE) })).toEqual([
        ['component-settings', 'blocker', CONTROL_PLANE],
      ]);
    });
  });

  test('a pod that does not show its command line is unknown', () => {
    const pod = componentPod('kube-apiserver', 'cp1', '1.33.4', []);
    const silent = {
      ...pod,
      spec: { nodeName: 'cp1', containers: [{ name: 'kube-apiserver', image: 'x' }] },
    };
    const others = ['kube-controller-manager', 'kube-scheduler'].map((name) =>
      componentPod(name, 'cp1', '1.33.4', []),
    );
    expect(settings({ pods: known([silent, ...others]) })).toMatchObject({
      component: 'kube-apiserver',
      because: ['pod kube-system/kube-apiserver-cp1 does not show the command line of kube-apiserver'],
    });
  });

  test('a second control plane without visible pods is unknown, unless kubeadm keeps the settings of all', () => {
    const nodes = known([nodeOf('cp1', '1.33.4', true), nodeOf('cp2', '1.33.4', true)]);
    expect(settings({ nodes, configMaps: {} })?.because).toContain(
      'no pod of kube-apiserver is visible on cp2',
    );
    expect(settings({ nodes })).toBeUndefined();
  });

  test.each([
    ['kubelet-config', 'kubelet', 'kubelet', 'featureGates: [unclosed'],
    ['kubelet-config', 'kubelet', 'kubelet', 'just words'],
    ['kubeadm-config', 'ClusterConfiguration', 'kubeadm', '\tnot: yaml: at all'],
  ])('%s that is no YAML mapping is unknown', (name, key, component, text) => {
    const finding = settings({
      configMaps: { 'kubeadm-config': { ClusterConfiguration: 'kind: x' }, [name]: { [key]: text } },
    });
    expect(finding).toMatchObject({ component, outcome: 'unknown' });
    expect(finding?.because[0]).toContain(`ConfigMap kube-system/${name}, ${key}`);
  });

  test('ConfigMaps unknown: kubelets and kubeadm are unknown', () => {
    expect(settings({ configMapFact: unknown('configmaps could not be read: forbidden') })).toMatchObject({
      component: 'kubeadm and kubelet',
      because: ['configmaps could not be read: forbidden'],
    });
  });

  test('ConfigMaps unknown on Talos, which keeps none of them: nothing is hidden there', () => {
    const node = nodeOf('cp1', '1.33.4', true);
    const talos = {
      ...node,
      status: { nodeInfo: { kubeletVersion: 'v1.33.4', osImage: 'Talos (v1.11.5)' } },
    };
    const cluster = {
      nodes: known([talos]),
      configMapFact: unknown('configmaps could not be read: forbidden'),
    };
    expect(settings(cluster)).toBeUndefined();
  });

  test('kube-proxy that reads a file nobody sees is unknown; no kube-proxy at all is nothing', () => {
    const proxy = componentPod('kube-proxy', 'cp1', '1.33.4', ['--config=/var/lib/kube-proxy/config.conf']);
    const others = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((name) =>
      componentPod(name, 'cp1', '1.33.4', []),
    );
    expect(settings({ pods: known([proxy, ...others]) })).toMatchObject({ component: 'kube-proxy' });
    expect(settings({ pods: known(others) })).toBeUndefined();
  });
});

describe('kubelets', () => {
  const skew = (cluster: SmallCluster) => examine(cluster).filter(({ id }) => id === 'kubelet-too-old');

  test('nodes unknown', () => {
    expect(skew({ nodes: unknown('nodes cannot be listed: forbidden') })).toMatchObject([
      { outcome: 'unknown', severity: 'blocker', because: ['nodes cannot be listed: forbidden'] },
    ]);
  });

  test('a node that does not tell', () => {
    const nodes = known([nodeOf('cp1', '1.33.4', true), nodeOf('w1', undefined, false)]);
    expect(skew({ nodes })).toMatchObject([
      { outcome: 'unknown', because: ["w1 does not tell its kubelet's version"] },
    ]);
  });

  test('one too old is a hit even where others do not tell', () => {
    const nodes = known([
      nodeOf('cp1', '1.33.4', true),
      nodeOf('w1', undefined, false),
      nodeOf('w2', '1.29.1', false),
    ]);
    expect(skew({ nodes })).toMatchObject([
      { outcome: 'hit', because: ["w1 does not tell its kubelet's version"] },
    ]);
  });
});

describe('use of APIs', () => {
  const apis = (cluster: SmallCluster, from: string, to: string) =>
    examine(cluster, from, to).filter(({ category }) => category === 'api-removal');
  const blind = {
    requestedApis: unknown('metrics could not be read: forbidden'),
    discovery: unknown('what the cluster serves could not be read'),
  };

  test('metric unknown on a hop that takes away what was served by default: one finding, disruptive', () => {
    expect(apis({ version: '1.31.2', ...blind }, '1.31.2', '1.32')).toMatchObject([
      {
        id: 'api-removed',
        outcome: 'unknown',
        severity: 'disruptive',
        because: ['metrics could not be read: forbidden'],
        message: expect.stringContaining('flowcontrol.apiserver.k8s.io/v1beta3 flowschemas'),
      },
    ]);
  });

  test('metric unknown on two such hops: still one finding, with both', () => {
    const [finding, ...others] = apis({ version: '1.25.2', ...blind }, '1.25.2', '1.27');
    expect(others).toEqual([]);
    expect(finding?.hops).toHaveLength(2);
  });

  test('metric unknown, and what goes is not served today: nobody can be using it', () => {
    expect(apis({ version: '1.31.2', ...blind, discovery: known([]) }, '1.31.2', '1.32')).toEqual([]);
  });

  test('metric unknown on a hop that takes away only what was never on: nothing to say', () => {
    expect(apis({ ...blind }, '1.33.4', '1.34')).toEqual([]);
  });

  test('of three kube-apiservers one was asked: the others may have been asked for it', () => {
    const nodes = known(['cp1', 'cp2', 'cp3'].map((name) => nodeOf(name, '1.31.2', true)));
    expect(apis({ version: '1.31.2', nodes, discovery: blind.discovery }, '1.31.2', '1.32')).toMatchObject([
      {
        id: 'api-removed',
        outcome: 'unknown',
        because: [expect.stringContaining('one of 3 kube-apiservers')],
      },
    ]);
  });
});
