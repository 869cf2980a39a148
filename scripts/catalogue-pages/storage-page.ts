import { storedName } from '../../src/catalogues/storage-descriptions.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { StorageVersions, StoredResource } from '../../src/knowledge/shapes/storage-versions.ts';
import { code } from '../../src/report/markdown-text.ts';
import { type CataloguePage, section, sourceLinks } from './catalogue-page.ts';

/** In which version each release stores a resource, and from when on it cannot read one. */
export function storagePage({ storageVersions, releases }: Knowledge): CataloguePage {
  const { resources } = storageVersions;
  const first = releases[0]?.minor ?? '';
  const changing = ({ writes }: StoredResource) => writes.length > 1 || writes[0]?.from !== first;
  return {
    name: 'storage-versions',
    title: 'Versions in which objects are stored',
    rows: resources.length,
    intro: [
      `An object lies in etcd in the version that the server chose when somebody last wrote it, whatever version clients speak. It stays so over upgrades until it is written again, so what a release writes says nothing of what is there. ${code('holdshort check')} asks only where the cluster serves a version that goes, or where objects name it.`,
      `To write everything of a kind once more, on a release that reads the old version and writes a newer one: ${code('kubectl get RESOURCE -A -o json | kubectl replace -f -')}. ${code(`${first}`)} stands for it and all before. CustomResourceDefinitions name the stored versions of custom resources themselves.`,
    ],
    blocks: [
      ...releases.flatMap(({ minor }) => [
        ...section(
          `## ${minor} cannot read any more`,
          ['Resource', 'Version', 'Written', 'Told by', 'Source'],
          resources.flatMap((row) =>
            row.reads
              .filter(({ until }) => until === minor)
              .map(({ version }) => [
                code(storedName(row)),
                code(version),
                row.writes.some((one) => one.version === version)
                  ? `from ${row.writes.find((one) => one.version === version)?.from} on`
                  : `not since ${first}`,
                toldBy(row, version),
                links(row, storageVersions),
              ]),
          ),
        ),
      ]),
      ...section(
        '## Resources whose version changes',
        ['Resource', 'Written', 'Read', 'Source'],
        resources
          .filter(changing)
          .map((row) => [
            code(storedName(row)),
            row.writes.map(({ from, version }) => `${from} ${code(version)}`).join(', '),
            row.reads
              .map(({ version, from, until }) =>
                [
                  code(version),
                  from === first ? '' : `from ${from}`,
                  until === undefined ? '' : `before ${until}`,
                ]
                  .filter((part) => part !== '')
                  .join(' '),
              )
              .join(', '),
            links(row, storageVersions),
          ]),
      ),
      ...section(
        '## Resources whose version stays',
        ['Resource', 'Written', 'Source'],
        resources
          .filter((row) => !changing(row))
          .map((row) => [
            code(storedName(row)),
            code(row.writes[0]?.version ?? ''),
            links(row, storageVersions),
          ]),
      ),
    ],
  };
}

function toldBy(row: StoredResource, version: string): string {
  const hazard = row.told?.[version];
  if (hazard !== undefined) return `[${hazard}](../hazards/${hazard}.md)`;
  return row.writes.some((one) => one.version === version)
    ? code(`storage-version-unreadable/${row.group}/${version}/${row.resource}`)
    : '';
}

function links({ source, read, also }: StoredResource, { sources }: StorageVersions): string {
  const names = [source, ...(also === undefined ? [] : [also])];
  return sourceLinks(names.map((name) => ({ url: (sources[name] ?? '').replace('{read}', read) })));
}
