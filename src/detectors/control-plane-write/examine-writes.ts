import { BACKEND_FACTS } from '../../admission/backend.ts';
import { CHAIN_FACTS, type Chain, chainOf } from '../../admission/chain.ts';
import type { BackendsOption } from '../../admission/consequence.ts';
import type { NotChecked } from '../../assessment/assessment.ts';
import type { Finding } from '../../assessment/finding.ts';
import { readTopology } from '../../distributions/topology.ts';
import type { FactKey } from '../../facts/cluster-facts.ts';
import { mapFact } from '../../facts/fact.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import type { Product } from '../../knowledge/shapes/product.ts';
import type { WritesFile } from '../../knowledge/shapes/writes.ts';
import type { Path } from '../../upgrade/path.ts';
import { planWrites, writeFacts } from './planned-writes.ts';
import { policyFindings } from './policy-findings.ts';
import type { Replay } from './prove-remedy.ts';
import { findRemedy } from './remedy.ts';
import { staticAdmission } from './static-admission.ts';
import { stopByPolicies } from './stopped-by-policies.ts';
import { stopWrites } from './stopped-writes.ts';
import { writeFindings } from './write-findings.ts';

export interface WritesExamination {
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
}

/** The facts that examining these writes reads. */
export function writesNeed(files: readonly WritesFile[]): readonly FactKey[] {
  return [...CHAIN_FACTS, ...BACKEND_FACTS, ...writeFacts(files), 'objects/pods'];
}

/** Plays every write of every hop through the admission chain and says what would be stopped. */
export function examineWrites(
  files: readonly WritesFile[],
  path: Path,
  facts: FactReader,
  options: {
    readonly backends: BackendsOption;
    readonly distribution: string;
  },
): WritesExamination {
  const chain = chainOf(facts);
  const controlPlanes = mapFact(readTopology(facts), ({ controlPlane }) => controlPlane);
  const { distribution } = options;
  const judging = { chain, facts, controlPlanes, backends: options.backends };
  const stopped = path.hops.map((hop) => {
    const writes = planWrites(files, hop, distribution, facts);
    return { byWebhooks: stopWrites(writes, hop, judging), byPolicies: stopByPolicies(writes, hop, judging) };
  });
  return {
    findings: [
      ...writeFindings(
        stopped.flatMap(({ byWebhooks }) => byWebhooks),
        distribution,
      ),
      ...policyFindings(
        stopped.flatMap(({ byPolicies }) => byPolicies),
        distribution,
      ),
    ],
    notChecked: [
      ...chain.mayBeMore.map((because) => ({
        what: 'admission webhooks and policies that were not seen',
        because,
        mayHideBlocker: true,
      })),
      ...staticAdmission(facts, path),
    ],
  };
}
