import type { Comparison } from '../compare/comparison.ts';
import type { AssumedObject } from '../facts/assume-objects.ts';
import type { PackName } from '../knowledge/knowledge.ts';
import type { Plan } from '../plan/plan.ts';
import type { WaiverRemark } from '../waivers/waiver-remark.ts';
import type { Finding, HopName, Waived } from './finding.ts';

/** NO-GO before UNDETERMINED before GO. */
export type Verdict = 'NO-GO' | 'UNDETERMINED' | 'GO';

/** Something only a person can answer. */
export interface Question {
  readonly hazard: string;
  readonly title: string;
  readonly question: string;
  /** How to find the answer. */
  readonly how: string;
  readonly severity: Finding['severity'];
  /** Only where somebody has answered; `affected` made a finding of it. */
  readonly answer?: QuestionAnswer;
}

export interface QuestionAnswer extends Waived {
  readonly affected: boolean;
}

/** Something that was not looked at, and why. */
export interface NotChecked {
  readonly what: string;
  readonly because: string;
  readonly next?: string;
  /** Whether a blocker could hide behind it, so that the verdict cannot be GO. */
  readonly mayHideBlocker: boolean;
}

/** The report model: what `check` concludes, as data. The JSON report is this; the other formats draw it. */
export interface Assessment {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'holdshort'; readonly version: string };
  readonly knowledge: {
    readonly version: string;
    readonly horizon: string;
    readonly packs: readonly PackName[];
  };
  /** When the assessment was made, ISO 8601 in UTC. */
  readonly time: string;
  readonly cluster: {
    readonly name: string;
    readonly origin: 'cluster' | 'files';
    readonly collectedAt?: string;
    /** `Talos 1.11.5`, `kubeadm`, or `unknown`. */
    readonly distribution: string;
    /** `one control plane`, `three control planes, two workers`; a clause for the headline. */
    readonly topology: string;
    /** SHA-256 of the facts, so that a ticket and its snapshot can be held together. */
    readonly digest: string;
  };
  /** Objects that were taken as applied although the cluster does not hold them so; absent where none were. */
  readonly assumed?: readonly AssumedObject[];
  /** `observed`, `up` or `down`: what was assumed of webhook backends. */
  readonly backends: string;
  readonly verdict: Verdict;
  /** One sentence a manager understands. */
  readonly reason: string;
  readonly exitCode: 0 | 1 | 3;
  readonly from: string;
  readonly to: string;
  readonly path: readonly HopName[];
  /** Worst first, then in the order they will be met. */
  readonly findings: readonly Finding[];
  readonly questions: readonly Question[];
  readonly notChecked: readonly NotChecked[];
  /** Waivers and answers that had no effect. */
  readonly waiverRemarks: readonly WaiverRemark[];
  /** The upgrade of this cluster, in the order in which it is done. */
  readonly plan?: Plan;
  /** What changed since an older report; only where one was given. */
  readonly comparison?: Comparison;
}
