import { type Fact, mapFact } from '../facts/fact.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import { fieldsOf, listOf } from '../facts/fields.ts';
import { textOf } from './read-fields.ts';

/** What addresses belong to. */
export interface AddressOwners {
  /** The node of each pod that has one of the addresses; empty before it is placed. */
  readonly pods: readonly string[];
  /** Addresses of nodes: whatever runs on the host may answer there, pods of the host's network among it. */
  readonly hosts: readonly string[];
}

/** Looks up whose addresses these are, among the pods and the nodes they run on. */
export function podsAt(addresses: readonly string[], facts: FactReader): Fact<AddressOwners> {
  const wanted = new Set(addresses);
  return mapFact(facts.objects('pods'), (pods) => {
    const hosts = new Set<string>();
    const nodes: string[] = [];
    for (const { spec, status } of pods) {
      const { podIP, podIPs, hostIP, phase } = fieldsOf(status);
      const host = textOf(hostIP, '');
      if (wanted.has(host)) hosts.add(host);
      if (phase === 'Succeeded' || phase === 'Failed' || podIP === hostIP) continue;
      const own = [podIP, ...listOf(podIPs).map((one) => fieldsOf(one).ip)];
      if (own.some((ip) => wanted.has(textOf(ip, '')))) nodes.push(textOf(fieldsOf(spec).nodeName, ''));
    }
    return { pods: nodes, hosts: [...hosts].sort() };
  });
}
