import { compareMinors, type Minor } from '../upgrade/version.ts';
import { requestedAs } from './match.ts';
import type { AdmissionRequest } from './request.ts';

const ADMISSION_GROUP = 'admissionregistration.k8s.io';

const ADMISSION_KINDS = new Set([
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
]);

const POLICY_RESOURCES = new Set([
  'validatingadmissionpolicies',
  'validatingadmissionpolicybindings',
  'mutatingadmissionpolicies',
  'mutatingadmissionpolicybindings',
]);

/** Reviews that are answered and never stored. */
const VIRTUAL_RESOURCES = new Set([
  'authentication.k8s.io/selfsubjectreviews',
  'authentication.k8s.io/tokenreviews',
  'authorization.k8s.io/localsubjectaccessreviews',
  'authorization.k8s.io/selfsubjectaccessreviews',
  'authorization.k8s.io/selfsubjectrulesreviews',
  'authorization.k8s.io/subjectaccessreviews',
]);

/** From here on webhooks no longer see virtual resources (gate ExcludeAdmissionWebhookVirtualResources, kubernetes/kubernetes#140019). */
const VIRTUAL_RESOURCES_EXCLUDED_FROM: Minor = '1.37';

/**
 * Why no webhook of the API sees a request, or undefined where they may. Admission configuration is never intercepted
 * (Kubernetes 1.37, apiserver `webhook/predicates/rules/rules.go` IsExemptAdmissionConfigurationResource).
 * @param server the minor of the API server; without it the older, wider behaviour is assumed
 */
export function exemptFromWebhooks(request: AdmissionRequest, server: Minor | undefined): string | undefined {
  const { kind, resource } = requestedAs(request);
  if (kind.group === ADMISSION_GROUP && ADMISSION_KINDS.has(kind.kind)) {
    return 'admission configuration is never intercepted';
  }
  const excludesVirtual = server !== undefined && compareMinors(server, VIRTUAL_RESOURCES_EXCLUDED_FROM) >= 0;
  if (excludesVirtual && VIRTUAL_RESOURCES.has(`${resource.group}/${resource.resource}`)) {
    return `reviews are not sent to webhooks from ${VIRTUAL_RESOURCES_EXCLUDED_FROM} on`;
  }
  return undefined;
}

/**
 * Why no policy of the API sees a request, or undefined where they may. Policies do see webhook configurations
 * (Kubernetes 1.37, apiserver `policy/generic/plugin.go` and `pkg/kubeapiserver/admission/exclusion/resources.go`).
 */
export function exemptFromPolicies(request: AdmissionRequest): string | undefined {
  const { resource } = requestedAs(request);
  if (resource.group === ADMISSION_GROUP && POLICY_RESOURCES.has(resource.resource)) {
    return 'admission policies are never intercepted';
  }
  return VIRTUAL_RESOURCES.has(`${resource.group}/${resource.resource}`)
    ? 'reviews are never held against policies'
    : undefined;
}
