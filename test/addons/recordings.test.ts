import { describe, expect, test } from '@jest/globals';
import { assess } from '../../src/assessment/assess.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { type Fact, mapFact } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { KNOWLEDGE, pathOf } from '../support/examine.ts';
import { recordedFacts } from '../support/read-live.ts';

/** Namespaces that a cluster has of its own; everything else was installed later. */
const STOCK = ['kube-system', 'kube-public', 'kube-node-lease', 'default'];

function findings(facts: ClusterFacts, from: string, to: string) {
  const assessment = assess(facts, KNOWLEDGE, {
    path: pathOf(from, to),
    backends: 'observed',
    distribution: undefined,
    time: '2026-11-24T08:00:00.000Z',
    digest: 'none',
  });
  return assessment.findings.filter(({ hazard }) =>
    ['addon-unsupported', 'end-of-life', 'newer-patch'].includes(hazard),
  );
}

const told = (...parameters: Parameters<typeof findings>) =>
  findings(...parameters).map(({ id, outcome, severity }) => `${id} ${outcome} ${severity}`);

/** The same cluster without what was installed on it. */
function stripped(facts: ClusterFacts): ClusterFacts {
  const inside = (fact: Fact<readonly KubeObject[]>) =>
    mapFact(fact, (objects) =>
      objects.filter(({ metadata: { namespace } }) => namespace === undefined || STOCK.includes(namespace)),
    );
  return {
    ...facts,
    objects: Object.fromEntries(Object.entries(facts.objects).map(([key, fact]) => [key, inside(fact)])),
  };
}

describe('recorded clusters', () => {
  test('three kubeadm control planes at 1.33: what is too old for 1.34 is told with its workload', async () => {
    const facts = await recordedFacts('kubeadm-ha-1.33');
    expect(told(facts, '1.33.4', '1.34')).toEqual([
      'addon-unsupported/cert-manager hit caution',
      'addon-unsupported/containerd hit caution',
      'addon-unsupported/ingress-nginx hit caution',
      'addon-unsupported/istio hit caution',
      'end-of-life/1.34 hit caution',
      'end-of-life/1.33 hit info',
    ]);
    const istio = findings(facts, '1.33.4', '1.34').find(({ id }) => id.endsWith('/istio'));
    expect(istio?.evidence).toEqual([
      {
        object: { kind: 'Deployment', namespace: 'istio-system', name: 'istiod' },
        values: { image: 'docker.io/istio/pilot:1.25.1', version: '1.25.1', listed: '1.29 to 1.32' },
      },
    ]);
  });

  test('one Talos control plane at 1.32: the policy engine is behind, Talos and its containerd are not', async () => {
    const facts = await recordedFacts('talos-single-1.32');
    expect(told(facts, '1.32.9', '1.34')).toEqual([
      'addon-unsupported/cert-manager hit caution',
      'addon-unsupported/kyverno hit caution',
      'end-of-life/1.34 hit caution',
      'end-of-life/1.32 hit info',
    ]);
  });

  test.each([
    ['1.33.13', '1.34'],
    ['1.34.11', '1.35'],
    ['1.35.8', '1.36'],
    ['1.36.4', '1.37'],
  ])('a stock kubeadm cluster from %s to %s: cautions about its runtime at most', async (from, to) => {
    const facts = stripped(await recordedFacts('kubeadm-ha-1.33'));
    for (const finding of findings(facts, from, to)) {
      expect(['caution', 'info']).toContain(finding.severity);
      expect([
        'addon-unsupported/containerd',
        `end-of-life/${from.slice(0, 4)}`,
        `end-of-life/${to}`,
      ]).toContain(finding.id);
    }
  });
});
