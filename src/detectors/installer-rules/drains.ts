import type { DistributionName } from '../../distributions/recognise.ts';

/** Installers whose Kubernetes upgrade empties nodes; `talosctl upgrade-k8s` restarts kubelets in place, and so does an upgrade of k3s. k0sctl drains workers unless it is told not to (k0sctl 0.32, `phase/upgrade_workers.go`). */
const DRAINING: readonly (DistributionName | 'unknown')[] = [
  'kubeadm',
  'k0s',
  'kops',
  'rke2',
  'eks',
  'gke',
  'aks',
  'openshift',
  'unknown',
];

/** Whether an upgrade with this installer drains nodes. Where the installer is not known it may. */
export function drainsNodes(distribution: DistributionName | 'unknown'): boolean {
  return DRAINING.includes(distribution);
}
