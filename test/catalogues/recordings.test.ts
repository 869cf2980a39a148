import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/assessment/finding.ts';
import { examineCatalogues } from '../support/examine.ts';
import { newestPatch } from '../support/newest-patch.ts';
import { recordedFacts } from '../support/read-live.ts';

const byId = (findings: readonly Finding[], id: string) => findings.find((finding) => finding.id === id);
const namesIn = (finding: Finding | undefined) =>
  (finding?.evidence ?? []).map(({ object }) => `${object?.kind} ${object?.name}`);

describe('Talos, one control plane, 1.32 → 1.34', () => {
  test('the gate that 1.33 does not know is found on the pod and its flag, and nothing else', async () => {
    const { findings } = examineCatalogues(await recordedFacts('talos-single-1.32'), '1.32.9', '1.34');
    expect(findings.map(({ id }) => id)).toEqual(['feature-gate-removed/AggregatedDiscoveryEndpoint']);
    const [gate] = findings;
    expect(gate).toMatchObject({
      outcome: 'hit',
      severity: 'blocker',
      component: 'kube-apiserver',
      title: 'kube-apiserver 1.33 does not know the gate AggregatedDiscoveryEndpoint',
      hops: [{ from: '1.32.9', to: '1.33.13' }],
    });
    expect(gate?.evidence).toEqual([
      {
        object: { kind: 'Pod', namespace: 'kube-system', name: 'kube-apiserver-cp1' },
        values: {
          component: 'kube-apiserver',
          setting: 'AggregatedDiscoveryEndpoint',
          field: '--feature-gates',
          value: 'true',
        },
      },
    ]);
    expect(gate?.remediate.map(({ run }) => run)).toEqual([expect.stringContaining('talosctl')]);
  });

  test('1.32 itself knows the gate: on the hop to it there is nothing', async () => {
    const { findings } = examineCatalogues(await recordedFacts('talos-single-1.32'), '1.32.0', '1.32.9');
    expect(findings.filter(({ severity }) => severity === 'blocker')).toEqual([]);
  });
});

describe('kubeadm, three control planes at 1.33', () => {
  test.each(['1.34', '1.35'])(
    '→ %s: the removed gate in pods and ClusterConfiguration, the old kubelet',
    async (to) => {
      const { findings } = examineCatalogues(await recordedFacts('kubeadm-ha-1.33'), '1.33.4', to);
      expect(findings.map(({ id }) => id)).toEqual([
        'feature-gate-removed/StatefulSetStartOrdinal',
        'kubelet-too-old',
      ]);
      const gate = byId(findings, 'feature-gate-removed/StatefulSetStartOrdinal');
      expect(namesIn(gate)).toEqual([
        'Pod kube-apiserver-cp1',
        'Pod kube-apiserver-cp2',
        'Pod kube-apiserver-cp3',
        'ConfigMap kubeadm-config',
      ]);
      expect(gate?.evidence.at(-1)?.values.field).toBe(
        'ClusterConfiguration.apiServer.extraArgs.feature-gates',
      );
      const kubelet = byId(findings, 'kubelet-too-old');
      expect(kubelet).toMatchObject({ severity: 'blocker', outcome: 'hit' });
      expect(kubelet?.evidence).toEqual([
        { object: { kind: 'Node', name: 'w2' }, values: { kubelet: '1.30.9' } },
      ]);
      expect(kubelet?.hops.map((hop) => hop.to)).toEqual(
        (to === '1.34' ? (['1.34'] as const) : (['1.34', '1.35'] as const)).map(newestPatch),
      );
    },
  );

  test('without pods, nodes or ConfigMaps there is no clean bill', async () => {
    const facts = await recordedFacts('kubeadm-ha-1.33');
    for (const key of ['pods', 'nodes', 'configmaps']) {
      const blind = {
        ...facts,
        objects: {
          ...facts.objects,
          [key]: { state: 'unknown', because: `${key} cannot be listed` } as const,
        },
      };
      const unknown = examineCatalogues(blind, '1.33.4', '1.34').findings.filter(
        ({ outcome, severity }) => outcome === 'unknown' && severity === 'blocker',
      );
      // Of nodes the lagging one is no longer seen either: what stands there is the unknown.
      expect(unknown.flatMap(({ because }) => because)).toContain(`${key} cannot be listed`);
    }
  });
});
