/**
 * Groups that keep the same objects under one storage prefix, which is what the API server's registry of equivalent
 * resources goes by (Kubernetes 1.36, apiserver `pkg/server/config.go` and `pkg/kubeapiserver/default_storage_factory_builder.go`).
 * Resources of any other group are equivalent to their own versions only.
 */
const SHARED_STORAGE: Readonly<Record<string, readonly string[]>> = {
  events: ['', 'events.k8s.io'],
  ingresses: ['extensions', 'networking.k8s.io'],
  networkpolicies: ['extensions', 'networking.k8s.io'],
  daemonsets: ['extensions', 'apps'],
  deployments: ['extensions', 'apps'],
  replicasets: ['extensions', 'apps'],
  podsecuritypolicies: ['extensions', 'policy'],
};

/** Every group that keeps the objects of a resource, its own included. */
export function groupsOf(group: string, resource: string): readonly string[] {
  const shared = SHARED_STORAGE[resource];
  return shared?.includes(group) ? shared : [group];
}
