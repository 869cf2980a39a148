import type { Assessment } from '../../../src/assessment/assessment.ts';
import { EMPTY, findingOf } from './base.ts';

const HOP = { from: '1.35.6', to: '1.36.4' };

/** A clean cluster with two things to know. */
export const GO: Assessment = {
  ...EMPTY,
  findings: [
    findingOf({
      id: 'kubelet-cgroup-v1',
      title: 'Twelve nodes still run cgroup v1',
      message: 'The kubelet of 1.36 warns about cgroup v1 and goes on.',
      hop: HOP,
      evidence: Array.from({ length: 12 }, (_, index) => ({
        object: { kind: 'Node', name: `worker-${String(index + 1).padStart(2, '0')}` },
        values: { osImage: 'Debian GNU/Linux 11' },
      })),
      remediate: [{ title: 'Move the nodes to an image with cgroup v2 before 1.38' }],
    }),
    findingOf({
      id: 'scheduler-metric-renamed',
      title: 'A metric of the scheduler is renamed',
      severity: 'caution',
      component: 'kube-scheduler',
      category: 'metrics',
      hop: HOP,
      message: 'Alerts on scheduler_pod_scheduling_duration_seconds fall silent.',
      remediate: [{ title: 'Change the alerts to scheduler_pod_scheduling_sli_duration_seconds' }],
    }),
  ],
};
