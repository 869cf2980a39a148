import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Path } from '../upgrade/path.ts';
import { describeRemovedApi } from './api-descriptions.ts';
import { crosses } from './crossing.ts';
import { type CatalogueEntry, type Description, entryOf } from './description.ts';
import { describeRemovedFlag } from './flag-descriptions.ts';
import { describeDefaultChanges } from './gate-defaults.ts';
import { describeLockedGate, describeRemovedGate } from './gate-descriptions.ts';
import { describeNeededGate } from './gate-needs.ts';
import { describeRemovedPlugin } from './plugin-descriptions.ts';
import { describeUnregistered } from './runtime-config-findings.ts';
import { describeUnreadable, unreadableVersions } from './storage-descriptions.ts';

type Tables = Pick<Knowledge, 'apis' | 'featureGates' | 'flags' | 'admissionPlugins' | 'storageVersions'>;

/** All rows of all catalogues that a release turns into a hazard. */
export function describeCatalogues(tables: Tables): readonly Description[] {
  const { apis, featureGates, flags, admissionPlugins, storageVersions } = tables;
  return [
    ...featureGates.gates.map((gate) => describeRemovedGate(gate, featureGates)),
    ...featureGates.gates.map((gate) => describeLockedGate(gate, featureGates)),
    ...featureGates.gates.map((gate) => describeNeededGate(gate, featureGates)),
    ...featureGates.gates.flatMap((gate) => describeDefaultChanges(gate, featureGates)),
    ...flags.flags.map((row) => describeRemovedFlag(row, flags)),
    ...admissionPlugins.plugins.map((plugin) => describeRemovedPlugin(plugin, admissionPlugins)),
    ...apis.unregistered.map((row) => describeUnregistered(row, apis)),
    ...apis.apis.map((row) => describeRemovedApi(row, apis)),
    ...unreadableVersions(storageVersions).map((one) => describeUnreadable(one, storageVersions)),
  ].filter((one) => one !== undefined);
}

/** Describes one row by its id, `feature-gate-removed/AggregatedDiscoveryEndpoint`, without a cluster. */
export function describeCatalogueEntry(tables: Tables, id: string): Description | undefined {
  return describeCatalogues(tables).find((one) => one.id === id);
}

/** The rows that a path crosses, in the order of its releases. */
export function listCatalogues(tables: Tables, path: Path): readonly CatalogueEntry[] {
  const crossed = describeCatalogues(tables);
  return path.hops.flatMap((hop) => crossed.filter(({ minor }) => crosses(hop, minor)).map(entryOf));
}
