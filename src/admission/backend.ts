/** What stands behind a webhook, as far as the cluster shows it. */
export type Backend =
  /** Something ready stands there. `nodes` are those its pods run on; empty where they are not pods. */
  | {
      readonly state: 'answers';
      readonly name: string;
      readonly inCluster: boolean;
      readonly pods: number;
      readonly nodes: readonly string[];
    }
  | { readonly state: 'silent'; readonly name: string; readonly because: string }
  | { readonly state: 'unknown'; readonly name: string; readonly because: string };

/** Facts that backends are read from. */
export const BACKEND_FACTS = [
  'objects/services',
  'objects/endpointslices.discovery.k8s.io',
  'objects/apiservices.apiregistration.k8s.io',
  'objects/pods',
  'objects/nodes',
] as const;
