import type { Fact } from './fact.ts';
import type { Fields } from './fields.ts';
import type { KubeObject } from './kube-object.ts';

/**
 * Everything holdshort knows of one cluster. It comes from the live cluster, from a snapshot or from files;
 * what is decided from it is the same in all three cases.
 */
export interface ClusterFacts {
  readonly origin: Origin;
  /** `gitVersion` of the kube-apiserver that answered, such as `v1.33.4` or `v1.33.4-eks-abc`. */
  readonly serverVersion: Fact<string>;
  /** Every resource the cluster serves, in the server's own order of groups and versions. */
  readonly discovery: Fact<readonly ServedResource[]>;
  /** Objects by resource key; a key that was never collected is absent, which reads as unknown. */
  readonly objects: Readonly<Record<ResourceKey, Fact<readonly KubeObject[]>>>;
  /** Deprecated API versions that clients asked for since the apiserver started (`apiserver_requested_deprecated_apis`). */
  readonly requestedApis: Fact<readonly RequestedApi[]>;
  /** Series of kube-apiserver's metrics by their name; a metric that was never collected is absent, which reads as unknown. */
  readonly metrics?: Readonly<Record<string, Fact<readonly Series[]>>>;
  /** What the kubelets run with; absent where nobody asked them, which is the default. */
  readonly kubelets?: Fact<readonly KubeletConfig[]>;
}

/** A resource as `plural` or `plural.group`: `nodes`, `customresourcedefinitions.apiextensions.k8s.io`. */
export type ResourceKey = string;

/** Where facts come from. `id` is what a report may print: a context name or file names, never an address or a credential. */
export interface Origin {
  /** A snapshot is the cluster as it was: what is decided from either is the same, and so is the report. */
  readonly kind: 'cluster' | 'files';
  readonly id: string;
  /** When the cluster was read, ISO 8601 in UTC; absent where files do not tell. */
  readonly collectedAt?: string;
}

export interface ServedResource {
  readonly group: string;
  readonly version: string;
  /** Plural name, without a subresource. */
  readonly resource: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly subresources: readonly ServedSubresource[];
}

/** A subresource with the kind it takes, which may live in another group (`deployments/scale` takes an autoscaling/v1 Scale). */
export interface ServedSubresource {
  readonly name: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export interface RequestedApi {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly subresource: string;
  /** Minor in which the API is gone, `1.32`; empty where the server did not say. */
  readonly removedRelease: string;
}

/** One series of a metric: a value and the labels it is of. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a node's kubelet runs with. */
export interface KubeletConfig {
  readonly node: string;
  /** Its KubeletConfiguration, defaults filled in. */
  readonly config: Fields;
  /** The version of cgroups that it found at its start, 0 where there are none; absent where it does not tell, as before 1.31. */
  readonly cgroupVersion?: number;
}

/** One fact by name, as collectors and detectors declare it. */
export type FactKey =
  | 'serverVersion'
  | 'discovery'
  | 'requestedApis'
  | 'kubelets'
  | `metrics/${string}`
  | `objects/${ResourceKey}`;

/** The key of a group and a plural name. */
export function resourceKey(group: string, resource: string): ResourceKey {
  return group === '' ? resource : `${resource}.${group}`;
}
