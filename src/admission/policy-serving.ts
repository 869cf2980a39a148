import { compareMinors, type Minor } from '../upgrade/version.ts';
import type { PolicyType } from './policy.ts';

/** Whether an API server evaluates policies of a type at all. */
export type PolicyServing =
  | { readonly evaluates: 'yes' }
  | { readonly evaluates: 'no'; readonly because: string }
  | { readonly evaluates: 'unknown'; readonly because: string };

/**
 * First minor with the admission plugin, and first minor whose feature gate is on by default (Kubernetes 1.37,
 * apiserver `pkg/features/kube_features.go`; 1.32 `pkg/kubeapiserver/options/plugins.go` for the mutating plugin).
 */
const MINORS: Readonly<Record<PolicyType, { readonly plugin: Minor; readonly on: Minor }>> = {
  Validating: { plugin: '1.26', on: '1.30' },
  Mutating: { plugin: '1.32', on: '1.36' },
};

/**
 * Says whether a server of this minor evaluates policies of a type. Between plugin and default it depends on a feature gate that
 * the API does not show.
 * @param server without it, a server that evaluates them is assumed
 */
export function policyServing(type: PolicyType, server: Minor | undefined): PolicyServing {
  if (server === undefined) return { evaluates: 'yes' };
  const { plugin, on } = MINORS[type];
  const kind = `${type}AdmissionPolicy`;
  if (compareMinors(server, on) >= 0) return { evaluates: 'yes' };
  if (compareMinors(server, plugin) < 0) {
    return { evaluates: 'no', because: `Kubernetes ${server} does not have ${kind} yet` };
  }
  return {
    evaluates: 'unknown',
    because: `Kubernetes ${server} evaluates ${kind} only where its feature gate was turned on, which the API does not show`,
  };
}
