import { fillStep } from '../assessment/fill.ts';
import type { Finding, Step } from '../assessment/finding.ts';
import type { Evidence } from '../detectors/detector.ts';
import type { Severity } from '../severity.ts';
import { hopName } from '../upgrade/hop-name.ts';
import type { Hop } from '../upgrade/path.ts';

/** What one kind of version skew says of itself. */
export interface Skew {
  readonly id: string;
  readonly severity: Severity;
  readonly component: string;
  readonly hop: Hop;
  readonly title: string;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly explain: string;
  readonly remediate: readonly Step[];
  readonly rescue: readonly Step[];
}

/** Versions that do not go together, as a finding. */
export function skewFinding({ hop, remediate, rescue, ...told }: Skew): Finding {
  return {
    ...told,
    hazard: told.id,
    outcome: 'hit',
    confidence: 'confirmed',
    category: 'skew',
    hop: hopName(hop),
    hops: [hopName(hop)],
    because: [],
    remediate: remediate.map((step) => fillStep(step, told.evidence)),
    rescue: rescue.map((step) => fillStep(step, told.evidence)),
    sources: [{ type: 'docs', url: 'https://kubernetes.io/releases/version-skew-policy/' }],
  };
}
