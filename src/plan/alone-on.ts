import { chainOf } from '../admission/chain.ts';
import { observeBackend } from '../admission/observe-backend.ts';
import type { FactReader } from '../facts/fact-reader.ts';

/** Webhooks that fail closed and whose whole backend runs on one node, by that node. */
export function webhooksAloneOn(facts: FactReader): ReadonlyMap<string, readonly string[]> {
  const alone = new Map<string, string[]>();
  for (const { name, failurePolicy, clientConfig } of chainOf(facts).webhooks) {
    if (failurePolicy !== 'Fail') continue;
    const backend = observeBackend(clientConfig, facts);
    const [node] = backend.state === 'answers' ? backend.nodes : [];
    if (node === undefined || (backend.state === 'answers' && backend.nodes.length > 1)) continue;
    const names = alone.get(node) ?? [];
    if (!names.includes(name)) alone.set(node, [...names, name]);
  }
  return alone;
}
