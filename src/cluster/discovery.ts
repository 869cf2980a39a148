import { groupBy } from '../collections.ts';
import type { ServedResource, ServedSubresource } from '../facts/cluster-facts.ts';
import { failed, type Reading, readingOf } from './read-failure.ts';
import { misfit, type Shape } from './shape.ts';
import type { ApiReader } from './transport.ts';

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

interface Kind {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
}

interface AggregatedGroup {
  readonly metadata?: { readonly name?: string };
  readonly versions?: readonly {
    readonly version?: string;
    readonly freshness?: string;
    readonly resources?: readonly {
      readonly resource?: string;
      readonly scope?: string;
      readonly responseKind?: Kind;
      readonly subresources?: readonly { readonly subresource?: string; readonly responseKind?: Kind }[];
    }[];
  }[];
}

/** What the server serves, and the groups whose own servers did not answer it. */
export interface Discovered {
  readonly resources: readonly ServedResource[];
  readonly stale: readonly string[];
}

/** Reads what the cluster serves: the aggregated form, or, from servers older than 1.26, group by group. */
export async function discover(reader: ApiReader): Promise<Reading<Discovered>> {
  const core = await reader.json('/api', AGGREGATED);
  if (!core.ok) return core;
  const groups = await reader.json('/apis', AGGREGATED);
  if (!groups.ok) return groups;
  if (isAggregated(core.value) && isAggregated(groups.value)) {
    const wrong = misfit(core.value, AGGREGATED_SHAPE) ?? misfit(groups.value, AGGREGATED_SHAPE);
    if (wrong !== undefined) return failed('malformed', `of the discovery document, ${wrong}`);
    const served = fromAggregated([...itemsOf(core.value), ...itemsOf(groups.value)]);
    // What a document does not name would count as not served, and nothing of it would be looked at.
    const isWhole = served.resources.every(({ version, resource }) => version !== '' && resource !== '');
    if (!isWhole || served.resources.length === 0)
      return failed('malformed', 'the discovery document does not name what it lists');
    return readingOf(served);
  }
  return await groupByGroup(reader, core.value, groups.value);
}

const kind: Shape = { group: 'text', version: 'text', kind: 'text' };
/** k8s.io/api `apidiscovery/v2` and the older meta/v1 documents (Kubernetes 1.36), as far as they are read. */
const AGGREGATED_SHAPE: Shape = {
  items: [
    {
      metadata: { name: 'text' },
      versions: [
        {
          version: 'text',
          freshness: 'text',
          resources: [
            {
              resource: 'text',
              scope: 'text',
              responseKind: kind,
              subresources: [{ subresource: 'text', responseKind: kind }],
            },
          ],
        },
      ],
    },
  ],
};
const RESOURCE_LIST_SHAPE: Shape = { resources: [{ name: 'text', namespaced: 'truth', ...kind }] };
const GROUPS_SHAPE: Shape = {
  groups: [{ name: 'text', versions: [{ version: 'text' }] }],
  versions: ['text'],
};

function isAggregated(document: unknown): boolean {
  return (document as { kind?: unknown } | null)?.kind === 'APIGroupDiscoveryList';
}

function itemsOf(document: unknown): readonly AggregatedGroup[] {
  const { items } = document as { items?: unknown };
  return Array.isArray(items) ? items : [];
}

function fromAggregated(items: readonly AggregatedGroup[]): Discovered {
  const resources: ServedResource[] = [];
  const stale: string[] = [];
  for (const { metadata, versions } of items) {
    const group = metadata?.name ?? '';
    for (const { version = '', freshness, resources: listed } of versions ?? []) {
      if (freshness === 'Stale') stale.push(`${group}/${version}`);
      for (const { resource = '', scope, responseKind, subresources } of listed ?? []) {
        const kind = responseKind?.kind ?? '';
        resources.push({
          group,
          version,
          resource,
          kind,
          namespaced: scope === 'Namespaced',
          subresources: (subresources ?? []).map((sub) =>
            subresourceOf(sub.subresource ?? '', sub.responseKind, { group, version, kind }),
          ),
        });
      }
    }
  }
  return { resources, stale };
}

function subresourceOf(
  name: string,
  kind: Kind | undefined,
  parent: { group: string; version: string; kind: string },
): ServedSubresource {
  return {
    name,
    // An empty group and version mean the parent's own.
    group: kind?.version ? (kind.group ?? '') : parent.group,
    version: kind?.version || parent.version,
    kind: kind?.kind || parent.kind,
  };
}

async function groupByGroup(reader: ApiReader, core: unknown, groups: unknown): Promise<Reading<Discovered>> {
  const versions = (core as { versions?: unknown } | null)?.versions;
  const listed = (groups as { groups?: unknown } | null)?.groups;
  const isDocument = [core, groups].every((document) => misfit(document, GROUPS_SHAPE) === undefined);
  if (!Array.isArray(versions) || !Array.isArray(listed) || !isDocument)
    return failed('malformed', 'the answer is no discovery document');
  const places = [
    ...versions.map((version) => ({ group: '', version: String(version), path: `/api/${version}` })),
    ...listed.flatMap((group: { name?: string; versions?: { version?: string }[] }) =>
      (group.versions ?? []).map(({ version = '' }) => ({
        group: group.name ?? '',
        version,
        path: `/apis/${group.name}/${version}`,
      })),
    ),
  ];
  const resources: ServedResource[] = [];
  const stale: string[] = [];
  for (const { group, version, path } of places) {
    const list = await reader.json(path);
    if (list.ok && misfit(list.value, RESOURCE_LIST_SHAPE) === undefined)
      for (const one of fromResourceList(group, version, list.value)) resources.push(one);
    // A group whose own server is down must not hide the others; that it is unknown is said.
    else stale.push(`${group}/${version}`);
  }
  return readingOf({ resources, stale });
}

interface LegacyResource extends Kind {
  readonly name?: string;
  readonly namespaced?: boolean;
}

function fromResourceList(group: string, version: string, document: unknown): readonly ServedResource[] {
  const listed = (document as { resources?: unknown } | null)?.resources;
  const all: readonly LegacyResource[] = Array.isArray(listed) ? listed : [];
  const below = groupBy(
    all.filter(({ name }) => name?.includes('/') === true),
    ({ name = '' }) => name.slice(0, name.indexOf('/')),
  );
  return all
    .filter(({ name = '' }) => name !== '' && !name.includes('/'))
    .map(({ name = '', kind = '', namespaced = false }) => ({
      group,
      version,
      resource: name,
      kind,
      namespaced,
      subresources: (below.get(name) ?? []).map((sub) =>
        subresourceOf((sub.name ?? '').slice(name.length + 1), sub, { group, version, kind }),
      ),
    }));
}
