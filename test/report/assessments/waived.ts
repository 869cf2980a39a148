import type { Assessment } from '../../../src/assessment/assessment.ts';
import { NO_GO } from './no-go.ts';

/** The founding incident, with its blockers accepted by somebody, one question answered and two waivers that do nothing. */
export const WAIVED: Assessment = {
  ...NO_GO,
  verdict: 'GO',
  reason: 'Nothing stops the upgrade itself. 2 blockers are waived: this GO rests on their owners.',
  exitCode: 0,
  findings: NO_GO.findings.map((finding) =>
    finding.severity === 'blocker'
      ? {
          ...finding,
          waived: {
            reason: 'The webhook is switched off in the maintenance window.',
            owner: 'team-platform',
            expires: '2026-12-01',
            ticket: 'OPS-4711',
          },
        }
      : finding,
  ),
  questions: NO_GO.questions.map((question) => ({
    ...question,
    answer: {
      affected: false,
      reason: 'Taken every six hours, restored last week.',
      owner: 'team-platform',
      expires: '2026-12-01',
    },
  })),
  comparison: {
    since: { time: '2026-11-23T03:00:00Z', verdict: 'NO-GO' },
    inputs: ['knowledge 2026.11.15 → 2026.11.22'],
    changes: [
      {
        state: 'new',
        about: 'finding',
        id: 'skipped-minor',
        title: 'A minor between source and target is easily skipped on Talos',
        severity: 'disruptive',
        outcome: 'hit',
        says: [],
        isLoud: true,
      },
      {
        state: 'changed',
        about: 'finding',
        id: 'feature-gate-removed/AggregatedDiscoveryEndpoint',
        title: 'kube-apiserver 1.33 does not know the gate AggregatedDiscoveryEndpoint',
        severity: 'blocker',
        outcome: 'hit',
        says: ['waived by team-platform until 2026-12-01'],
        isLoud: false,
      },
      { state: 'gone', about: 'gap', id: 'nodes', title: 'nodes', says: [], isLoud: false },
    ],
    isLoud: true,
  },
  waiverRemarks: [
    {
      type: 'waiver',
      hazard: 'kubelet-flag-deprecated',
      object: 'Node w1',
      owner: 'Ada',
      state: 'partial',
      because: 'kubelet-flag-deprecated is also about Node w2, which no waiver accepts',
    },
    {
      type: 'answer',
      hazard: 'single-control-plane',
      owner: 'Ada',
      state: 'expired',
      because: 'it expired on 2026-10-31',
    },
  ],
};
