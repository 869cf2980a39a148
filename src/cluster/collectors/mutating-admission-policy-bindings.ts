import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists mutatingadmissionpolicybindings: to see which policies are in force. */
export const mutatingAdmissionPolicyBindings: ListCollector = {
  group: 'admissionregistration.k8s.io',
  resource: 'mutatingadmissionpolicybindings',
  kind: 'MutatingAdmissionPolicyBinding',
  namespaced: false,
  versions: ['v1', 'v1beta1', 'v1alpha1'],
  project: keepWhole,
  why: 'to see which policies are in force',
};
