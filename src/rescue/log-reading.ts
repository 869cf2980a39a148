/** What an API server's log, or an installer's output, says about a start that failed. */
export interface LogReading {
  /** Version of the component that wrote it, `v1.34.0`; absent where the log does not begin at the start. */
  readonly version?: string;
  /** Start-up hooks that failed, each with its last word. */
  readonly hooks: readonly FailedHook[];
  readonly rejections: readonly Rejection[];
  /** Other reasons that the log gives, in the order of their first line. */
  readonly troubles: readonly Trouble[];
  readonly lines: number;
}

export interface FailedHook {
  readonly name: string;
  readonly because: string;
  /** `exits`: it ended the process. `not-ready`: a health check said that it had not finished. */
  readonly fate: 'exits' | 'not-ready';
  readonly line: number;
}

/** Writes that a webhook or a policy turned away. */
export interface Rejection {
  readonly by: Rejector;
  /** How it was turned away: the call failed, or an answer said no. */
  readonly way: 'unreachable' | 'timed-out' | 'untrusted' | 'failed' | 'denied';
  /** The last reason given, in the log's own words. */
  readonly detail: string;
  /** Objects that could not be written, where the log names them: `ClusterRole system:node`. */
  readonly objects: readonly string[];
  readonly count: number;
  /** The first line that says so. */
  readonly line: number;
}

export interface Rejector {
  readonly type: 'webhook' | 'policy' | 'mutating policy';
  readonly name: string;
  /** Service that is called, `namespace/name`. */
  readonly service?: string;
  /** Binding of a policy. */
  readonly binding?: string;
}

/** A reason for a failed start that is no webhook's. */
export interface Trouble {
  readonly kind: TroubleKind;
  /** What it is about: a flag, a gate, a file; empty where the kind says it all. */
  readonly subject: string;
  readonly detail: string;
  readonly count: number;
  readonly line: number;
}

export const TROUBLE_KINDS = [
  'unknown-flag',
  'unknown-gate',
  'locked-gate',
  'unknown-plugin',
  'unknown-api',
  'config-version',
  'bad-value',
  'address-in-use',
  'missing-file',
  'expired-certificate',
  'client-ca',
  'etcd-unreachable',
  'etcd-downgrade',
  'etcd-learners',
  'etcd-space',
  'etcd-cluster-id',
  'admission-not-ready',
  'service-cidr-unseen',
  'conversion-webhook',
  'static-pod-unchanged',
  'health-check-job',
  'version-policy',
] as const;
export type TroubleKind = (typeof TROUBLE_KINDS)[number];
