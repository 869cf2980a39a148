import { BACKEND_FACTS } from '../../admission/backend.ts';
import { CHAIN_FACTS, type Chain, chainOf } from '../../admission/chain.ts';
import type { BackendsOption } from '../../admission/expected-answer.ts';
import { observeBackend } from '../../admission/observe-backend.ts';
import { simulate, simulationOn } from '../../admission/simulate.ts';
import type { Webhook } from '../../admission/webhook.ts';
import type { FactKey } from '../../facts/cluster-facts.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import type { Minor } from '../../upgrade/version.ts';
import { BACKEND_POD_FACTS, type BackendPods, backendPodsOf } from './backend-pods.ts';

/** Webhooks whose backends cannot come back without one another: one alone, or several in a ring. */
export interface Deadlock {
  readonly ring: readonly Webhook[];
  /**
   * `now`: nothing answers. `untold`: whether anything does cannot be seen. `drain`: one drained node takes all of it away. `outage`: only
   * when all of it is gone at once.
   */
  readonly when: 'now' | 'untold' | 'drain' | 'outage';
  readonly because: string;
}

/** Lists without which nobody can say whether a backend answers. */
const BACKEND_LISTS = ['services', 'endpointslices.discovery.k8s.io'] as const;

/** The facts that deadlocks are found in. */
export const DEADLOCK_FACTS: readonly FactKey[] = [
  ...new Set([...CHAIN_FACTS, ...BACKEND_FACTS, ...BACKEND_POD_FACTS]),
];

/**
 * Finds webhooks that fail closed on the pods that answer for them. As long as one pod answers nobody notices; once none does,
 * the pods that would answer are refused, and nothing brings them back.
 */
export function findDeadlocks(
  facts: FactReader,
  backends: BackendsOption,
  server: Minor,
): readonly Deadlock[] {
  if (backends === 'up') return [];
  const chain = chainOf(facts);
  const closed = chain.webhooks.filter(({ failurePolicy }) => failurePolicy === 'Fail');
  const pods = new Map(
    closed.flatMap((webhook) => {
      const found = backendPodsOf(webhook, facts);
      return found === undefined ? [] : [[webhook, found] as const];
    }),
  );
  // Which pods stand behind a webhook, and how they are labelled, only its Service tells.
  const mayBeCalled = facts.objects('services').state === 'known' ? ['call'] : ['call', 'unknown'];
  const needs = new Map(
    [...pods].map(([webhook, { request }]) => [webhook, guardsOf(request, chain, server, pods, mayBeCalled)]),
  );
  return ringsOf(needs).map((ring) => ({ ring, ...whenOf(ring, pods, facts, backends) }));
}

/** The webhooks, among those with a backend in the cluster, that must admit a request; those that only may be called do not count. */
function guardsOf(
  request: BackendPods['request'],
  chain: Chain,
  server: Minor,
  pods: ReadonlyMap<Webhook, BackendPods>,
  mayBeCalled: readonly string[],
): readonly Webhook[] {
  return simulate(request, chain, simulationOn(chain, server))
    .filter(({ does, webhook }) => mayBeCalled.includes(does) && pods.has(webhook))
    .map(({ webhook }) => webhook);
}

/** Rings of one first; then pairs that are not explained by one of them. Longer rings hold a pair or are told by their parts' findings. */
function ringsOf(needs: ReadonlyMap<Webhook, readonly Webhook[]>): readonly (readonly Webhook[])[] {
  const alone = [...needs]
    .filter(([webhook, guards]) => guards.includes(webhook))
    .map(([webhook]) => [webhook]);
  const told = new Set(alone.flat());
  const rings: Webhook[][] = [...alone];
  for (const [webhook] of needs) {
    if (told.has(webhook)) continue;
    const ring = shortestRing(webhook, needs, told);
    if (ring === undefined) continue;
    for (const one of ring) told.add(one);
    rings.push([...ring]);
  }
  return rings;
}

function shortestRing(
  start: Webhook,
  needs: ReadonlyMap<Webhook, readonly Webhook[]>,
  told: ReadonlySet<Webhook>,
): readonly Webhook[] | undefined {
  const ways: (readonly Webhook[])[] = [[start]];
  const seen = new Set<Webhook>();
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const next of needs.get(way.at(-1) as Webhook) ?? []) {
      if (next === start) return way;
      if (seen.has(next) || told.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

function whenOf(
  ring: readonly Webhook[],
  pods: ReadonlyMap<Webhook, BackendPods>,
  facts: FactReader,
  backends: BackendsOption,
): Pick<Deadlock, 'when' | 'because'> {
  if (backends === 'down') return { when: 'now', because: 'backends are assumed to be down' };
  const observed = ring.map((webhook) => observeBackend(webhook.clientConfig, facts));
  const silent = observed.find(({ state }) => state === 'silent');
  if (silent?.state === 'silent') return { when: 'now', because: silent.because };
  const hidden = BACKEND_LISTS.map((key) => facts.objects(key)).find(({ state }) => state === 'unknown');
  if (hidden?.state === 'unknown') return { when: 'untold', because: hidden.because };
  const isPartial = BACKEND_LISTS.some((key) => facts.objects(key).state === 'partial');
  const untold = observed.find(
    ({ state }, index) => state === 'unknown' && (isPartial || hasEndpoints(ring[index], pods)),
  );
  if (untold?.state === 'unknown') return { when: 'untold', because: untold.because };
  const single = ring.find((webhook) => pods.get(webhook)?.nodes.length === 1);
  if (single === undefined) return { when: 'outage', because: 'it takes an outage of all its pods at once' };
  return {
    when: 'drain',
    because: `everything behind ${single.name} runs on node ${pods.get(single)?.nodes[0]}, which the upgrade drains or restarts`,
  };
}

/** Pods that are published and may not answer all the same: what leads out of the cluster has none. */
function hasEndpoints(webhook: Webhook | undefined, pods: ReadonlyMap<Webhook, BackendPods>): boolean {
  return webhook !== undefined && (pods.get(webhook)?.nodes.length ?? 0) > 0;
}
