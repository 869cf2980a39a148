import { fillStep } from '../../assessment/fill.ts';
import type { Finding, HopName, Step } from '../../assessment/finding.ts';
import type { DistributionName } from '../../distributions/recognise.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Severity } from '../../severity.ts';
import type { Path } from '../../upgrade/path.ts';
import { formatVersion } from '../../upgrade/version.ts';
import type { Evidence } from '../detector.ts';

/** What a rule of an installer gets to see. */
export interface RuleContext {
  readonly facts: FactReader;
  readonly path: Path;
  readonly distribution: DistributionName | 'unknown';
  readonly knowledge: Pick<Knowledge, 'addons' | 'writes'>;
  /** When the check is made, ISO 8601; empty where that does not count. */
  readonly time: string;
}

/** One rule of an installer, held against a cluster. */
export type Rule = (context: RuleContext) => readonly Finding[];

/** What a rule says of itself when it is met. */
export interface Met {
  readonly id: string;
  readonly severity: Severity;
  readonly component: string;
  readonly title: string;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly explain: string;
  readonly remediate: readonly Step[];
  readonly rescue?: readonly Step[];
  readonly source: string;
  /** Absent where every hop meets it. */
  readonly hops?: readonly HopName[];
  /** Why it cannot be told; absent where it is so. */
  readonly unknown?: readonly string[];
}

/** A rule that is met, as a finding. */
export function ruleFinding(met: Met, path: Path): Finding {
  const { remediate, rescue = [], source, unknown, hops = hopsOf(path), ...told } = met;
  return {
    ...told,
    hazard: met.id.split('/')[0] ?? met.id,
    outcome: unknown === undefined ? 'hit' : 'unknown',
    confidence: 'confirmed',
    category: 'requirement',
    hop: hops[0] as HopName,
    hops,
    because: unknown ?? [],
    remediate: remediate.map((step) => fillStep(step, told.evidence)),
    rescue: rescue.map((step) => fillStep(step, told.evidence)),
    sources: [{ type: source.includes('/blob/') ? 'source' : 'docs', url: source }],
  };
}

function hopsOf(path: Path): readonly HopName[] {
  return path.hops.map(({ from, to }) => ({ from: formatVersion(from), to: formatVersion(to) }));
}
