import type { ObjectRef } from '../facts/kube-object.ts';

/** The components that run as pods, by the names of their binaries. */
export const POD_COMPONENTS = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'etcd',
  'kube-proxy',
] as const;

/** Everything whose settings the cluster may show: kubelets and kubeadm keep theirs in ConfigMaps only. */
export type ComponentName = (typeof POD_COMPONENTS)[number] | 'kubelet' | 'kubeadm';

/** All components, in the order in which an upgrade starts them. */
export const COMPONENT_ORDER: readonly ComponentName[] = [
  'kubeadm',
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kube-proxy',
  'kubelet',
];

/** Where a setting was seen. */
export interface Place {
  readonly object: ObjectRef;
  /** `--feature-gates`, `ClusterConfiguration.apiServer.extraArgs.feature-gates`, `kubelet.featureGates`. */
  readonly field: string;
}

/** One flag as a component is, or will be, started with; a flag given twice is there twice. */
export interface FlagSetting {
  readonly component: ComponentName;
  /** Without hyphens in front. */
  readonly name: string;
  readonly value: string;
  readonly place: Place;
}

/** One feature gate that is set. */
export interface GateSetting {
  readonly component: ComponentName;
  readonly name: string;
  /** As it is written. */
  readonly text: string;
  /** What it is read as; absent where it is no truth value. */
  readonly value?: boolean;
  readonly place: Place;
}

/** Settings that could not be seen, and why; they are unknown, not absent. */
export interface UnseenSettings {
  readonly component: ComponentName;
  /** A clause that names the thing and the reason. */
  readonly because: string;
  readonly next?: string;
}
