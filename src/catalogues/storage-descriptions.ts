import type { Step } from '../assessment/finding.ts';
import { resourceKey } from '../facts/cluster-facts.ts';
import type { StorageVersions, StoredResource } from '../knowledge/shapes/storage-versions.ts';
import type { Minor } from '../upgrade/version.ts';
import { apiVersionOf } from './api-descriptions.ts';
import { isBefore } from './crossing.ts';
import type { Description } from './description.ts';

/** A version in which releases of the table wrote a resource, and which a release cannot read any more. */
export interface Unreadable {
  readonly row: StoredResource;
  readonly version: string;
  /** The first release that cannot read it. */
  readonly at: string;
}

/** Every such version that no hazard tells of. */
export function unreadableVersions({ resources }: StorageVersions): readonly Unreadable[] {
  return resources.flatMap((row) =>
    row.reads.flatMap(({ version, until }) =>
      until === undefined ||
      row.told?.[version] !== undefined ||
      !row.writes.some((one) => one.version === version)
        ? []
        : [{ row, version, at: until }],
    ),
  );
}

/** The version in which a release writes a resource; undefined where it does not have it. */
export function writtenBy(row: StoredResource, release: string): string | undefined {
  const isGone = row.reads.every(({ until }) => until !== undefined && !isBefore(release, until));
  return isGone ? undefined : row.writes.findLast(({ from }) => !isBefore(release, from))?.version;
}

/** Releases that read a version and write another one: what is written anew on them is safe. Empty where there are none. */
export function bridgeOf({
  row,
  version,
  at,
}: Unreadable): { readonly from: string; readonly until: string } | undefined {
  const next = row.writes[row.writes.findLastIndex((one) => one.version === version) + 1];
  return next === undefined || !isBefore(next.from, at) ? undefined : { from: next.from, until: at };
}

/** `clustercidrs.networking.k8s.io`. */
export function storedName({ group, resource }: StoredResource): string {
  return resourceKey(group, resource);
}

/** Describes what becomes of objects whose stored version a release cannot read. */
export function describeUnreadable(unreadable: Unreadable, table: StorageVersions): Description {
  const { row, version, at } = unreadable;
  const apiVersion = apiVersionOf({ group: row.group, version });
  const isGone = writtenBy(row, at) === undefined;
  const fate = isGone
    ? `${at} does not have the kind at all: what is left of it stays in etcd, where nobody can read or delete it.`
    : `One such object is enough to make every list of ${row.resource} fail, for controllers as well.`;
  return {
    id: `storage-version-unreadable/${apiVersion}/${row.resource}`,
    title: `${at} cannot read a ${row.kind} that is stored as ${apiVersion}`,
    component: 'kube-apiserver',
    category: 'api-removal',
    severity: 'disruptive',
    confidence: 'confirmed',
    // Where the objects are not collected, or may have been written anew, it takes a person.
    detectable: false,
    minor: at as Minor,
    message: `${at} has no types of ${apiVersion} ${row.kind} any more and cannot decode what etcd holds in that version. ${fate}`,
    explain: [
      'Whatever version clients speak, an object lies in etcd in the one that the server chose when somebody last wrote it, and stays so over upgrades. No API tells which that is.',
      `${writersOf(unreadable)} ${apiVersion} is not served by default: only a cluster that switched it on, by --runtime-config and mostly a feature gate, can hold such objects.`,
    ].join('\n\n'),
    remediate: remedyOf(unreadable),
    rescue: [
      {
        title: `Go back to a kube-apiserver of the release before ${at}, mend the objects there, and go on`,
        note: 'That works as long as the old one can still read all that the new one has written.',
      },
      ...(row.prefix === undefined
        ? []
        : [
            {
              title: `Or delete the keys below ${row.prefix} from etcd, after a backup of it`,
              run: `etcdctl get --prefix ${row.prefix} --keys-only`,
            },
          ]),
    ],
    sources: sourcesOf(row, table),
  };
}

/** The step that leaves no object in the version. */
export function remedyOf(unreadable: Unreadable): readonly Step[] {
  const { row, version, at } = unreadable;
  const name = storedName(row);
  const bridge = bridgeOf(unreadable);
  if (bridge !== undefined) {
    return [
      {
        title: `Write every ${row.kind} once more while the cluster runs ${bridge.from} or newer, before ${bridge.until}: that migrates its storage`,
        run: `kubectl get ${name} -A -o json | kubectl replace -f -`,
      },
    ];
  }
  return [
    {
      title: `Delete every ${row.kind} before the upgrade to ${at}: no release reads ${version} and writes another version`,
      run: `kubectl delete ${name} -A --all`,
      verify: `kubectl get ${name} -A`,
      note:
        writtenBy(row, at) === undefined
          ? 'Keep a copy where you need to know what they said.'
          : 'Keep a copy, and create them anew after the upgrade, in a version that is served then.',
    },
  ];
}

function writersOf({ row, version, at }: Unreadable): string {
  const index = row.writes.findLastIndex((one) => one.version === version);
  const from = row.writes[index]?.from ?? at;
  const next = row.writes[index + 1];
  const last = next === undefined || isBefore(at, next.from) ? at : next.from;
  return `Releases from ${from} on, before ${last}, write ${row.resource} as ${version}.`;
}

function sourcesOf({ source, read, also }: StoredResource, table: StorageVersions): Description['sources'] {
  return [source, ...(also === undefined ? [] : [also])].flatMap((name) => {
    const url = table.sources[name]?.replace('{read}', read);
    return url === undefined ? [] : [{ type: 'source', url }];
  });
}
