import { BACKEND_FACTS } from '../../admission/backend.ts';
import { CHAIN_FACTS, type Chain, chainOf } from '../../admission/chain.ts';
import type { BackendsOption } from '../../admission/consequence.ts';
import type { NotChecked } from '../../assessment/assessment.ts';
import type { Finding } from '../../assessment/finding.ts';
import { SETTINGS_FACTS } from '../../components/settings.ts';
import type { FactKey } from '../../facts/cluster-facts.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import type { Product } from '../../knowledge/shapes/product.ts';
import type { WritesFile } from '../../knowledge/shapes/writes.ts';
import type { Hop, Path } from '../../upgrade/path.ts';
import { isGuard, isPolicy } from './guard.ts';
import { type PlannedWrite, planWrites, writeFacts } from './planned-writes.ts';
import { policyFindings } from './policy-findings.ts';
import type { Replay } from './prove-remedy.ts';
import { findRemedy, type RemedyOptions } from './remedy.ts';
import { SERVING_FACTS, servingControlPlanes } from './serving-control-planes.ts';
import { simulationsOf } from './simulations.ts';
import { staticAdmission } from './static-admission.ts';
import { stopByPolicies } from './stopped-by-policies.ts';
import { type Judging, stopWrites } from './stopped-writes.ts';
import { writeFindings } from './write-findings.ts';

export interface WritesExamination {
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
}

/** The facts that examining these writes reads. */
export function writesNeed(files: readonly WritesFile[]): readonly FactKey[] {
  return [...CHAIN_FACTS, ...BACKEND_FACTS, ...writeFacts(files), ...SERVING_FACTS, ...SETTINGS_FACTS];
}

/**
 * What other actors write is held against webhooks apart (`actor-write/`): only the new API server is the one that everybody waits for.
 * Policies are the same for all.
 */
function ofApiServer(files: readonly WritesFile[]): readonly WritesFile[] {
  return files.filter(({ actor }) => actor === 'kube-apiserver');
}

/** Plays every write of every hop through the admission chain and says what would be stopped. */
export function examineWrites(
  files: readonly WritesFile[],
  path: Path,
  facts: FactReader,
  options: {
    readonly backends: BackendsOption;
    readonly distribution: string;
    /** Products whose own remedies are known; without any, all remedies are kubectl's. */
    readonly products?: readonly Product[];
  },
): WritesExamination {
  const chain = chainOf(facts);
  const controlPlanes = servingControlPlanes(facts);
  const { distribution } = options;
  const judging = {
    chain,
    simulationFor: simulationsOf(chain),
    facts,
    controlPlanes,
    backends: options.backends,
  };
  const stopped = path.hops.map((hop) => {
    const writes = planWrites(ofApiServer(files), hop, distribution, facts);
    const all = chain.policies.length === 0 ? [] : planAll(files, hop, distribution, facts);
    return { byWebhooks: stopWrites(writes, hop, judging), byPolicies: stopByPolicies(all, hop, judging) };
  });
  const { products = [] } = options;
  const replay = replayWith(judging);
  const remedies: RemedyOptions = {
    distribution,
    findRemedy: (guard, held) => findRemedy(guard, held, { facts, products, replay }),
  };
  return {
    findings: [
      ...writeFindings(
        stopped.flatMap(({ byWebhooks }) => byWebhooks),
        remedies,
      ),
      ...policyFindings(
        stopped.flatMap(({ byPolicies }) => byPolicies),
        remedies,
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

/** Where the installer is not known its own writes are nobody's. */
function planAll(
  files: readonly WritesFile[],
  hop: Hop,
  distribution: string,
  facts: FactReader,
): readonly PlannedWrite[] {
  return planWrites(files, hop, distribution, facts).filter(
    ({ write }) => write.distributions === undefined || write.distributions.includes(distribution),
  );
}

/** Plays writes over changed facts by the same code; the chain of the same facts is built once. */
function replayWith(judging: Judging): Replay {
  const chains = new WeakMap<FactReader, Chain>();
  return (guard, facts, hop, writes) => {
    const chain = chains.get(facts) ?? chainOf(facts);
    chains.set(facts, chain);
    const changed = { ...judging, chain, facts };
    return isPolicy(guard)
      ? stopByPolicies(writes, hop, changed).filter(({ policy }) =>
          isGuard(guard, `${policy.type}AdmissionPolicy`, policy.name),
        )
      : stopWrites(writes, hop, changed).filter(({ webhook }) =>
          isGuard(guard, `${webhook.type}WebhookConfiguration`, webhook.configuration),
        );
  };
}
