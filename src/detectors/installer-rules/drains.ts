import type { DistributionName } from '../../distributions/recognise.ts';

/** Installers whose Kubernetes upgrade empties nodes; `talosctl upgrade-k8s` restarts kubelets in place, and so does an upgrade of k3s or k0s. */
const DRAINING: readonly (DistributionName | 'unknown')[] = [
  'kubeadm',
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
