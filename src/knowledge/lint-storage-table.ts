import type { Compiled } from './compile.ts';
import type { StoredResource } from './shapes/storage-versions.ts';
import { comesBefore, repeated, type TableFault, type TableRule } from './table-rule.ts';

const FILE = 'storage-versions.yaml';

/**
 * What a release writes it can read, and the next one as well where both are on by default; what goes from etcd's readers left the
 * server before, and what --runtime-config may not name any more has no reader either.
 */
export const lintStorageTable: TableRule = ({ storageVersions, apis, releases }, hazards) => [
  ...repeated(storageVersions.resources, nameOf).map(
    ({ item, index }): TableFault => ({
      file: FILE,
      field: ['resources', index, 'resource'],
      what: `${nameOf(item)} has a row already; a resource has one`,
    }),
  ),
  ...storageVersions.resources.flatMap((row, index) =>
    [
      ...writeFaults(row),
      ...readFaults(row),
      ...servedFaults(row, apis.apis, releases[0]?.minor ?? '1.0'),
      ...toldFaults(row, hazards),
    ].map(([field, what]): TableFault => ({ file: FILE, field: ['resources', index, ...field], what })),
  ),
  ...apis.unregistered.flatMap(({ group, version, removed }, index): TableFault[] => {
    const reader = storageVersions.resources.find(
      (row) =>
        row.group === group &&
        row.reads.some(
          (one) => one.version === version && (one.until === undefined || comesBefore(removed, one.until)),
        ),
    );
    const what = `${FILE} has ${removed} still read ${reader?.resource ?? ''} in this version, so its types are there`;
    return reader === undefined
      ? []
      : [{ file: 'apis.yaml', field: ['unregistered', index, 'removed'], what }];
  }),
];

type Found = readonly (readonly [readonly (string | number)[], string])[];

function nameOf({ group, resource }: StoredResource): string {
  return group === '' ? resource : `${resource}.${group}`;
}

function writeFaults({ writes, reads }: StoredResource): Found {
  return writes.flatMap(({ from, version }, index): Found => {
    const before = writes[index - 1];
    if (before !== undefined && !comesBefore(before.from, from))
      return [[['writes', index], `must come after ${before.from}, the release of the one before`]];
    const read = reads.find((one) => one.version === version);
    const known = reads.map((one) => one.version).join(', ');
    if (read === undefined) return [[['writes', index], `no release reads ${version}; they read ${known}`]];
    if (comesBefore(from, read.from))
      return [
        [['writes', index], `${from} does not read ${version} yet; ${read.from} is the first that does`],
      ];
    const end = writes[index + 1]?.from ?? '1.999';
    const until = read.until;
    const isGone = reads.every((one) => one.until !== undefined);
    if (until !== undefined && comesBefore(until, end) && !(isGone && end === '1.999'))
      return [
        [
          ['writes', index],
          `${until} does not read ${version} any more, and nothing else is written from then on`,
        ],
      ];
    return [];
  });
}

function readFaults({ reads }: StoredResource): Found {
  return [
    ...repeated(reads, ({ version }) => version).map(
      ({ item, index }) => [['reads', index], `${item.version} is there already`] as const,
    ),
    ...reads.flatMap(
      ({ from, until }, index): Found =>
        until === undefined || comesBefore(from, until)
          ? []
          : [[['reads', index], `until must come after ${from}`]],
    ),
  ];
}

function servedFaults(
  { group, resource, writes, reads }: StoredResource,
  apis: readonly {
    readonly group: string;
    readonly version: string;
    readonly resource: string;
    readonly removed: string;
  }[],
  oldest: string,
): Found {
  const goneFrom = (version: string) =>
    apis.find((row) => row.group === group && row.resource === resource && row.version === version)?.removed;
  return [
    ...writes.flatMap(({ from, version }, index): Found => {
      const removed = goneFrom(version);
      // The oldest release of the table stands for those before it.
      return removed === undefined || !comesBefore(oldest, from) || comesBefore(from, removed)
        ? []
        : [
            [
              ['writes', index],
              `${version} is not served from ${removed} on (apis.yaml), so ${from} does not begin to write it`,
            ],
          ];
    }),
    ...reads.flatMap(({ version, until }, index): Found => {
      const removed = goneFrom(version);
      if (until === undefined) return [];
      if (removed === undefined)
        return comesBefore(oldest, until) && writes.some((one) => one.version === version)
          ? [
              [
                ['reads', index],
                `apis.yaml has no row of ${version} ${resource}, which cannot be served without a reader from ${until} on`,
              ],
            ]
          : [];
      return comesBefore(until, removed)
        ? [[['reads', index], `${version} is served until ${removed} (apis.yaml), so ${until} can read it`]]
        : [];
    }),
  ];
}

function toldFaults({ told = {}, reads }: StoredResource, hazards: Compiled['hazards']): Found {
  return Object.entries(told).flatMap(([version, id]): Found => {
    const until = reads.find((one) => one.version === version)?.until;
    if (until === undefined)
      return [
        [['told', version], `every release from its first on reads ${version}; there is nothing to tell`],
      ];
    const hazard = hazards.find((one) => one.hazard.id === id)?.hazard;
    if (hazard === undefined) return [[['told', version], `there is no hazard ${id}`]];
    const meets = hazard.affects.versions.some(
      (event) => 'introduced' in event && event.introduced === `${until}.0`,
    );
    return meets
      ? []
      : [
          [
            ['told', version],
            `${id} is not introduced in ${until}.0, the first release that cannot read ${version}`,
          ],
        ];
  });
}
