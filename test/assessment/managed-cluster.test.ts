import { beforeAll, describe, expect, test } from '@jest/globals';
import { assess } from '../../src/assessment/assess.ts';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { isControlPlane } from '../../src/distributions/topology.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { known, mapFact, unknown } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { planPath } from '../../src/upgrade/path.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { recordedFacts } from '../support/read-live.ts';
import { stockCluster } from '../support/stock-cluster.ts';

const { knowledge } = compileKnowledge(knowledgeTexts());
const OWN_OF_KUBEADM = ['kubeadm-config', 'kubelet-config'];

let recorded: ClusterFacts;
beforeAll(async () => {
  recorded = await recordedFacts('kubeadm-ha-1.33');
});

/** A stock cluster as EKS shows it: the same workers, and nothing of the control plane. */
function onEks(minor: string): { readonly facts: ClusterFacts; readonly from: string } {
  const from = knowledge.releases.find((release) => release.minor === minor)?.newestPatch ?? '';
  const stock = stockCluster(recorded, from);
  const controlPlanes = names(stock, 'nodes', isControlPlane);
  const keep = (object: KubeObject) =>
    !(object.kind === 'Node' && controlPlanes.has(object.metadata.name)) &&
    !controlPlanes.has((object.spec as { nodeName?: string } | undefined)?.nodeName ?? '') &&
    !(object.kind === 'ConfigMap' && OWN_OF_KUBEADM.includes(object.metadata.name));
  const objects = Object.entries(stock.objects).map(([key, fact]) => [
    key,
    mapFact(fact, (list) => list.filter(keep)),
  ]);
  const facts = {
    ...stock,
    serverVersion: known(`v${from}-eks-1a2b3c4`),
    objects: Object.fromEntries(objects),
  };
  return { facts, from };
}

function names(facts: ClusterFacts, key: string, is: (object: KubeObject) => boolean): ReadonlySet<string> {
  const fact = facts.objects[key];
  if (fact?.state !== 'known') throw new Error(`${key} are not known`);
  return new Set(fact.value.filter(is).map(({ metadata }) => metadata.name));
}

function assessed(facts: ClusterFacts, from: string, to: string): Assessment {
  const path = planPath(from, to, knowledge.releases);
  if ('problem' in path) throw new Error(path.problem);
  return assess(facts, knowledge, {
    path,
    backends: 'observed',
    distribution: undefined,
    time: '2026-11-24T00:00:00.000Z',
    digest: 'none',
  });
}

describe('a stock cluster of EKS', () => {
  test.each([
    ['1.31', '1.32'],
    ['1.32', '1.33'],
    ['1.33', '1.34'],
    ['1.34', '1.35'],
    ['1.35', '1.36'],
  ])('is a GO from %s to %s', (minor, to) => {
    const { facts, from } = onEks(minor);
    const { verdict, cluster, findings, questions } = assessed(facts, from, to);
    const grave = findings.filter(({ severity }) => severity === 'blocker' || severity === 'disruptive');
    expect(grave.map(({ id, because }) => [id, because])).toEqual([]);
    expect(questions.filter(({ severity }) => severity === 'blocker')).toEqual([]);
    expect([cluster.distribution, verdict]).toEqual(['EKS', 'GO']);
  });

  test('is UNDETERMINED where its nodes or its webhooks are hidden', () => {
    const { facts, from } = onEks('1.33');
    for (const key of ['nodes', 'validatingwebhookconfigurations.admissionregistration.k8s.io']) {
      const hidden = { ...facts, objects: { ...facts.objects, [key]: unknown('forbidden (403)') } };
      expect(assessed(hidden, from, '1.34').verdict).toBe('UNDETERMINED');
    }
  });

  test('is no GO with a fail-closed webhook on everything, whose backend is gone', () => {
    const { facts, from } = onEks('1.33');
    const guard: KubeObject = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'guard' },
      webhooks: [
        {
          name: 'guard.example',
          failurePolicy: 'Fail',
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
          clientConfig: { service: { namespace: 'guard', name: 'guard' } },
          rules: [{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*/*'] }],
        },
      ],
    };
    const key = 'validatingwebhookconfigurations.admissionregistration.k8s.io';
    const guarded = { ...facts, objects: { ...facts.objects, [key]: known([guard]) } };
    expect(assessed(guarded, from, '1.34').verdict).toBe('NO-GO');
  });
});
