import type { Collector } from './collector.ts';
import { apiServices } from './collectors/api-services.ts';
import { certificateSigningRequests } from './collectors/certificate-signing-requests.ts';
import { clusterRoleBindings } from './collectors/cluster-role-bindings.ts';
import { clusterRoles } from './collectors/cluster-roles.ts';
import { configMaps } from './collectors/config-maps.ts';
import { cronJobs } from './collectors/cron-jobs.ts';
import { csiDrivers } from './collectors/csi-drivers.ts';
import { csiNodes } from './collectors/csi-nodes.ts';
import { customResourceDefinitions } from './collectors/custom-resource-definitions.ts';
import { daemonSets } from './collectors/daemon-sets.ts';
import { deployments } from './collectors/deployments.ts';
import { deviceClasses } from './collectors/device-classes.ts';
import { endpointSlices } from './collectors/endpoint-slices.ts';
import { flowSchemas } from './collectors/flow-schemas.ts';
import { horizontalPodAutoscalers } from './collectors/horizontal-pod-autoscalers.ts';
import { ingressClasses } from './collectors/ingress-classes.ts';
import { ingresses } from './collectors/ingresses.ts';
import { ipAddresses } from './collectors/ip-addresses.ts';
import { jobs } from './collectors/jobs.ts';
import { leases } from './collectors/leases.ts';
import { mutatingAdmissionPolicies } from './collectors/mutating-admission-policies.ts';
import { mutatingAdmissionPolicyBindings } from './collectors/mutating-admission-policy-bindings.ts';
import { mutatingWebhookConfigurations } from './collectors/mutating-webhook-configurations.ts';
import { namespaces } from './collectors/namespaces.ts';
import { networkPolicies } from './collectors/network-policies.ts';
import { nodes } from './collectors/nodes.ts';
import { persistentVolumeClaims } from './collectors/persistent-volume-claims.ts';
import { persistentVolumes } from './collectors/persistent-volumes.ts';
import { podDisruptionBudgets } from './collectors/pod-disruption-budgets.ts';
import { pods } from './collectors/pods.ts';
import { priorityClasses } from './collectors/priority-classes.ts';
import { priorityLevelConfigurations } from './collectors/priority-level-configurations.ts';
import { replicationControllers } from './collectors/replication-controllers.ts';
import { resourceClaims } from './collectors/resource-claims.ts';
import { runtimeClasses } from './collectors/runtime-classes.ts';
import { serviceCidrs } from './collectors/service-cidrs.ts';
import { services } from './collectors/services.ts';
import { statefulSets } from './collectors/stateful-sets.ts';
import { storageClasses } from './collectors/storage-classes.ts';
import { validatingAdmissionPolicies } from './collectors/validating-admission-policies.ts';
import { validatingAdmissionPolicyBindings } from './collectors/validating-admission-policy-bindings.ts';
import { validatingWebhookConfigurations } from './collectors/validating-webhook-configurations.ts';
import { volumeAttachments } from './collectors/volume-attachments.ts';

/** Everything that is read of a cluster beside its version, its discovery and its metrics. */
export const COLLECTORS: readonly Collector[] = [
  apiServices,
  certificateSigningRequests,
  clusterRoleBindings,
  clusterRoles,
  configMaps,
  cronJobs,
  csiDrivers,
  csiNodes,
  customResourceDefinitions,
  daemonSets,
  deployments,
  deviceClasses,
  endpointSlices,
  flowSchemas,
  horizontalPodAutoscalers,
  ingressClasses,
  ingresses,
  ipAddresses,
  jobs,
  leases,
  mutatingAdmissionPolicies,
  mutatingAdmissionPolicyBindings,
  mutatingWebhookConfigurations,
  namespaces,
  networkPolicies,
  nodes,
  persistentVolumeClaims,
  persistentVolumes,
  podDisruptionBudgets,
  pods,
  priorityClasses,
  priorityLevelConfigurations,
  replicationControllers,
  resourceClaims,
  runtimeClasses,
  serviceCidrs,
  services,
  statefulSets,
  storageClasses,
  validatingAdmissionPolicies,
  validatingAdmissionPolicyBindings,
  validatingWebhookConfigurations,
  volumeAttachments,
];
