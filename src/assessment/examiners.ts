import { crosses } from '../catalogues/crossing.ts';
import { storedName, unreadableVersions } from '../catalogues/storage-descriptions.ts';
import { SETTINGS_FACTS } from '../components/settings.ts';
import { actorWritesNeed } from '../detectors/actor-write/examine-actor-writes.ts';
import { writesNeed } from '../detectors/control-plane-write/examine-writes.ts';
import { isMade } from '../detectors/control-plane-write/planned-writes.ts';
import { needsOf } from '../detectors/detect.ts';
import { DEADLOCK_FACTS } from '../detectors/webhook-deadlock/find-deadlocks.ts';
import { DISTRIBUTION_FACTS } from '../distributions/recognise.ts';
import type { FactKey } from '../facts/cluster-facts.ts';
import { resourceKey } from '../facts/cluster-facts.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { WritesFile } from '../knowledge/shapes/writes.ts';
import type { Path } from '../upgrade/path.ts';
import type { Examiner } from './examination.ts';
import { examineAddons } from './examine-addons.ts';
import { examineApis } from './examine-apis.ts';
import { examineComponentSettings } from './examine-component-settings.ts';
import { examineControlPlaneWrites } from './examine-control-plane-writes.ts';
import { examineHazards } from './examine-hazards.ts';
import { examineInstallerRules } from './examine-installer-rules.ts';
import { examineInstallerWrites } from './examine-installer-writes.ts';
import { examinePath } from './examine-path.ts';
import { examineReleases } from './examine-releases.ts';
import { examineStorageVersions } from './examine-storage-versions.ts';
import { examineVersionSkew } from './examine-version-skew.ts';
import { hazardsOnHop } from './hazards-on-hop.ts';

/** What is known before anything of a cluster but its version was read. */
export interface Plan {
  readonly path: Path;
  readonly knowledge: Knowledge;
}

/** An examiner and the facts it may read on a path; a test holds it to them. */
interface DeclaredExaminer {
  readonly examine: Examiner;
  readonly needs: (plan: Plan) => readonly FactKey[];
}

/** Where images of add-ons are written, and who made the pods. */
const WORKLOAD_FACTS = ['deployments.apps', 'statefulsets.apps', 'daemonsets.apps', 'jobs.batch', 'pods'].map(
  objectsOf,
);

/** Every examiner, in the order in which their findings are told. */
export const EXAMINERS: readonly DeclaredExaminer[] = [
  { examine: examinePath, needs: () => ['serverVersion'] },
  { examine: examineControlPlaneWrites, needs: (plan) => [...writesNeed(writesOn(plan)), ...SETTINGS_FACTS] },
  {
    examine: examineInstallerWrites,
    needs: (plan) => [...actorWritesNeed(writesOn(plan)), ...DEADLOCK_FACTS],
  },
  {
    examine: examineInstallerRules,
    needs: () => [
      ...DEADLOCK_FACTS,
      ...SETTINGS_FACTS,
      ...['nodes', 'deployments.apps', 'poddisruptionbudgets.policy'].map(objectsOf),
    ],
  },
  { examine: examineComponentSettings, needs: () => [...SETTINGS_FACTS, 'requestedApis', 'objects/nodes'] },
  { examine: examineApis, needs: removedApis },
  {
    examine: examineStorageVersions,
    needs: ({ path, knowledge }) => [
      'discovery',
      ...SETTINGS_FACTS,
      ...unreadableVersions(knowledge.storageVersions)
        .filter(({ at }) => path.hops.some((hop) => crosses(hop, at)))
        .map(({ row }) => objectsOf(storedName(row))),
    ],
  },
  { examine: examineVersionSkew, needs: () => [...SETTINGS_FACTS, 'objects/nodes'] },
  {
    examine: examineHazards,
    // What installed the cluster is not known yet, so that no hazard is ruled out by it.
    needs: ({ path, knowledge }) =>
      path.hops.flatMap((hop) =>
        hazardsOnHop(knowledge.hazards, hop, 'unknown').flatMap(({ detect }) => needsOf(detect)),
      ),
  },
  { examine: examineReleases, needs: () => [...SETTINGS_FACTS, 'objects/nodes'] },
  { examine: examineAddons, needs: () => ['objects/nodes', ...WORKLOAD_FACTS] },
];

/**
 * Every fact that deciding on a path may ask for. Whatever else a cluster holds need not be read; a fact that is asked for all the same was
 * not collected, and is unknown.
 */
export function neededFacts(plan: Plan): ReadonlySet<FactKey> {
  return new Set([
    'serverVersion',
    'discovery',
    ...DISTRIBUTION_FACTS,
    ...DEADLOCK_FACTS,
    ...EXAMINERS.flatMap(({ needs }) => needs(plan)),
  ]);
}

function writesOn({ path, knowledge }: Plan): readonly WritesFile[] {
  return knowledge.writes.map((file) => ({
    ...file,
    writes: file.writes.filter((write) => path.hops.some((hop) => isMade(write, hop, 'unknown'))),
  }));
}

/** Who wrote an object with an API that goes is told by the object. */
function removedApis({ path, knowledge }: Plan): readonly FactKey[] {
  const removed = knowledge.apis.apis.filter((row) => path.hops.some((hop) => crosses(hop, row.removed)));
  return [
    'requestedApis',
    'discovery',
    ...SETTINGS_FACTS,
    ...removed.map(({ group, resource }) => objectsOf(resourceKey(group, resource))),
  ];
}

function objectsOf(resource: string): FactKey {
  return `objects/${resource}`;
}
