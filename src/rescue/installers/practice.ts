import type { Step } from '../../assessment/finding.ts';
import type { DistributionName } from '../../distributions/recognise.ts';

/** Admission plugins of kube-apiserver that a rescue can switch off. */
export type AdmissionPlugin =
  | 'ValidatingAdmissionWebhook'
  | 'MutatingAdmissionWebhook'
  | 'ValidatingAdmissionPolicy'
  | 'MutatingAdmissionPolicy';

/** What a rescue is written for. */
export interface Situation {
  readonly distribution: DistributionName | 'unknown';
  /** The distribution's own release, `1.11.5`. */
  readonly release?: string | undefined;
  /** Which form the Talos machine configuration of kube-apiserver has, where it is known. */
  readonly talosForm?: 'legacy' | 'documents' | undefined;
  /** Kubernetes versions, `1.32.9`; absent where nobody said. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** How things are done with one installer when its API server does not come up. */
export interface Practice {
  /** Steps that show why it does not start. */
  readonly look: (situation: Situation) => Step;
  /** Makes `kubectl` talk to the very API server that is starting. */
  readonly reach: (situation: Situation) => Step;
  /** The kubectl command that later steps begin with. */
  readonly kubectl: string;
  /** Starts kube-apiserver without some admission plugins; absent where the installer gives no way. */
  readonly breakGlass?: (plugins: readonly AdmissionPlugin[], situation: Situation) => readonly Step[];
  /** Takes the control plane back to the version before. */
  readonly rollBack?: (situation: Situation) => Step;
  /** How a flag of kube-apiserver is taken out or changed. */
  readonly editFlag: string;
  readonly doNot: readonly string[];
}
