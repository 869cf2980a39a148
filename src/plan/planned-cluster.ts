import type { Distribution } from '../distributions/recognise.ts';
import { readTopology } from '../distributions/topology.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { webhooksAloneOn } from './alone-on.ts';
import type { PlannedCluster } from './planning.ts';

/** Reads from the facts what a plan depends on; what is not visible is left to placeholders. */
export function plannedCluster(
  facts: FactReader,
  { addons }: Pick<Knowledge, 'addons'>,
  { name, version }: Distribution,
): PlannedCluster {
  const topology = readTopology(facts);
  const { controlPlane, workers } =
    topology.state === 'unknown' ? { controlPlane: [], workers: [] } : topology.value;
  return {
    distribution: name,
    release: name === 'talos' ? version : undefined,
    controlPlane,
    workers,
    talosReleases: addons.find((addon) => addon.name === 'talos')?.versions ?? [],
    aloneOn: webhooksAloneOn(facts),
  };
}
