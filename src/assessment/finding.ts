import type { Evidence } from '../detectors/detector.ts';
import type { Severity } from '../severity.ts';
import type { HopName } from '../upgrade/hop-name.ts';

export { SEVERITIES, type Severity } from '../severity.ts';

/** How sure the knowledge is; only `reproduced` and `confirmed` may be more than a caution. */
export type Confidence = 'reproduced' | 'confirmed' | 'reported' | 'inferred';

/** A step a person takes: what to do, the command to paste, how to see that it worked, how to take it back. */
export interface Step {
  readonly title: string;
  readonly run?: string | undefined;
  readonly verify?: string | undefined;
  readonly note?: string | undefined;
  readonly undo?: string | undefined;
}

export interface Source {
  readonly type: string;
  readonly url: string;
  readonly note?: string | undefined;
}

export type { HopName } from '../upgrade/hop-name.ts';

/** A write of the upgrade that the admission chain would stop, delay or may stop. */
export interface StoppedWrite {
  /** Who sends it: `kube-apiserver`, `kubeadm`, `kubelet` … */
  readonly actor: string;
  /** User name of the request, `system:apiserver`. */
  readonly user: string;
  readonly operation: string;
  /** `plural` or `plural.group`. */
  readonly resource: string;
  readonly kind: string;
  readonly namespace?: string;
  /** Names of the objects written; `*` stands for one that is not known beforehand. */
  readonly names: readonly string[];
  /** The webhook or policy that meets it. */
  readonly webhook: string;
  readonly outcome: 'denied' | 'at-risk' | 'delayed' | 'unknown';
  /** Why this outcome, as a clause. */
  readonly because: string;
  /** What the writer does if it is denied, as a clause: `the process exits after 60 s`. */
  readonly ifDenied: string;
  readonly hop: HopName;
}

/** A webhook or policy that stops writes of the upgrade, and what answers for it. */
export interface Stopper {
  readonly type: 'validating webhook' | 'mutating webhook' | 'admission policy';
  /** Name of the webhook in its configuration, or of the policy. */
  readonly name: string;
  /** Name of the configuration, where it is a webhook's. */
  readonly configuration?: string;
  /** What is asked: a Service `namespace/name`, or the host of a url; policies ask nobody. */
  readonly backend?: string;
  /** Whether that backend runs inside the cluster, and so needs the very apiserver that asks it. */
  readonly inCluster: boolean;
}

/** That somebody accepts a finding: it stays in the report and no longer counts for the verdict. */
export interface Waived {
  readonly reason: string;
  readonly owner: string;
  /** Last day on which it counts, `2027-03-31`. */
  readonly expires: string;
  readonly ticket?: string;
}

/** One cause, however many writes, objects or hops it touches. */
export interface Finding {
  /** Unique in a report and stable between runs: the hazard's id, with a subject where the hazard has several. */
  readonly id: string;
  readonly hazard: string;
  /** `unknown` means: it could not be told, and if it were so, it would be this severe. */
  readonly outcome: 'hit' | 'unknown';
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly category: string;
  readonly component: string;
  readonly title: string;
  /** What will happen, in a sentence or a short paragraph. */
  readonly message: string;
  /** The first hop that meets it. */
  readonly hop: HopName;
  /** Every hop that meets it. */
  readonly hops: readonly HopName[];
  readonly evidence: readonly Evidence[];
  /** Why it cannot be told (`unknown`), or what else could not be seen (`hit`). */
  readonly because: readonly string[];
  readonly explain: string;
  readonly remediate: readonly Step[];
  readonly rescue: readonly Step[];
  readonly sources: readonly Source[];
  /** Only for writes that meet the admission chain. */
  readonly writes?: readonly StoppedWrite[];
  /** Who stops those writes. */
  readonly stoppedBy?: readonly Stopper[];
  /** What was shown about the fix, as a sentence; only where it was simulated. */
  readonly proof?: string;
  /** Only where somebody has accepted it. */
  readonly waived?: Waived;
}
