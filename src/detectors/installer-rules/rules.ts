import { drainBudgets } from './drain-budgets.ts';
import { drainRefusals } from './drain-refusals.ts';
import { kubeadmCoreDns } from './kubeadm-coredns.ts';
import { kubeadmDocuments } from './kubeadm-documents.ts';
import { kubeadmManifestFlags } from './kubeadm-manifest-flags.ts';
import { kubeadmState } from './kubeadm-state.ts';
import type { Rule } from './rule.ts';
import { talosRelease } from './talos-release.ts';
import { unreadyNodes } from './unready-nodes.ts';
import { webhookCertificates } from './webhook-certificates.ts';

/** Every rule of installers that facts can be held against. */
export const INSTALLER_RULES: readonly Rule[] = [
  unreadyNodes,
  kubeadmState,
  kubeadmDocuments,
  kubeadmCoreDns,
  kubeadmManifestFlags,
  talosRelease,
  webhookCertificates,
  drainBudgets,
  drainRefusals,
];
