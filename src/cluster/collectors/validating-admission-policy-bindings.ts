import type { ListCollector } from '../collector.ts';
import { keepWhole } from '../project.ts';

/** Lists validatingadmissionpolicybindings: to see which policies are in force. */
export const validatingAdmissionPolicyBindings: ListCollector = {
  group: 'admissionregistration.k8s.io',
  resource: 'validatingadmissionpolicybindings',
  kind: 'ValidatingAdmissionPolicyBinding',
  namespaced: false,
  versions: ['v1', 'v1beta1', 'v1alpha1'],
  project: keepWhole,
  why: 'to see which policies are in force',
};
