import type { Assessment } from '../../../src/assessment/assessment.ts';
import type { Finding } from '../../../src/assessment/finding.ts';

export const FIRST = { from: '1.32.9', to: '1.33.13' };
export const SECOND = { from: '1.33.13', to: '1.34.11' };

/** A finding with the fields that a test does not care about filled in. */
export function findingOf(change: Partial<Finding> & Pick<Finding, 'id' | 'title' | 'message'>): Finding {
  const hop = change.hop ?? FIRST;
  return {
    hazard: change.id,
    outcome: 'hit',
    severity: 'caution',
    confidence: 'confirmed',
    category: 'behaviour',
    component: 'kubelet',
    hop,
    hops: [hop],
    evidence: [],
    because: [],
    explain: '',
    remediate: [{ title: 'Read the release notes' }],
    rescue: [],
    sources: [
      {
        type: 'changelog',
        url: 'https://github.com/kubernetes/kubernetes/blob/master/CHANGELOG/CHANGELOG-1.33.md',
      },
    ],
    ...change,
  };
}

/** A GO without anything to say. */
export const EMPTY: Assessment = {
  schemaVersion: 1,
  tool: { name: 'holdshort', version: '0.1.0' },
  knowledge: { version: '2026.11.22', horizon: '1.37', packs: [] },
  time: '2026-11-24T09:30:12Z',
  cluster: {
    name: 'staging',
    origin: 'cluster',
    collectedAt: '2026-11-24T09:30:02Z',
    distribution: 'kubeadm',
    topology: 'three control planes, six workers',
    digest: 'sha256:9f2b5c0d6a1e48f7b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0',
  },
  backends: 'observed',
  verdict: 'GO',
  reason: 'Nothing that is known stands in the way of this upgrade.',
  exitCode: 0,
  from: '1.35.6',
  to: '1.36.4',
  path: [{ from: '1.35.6', to: '1.36.4' }],
  findings: [],
  questions: [],
  notChecked: [],
  waiverRemarks: [],
};
