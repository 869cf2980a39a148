import { BACKEND_FACTS, type Backend } from '../../admission/backend.ts';
import { CHAIN_FACTS, type Chain, chainOf } from '../../admission/chain.ts';
import type { BackendsOption } from '../../admission/expected-answer.ts';
import { observeBackend } from '../../admission/observe-backend.ts';
import { type SimulationOptions, simulate } from '../../admission/simulate.ts';
import type { Webhook } from '../../admission/webhook.ts';
import type { Finding } from '../../assessment/finding.ts';
import type { FactKey } from '../../facts/cluster-facts.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import type { Product } from '../../knowledge/shapes/product.ts';
import type { WritesFile } from '../../knowledge/shapes/writes.ts';
import type { Hop, Path } from '../../upgrade/path.ts';
import { isGuard } from '../control-plane-write/guard.ts';
import { type PlannedWrite, planWrites, writeFacts } from '../control-plane-write/planned-writes.ts';
import type { Replay } from '../control-plane-write/prove-remedy.ts';
import { findRemedy } from '../control-plane-write/remedy.ts';
import { simulationsOf } from '../control-plane-write/simulations.ts';
import { type ActorConsequence, drawActorConsequence } from './actor-consequence.ts';
import { actorFindings } from './actor-findings.ts';

/** The new kube-apiserver is examined on its own: it alone cannot wait until somebody mends a webhook. */
export const API_SERVER = 'kube-apiserver';

/** A write of some other actor, and what one webhook does to it. */
export interface MetWrite {
  readonly planned: PlannedWrite;
  readonly hop: Hop;
  readonly webhook: Webhook;
  readonly backend: Backend;
  readonly consequence: ActorConsequence;
}

/** The facts that examining these writes reads. */
export function actorWritesNeed(files: readonly WritesFile[]): readonly FactKey[] {
  return [...CHAIN_FACTS, ...BACKEND_FACTS, ...writeFacts(others(files))];
}

/** Plays the writes of installers, nodes and controllers through the admission chain. */
export function examineActorWrites(
  files: readonly WritesFile[],
  path: Path,
  facts: FactReader,
  {
    backends,
    distribution,
    products = [],
  }: {
    readonly backends: BackendsOption;
    readonly distribution: string;
    /** Products whose own remedies are known; without any, all remedies are kubectl's. */
    readonly products?: readonly Product[];
  },
): readonly Finding[] {
  const chain = chainOf(facts);
  if (chain.webhooks.length === 0) return [];
  const backendOf = new Map(chain.webhooks.map((one) => [one, observeBackend(one.clientConfig, facts)]));
  const simulationFor = simulationsOf(chain);
  const met = path.hops.flatMap((hop) => {
    const simulation = simulationFor(hop);
    return plan(files, hop, distribution, facts).flatMap((planned) =>
      simulate(planned.request, chain, simulation).flatMap((dispatch): MetWrite[] => {
        if (dispatch.does === 'skip') return [];
        const { webhook } = dispatch;
        const backend = backendOf.get(webhook);
        if (backend === undefined) return [];
        const consequence = drawActorConsequence(dispatch, planned, backends, backend);
        return consequence === undefined ? [] : [{ planned, hop, webhook, backend, consequence }];
      }),
    );
  });
  const replay = replayCalls(simulationFor);
  return actorFindings(met, (guard, held) => findRemedy(guard, held, { facts, products, replay }));
}

/** Plays writes over changed facts: a remedy counts only where the webhook is not called at all. */
function replayCalls(simulationFor: (hop: Hop) => SimulationOptions): Replay {
  const chains = new WeakMap<FactReader, Chain>();
  return (guard, facts, hop, writes) => {
    const chain = chains.get(facts) ?? chainOf(facts);
    chains.set(facts, chain);
    const simulation = simulationFor(hop);
    return writes.flatMap(({ request }) =>
      simulate(request, chain, simulation).filter(
        ({ does, webhook }) =>
          does !== 'skip' && isGuard(guard, `${webhook.type}WebhookConfiguration`, webhook.configuration),
      ),
    );
  };
}

/** Where the installer is not known its own writes are nobody's; what nodes and controllers write is the same everywhere. */
function plan(
  files: readonly WritesFile[],
  hop: Hop,
  distribution: string,
  facts: FactReader,
): readonly PlannedWrite[] {
  return planWrites(others(files), hop, distribution, facts).filter(
    ({ write }) => write.distributions === undefined || write.distributions.includes(distribution),
  );
}

function others(files: readonly WritesFile[]): readonly WritesFile[] {
  return files.filter(({ actor }) => actor !== API_SERVER);
}
