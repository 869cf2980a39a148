import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists validatingadmissionpolicies: to see which policies would judge the writes of the upgrade. */
export const validatingAdmissionPolicies: ListCollector = {
  group: 'admissionregistration.k8s.io',
  resource: 'validatingadmissionpolicies',
  kind: 'ValidatingAdmissionPolicy',
  namespaced: false,
  versions: ['v1', 'v1beta1', 'v1alpha1'],
  project: keepWhole,
  why: 'to see which policies would judge the writes of the upgrade',
};
