import { factsOf } from '../../src/cluster/files.ts';
import type { DetectorContext } from '../../src/detectors/detector.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { known as knownFact } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { parseVersion } from '../../src/upgrade/version.ts';

/** A cluster that has exactly these objects, kept as collectors keep them. */
export function known(objects: readonly KubeObject[], changes: Partial<ClusterFacts> = {}): ClusterFacts {
  const given = factsOf(objects, ['test']);
  return {
    ...given,
    discovery: knownFact([]),
    requestedApis: knownFact([]),
    objects: Object.fromEntries(
      Object.entries(given.objects).map(([key, fact]) => [
        key,
        fact.state === 'unknown' ? fact : knownFact(fact.value),
      ]),
    ),
    ...changes,
  };
}

/** What a detector gets, on the hop 1.33.13 → 1.34.11. */
export function contextOf(facts: ClusterFacts): DetectorContext {
  const from = parseVersion('1.33.13');
  const to = parseVersion('1.34.11');
  if (from === undefined || to === undefined) throw new Error('versions that cannot be read');
  const hop = { from, to };
  return { facts: readFacts(facts), hop, path: { from, to, hops: [hop], between: [], beyondKnowledge: [] } };
}
