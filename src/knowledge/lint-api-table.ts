import type { Apis, RemovedApi } from './shapes/apis.ts';
import type { StorageVersions } from './shapes/storage-versions.ts';
import { comesBefore, repeated, type TableFault, type TableRule } from './table-rule.ts';

const FILE = 'apis.yaml';

/** A successor is there when an API version goes; a version is in the table once, and leaves the binary only after it left the server. */
export const lintApiTable: TableRule = ({ apis, storageVersions, releases }) => [
  ...repeated(apis.apis, ({ group, version, resource }) => `${group}/${version} ${resource}`).map(
    ({ item, index }): TableFault => ({
      file: FILE,
      field: ['apis', index, 'version'],
      what: `${apiVersionOf(item)} ${item.resource} has a row already; it goes once`,
    }),
  ),
  ...apis.apis.flatMap((row, index) =>
    successorFaults(row, apis, storageVersions, releases[0]?.minor ?? '1.0').map(
      (what): TableFault => ({ file: FILE, field: ['apis', index, 'replacement'], what }),
    ),
  ),
  ...apis.unregistered.flatMap((row, index) => {
    const served = apis.apis.find(
      ({ group, version, removed }) =>
        group === row.group && version === row.version && comesBefore(row.removed, removed),
    );
    return served === undefined
      ? []
      : [
          {
            file: FILE,
            field: ['unregistered', index, 'removed'],
            what: `${served.resource} are served in this version until ${served.removed}, so its types cannot be gone in ${row.removed}`,
          },
        ];
  }),
];

function successorFaults(
  { group, version, resource, kind, removed, replacement }: RemovedApi,
  { apis }: Apis,
  { resources }: StorageVersions,
  oldest: string,
): readonly string[] {
  if (replacement === undefined) return [];
  const { apiVersion } = replacement;
  if (apiVersion === apiVersionOf({ group, version }) && replacement.kind === kind)
    return [`${apiVersion} ${kind} cannot follow itself`];
  const slash = apiVersion.lastIndexOf('/');
  const [nextGroup, nextVersion] = [apiVersion.slice(0, Math.max(slash, 0)), apiVersion.slice(slash + 1)];
  const gone = apis.find(
    (row) => row.group === nextGroup && row.version === nextVersion && row.kind === replacement.kind,
  );
  if (gone !== undefined && !comesBefore(removed, gone.removed))
    return [
      `${apiVersion} ${replacement.kind} is gone in ${gone.removed}, no later than ${resource} of ${version}`,
    ];
  const known = resources.find((row) => row.group === nextGroup && row.kind === replacement.kind);
  if (known === undefined) return [];
  const read = known.reads.find((one) => one.version === nextVersion);
  if (read === undefined)
    return [
      `storage-versions.yaml has no ${nextVersion} of ${replacement.kind}; it has ${known.reads.map((one) => one.version).join(', ')}`,
    ];
  // The oldest release of the table stands for those before it.
  return comesBefore(oldest, read.from) && comesBefore(removed, read.from)
    ? [`${apiVersion} ${replacement.kind} comes only with ${read.from}, after ${removed}`]
    : [];
}

function apiVersionOf({ group, version }: { readonly group: string; readonly version: string }): string {
  return group === '' ? version : `${group}/${version}`;
}
