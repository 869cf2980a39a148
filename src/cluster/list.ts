import type { KubeObject } from '../facts/kube-object.ts';
import { MOST_NESTED, nestsWithin } from '../nesting.ts';
import { misshapen } from './object-shapes.ts';
import { failed, type Reading, readingOf } from './read-failure.ts';
import { shareEqual } from './share-equal.ts';
import type { ApiReader } from './transport.ts';

/** Objects of a page: enough that the server need not hold too many, few enough that a page is soon there. */
const PAGE = 500;

/** How often a list that expired on the way is begun again. */
const RESTARTS = 3;

const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

/** What to list. */
export interface ListRequest {
  /** `/apis/apps/v1/deployments`. */
  readonly path: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly project: (object: KubeObject) => KubeObject;
  readonly metadataOnly?: boolean | undefined;
  readonly labelSelector?: string | undefined;
}

/** Lists all objects, page by page; of each page only what the projection keeps stays. A list that expires is begun again. */
export async function listAll(
  reader: ApiReader,
  request: ListRequest,
): Promise<Reading<readonly KubeObject[]>> {
  let reading: Reading<readonly KubeObject[]> = failed('expired', 'the list kept expiring');
  for (let start = 0; start <= RESTARTS; start++) {
    reading = await listOnce(reader, request);
    if (reading.ok || reading.failure.kind !== 'expired') return reading;
  }
  return reading;
}

async function listOnce(reader: ApiReader, request: ListRequest): Promise<Reading<readonly KubeObject[]>> {
  const objects: KubeObject[] = [];
  const share = shareEqual();
  const seen = new Set<string>();
  let token = '';
  do {
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (token !== '') query.set('continue', token);
    if (request.labelSelector !== undefined) query.set('labelSelector', request.labelSelector);
    const page = await reader.json(
      `${request.path}?${query}`,
      request.metadataOnly === true ? METADATA_ONLY : undefined,
    );
    if (!page.ok) return page;
    const read = readPage(page.value, request);
    if (!read.ok) return read;
    for (const object of read.value.objects) objects.push(share(object));
    token = read.value.next;
    // A server that hands out the same token twice would be asked forever.
    if (token !== '' && seen.has(token)) return failed('malformed', 'the list does not come to an end');
    seen.add(token);
  } while (token !== '');
  return readingOf(objects);
}

function readPage(
  page: unknown,
  { apiVersion, kind, project }: ListRequest,
): Reading<{ objects: KubeObject[]; next: string }> {
  const {
    kind: listKind,
    items,
    metadata,
  } = (page ?? {}) as { kind?: unknown; items?: unknown; metadata?: { continue?: unknown } };
  const isList = listKind === `${kind}List` || listKind === 'PartialObjectMetadataList';
  if (!isList || !Array.isArray(items ?? [])) {
    return failed('malformed', `the answer is no ${kind}List`);
  }
  const objects: KubeObject[] = [];
  for (const item of (items ?? []) as unknown[]) {
    const named = item as { metadata?: { name?: unknown } } | null;
    if (typeof named?.metadata?.name !== 'string')
      return failed('malformed', `the ${kind}List holds an object without a name`);
    // Items of a list carry neither; both are the list's own.
    const object = { ...named, apiVersion, kind } as KubeObject;
    const wrong = misshapen(object);
    if (wrong !== undefined)
      return failed('malformed', `of ${kind} ${object.metadata.name}, ${wrong}, which no API server writes`);
    objects.push(project(object));
  }
  if (!nestsWithin(objects)) {
    return failed('malformed', `the ${kind}List nests deeper than ${MOST_NESTED} levels`);
  }
  const next = metadata?.continue;
  return readingOf({ objects, next: typeof next === 'string' ? next : '' });
}
