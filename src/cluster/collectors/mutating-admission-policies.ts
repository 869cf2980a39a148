import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists mutatingadmissionpolicies: to see which policies would change the writes of the upgrade. */
export const mutatingAdmissionPolicies: ListCollector = {
  group: 'admissionregistration.k8s.io',
  resource: 'mutatingadmissionpolicies',
  kind: 'MutatingAdmissionPolicy',
  namespaced: false,
  versions: ['v1', 'v1beta1', 'v1alpha1'],
  project: keepWhole,
  why: 'to see which policies would change the writes of the upgrade',
};
