import { changed } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { MOST_NESTED, nestsWithin } from '../nesting.ts';
import { misshapen } from './object-shapes.ts';
import { failed, type Reading, readingOf } from './read-failure.ts';
import { shareEqual } from './share-equal.ts';
import { sweep } from './sweep.ts';
import type { ApiReader } from './transport.ts';

/** Objects of a page: enough that the server need not be asked too often, few enough that a page is soon there. */
const PAGE = 250;

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
  /** Objects of a page, where they are so large that fewer must do. */
  readonly page?: number | undefined;
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
  let asked: Promise<Reading<unknown>> | undefined = askForPage(reader, request, '');
  while (asked !== undefined) {
    const page: Reading<unknown> = await asked;
    if (!page.ok) return page;
    const list = readList(page.value, request);
    if (!list.ok) return list;
    const { items, next } = list.value;
    // A server that hands out the same token twice would be asked forever.
    if (next !== '' && seen.has(next)) return failed('malformed', 'the list does not come to an end');
    seen.add(next);
    // The server makes the next page while this one is looked at.
    asked = next === '' ? undefined : askForPage(reader, request, next);
    const read = readItems(items, request);
    if (!read.ok) {
      await asked;
      return read;
    }
    for (const object of read.value) objects.push(share(object));
    if (asked !== undefined) sweep();
  }
  return readingOf(objects);
}

function askForPage(reader: ApiReader, request: ListRequest, token: string): Promise<Reading<unknown>> {
  const query = new URLSearchParams({ limit: String(request.page ?? PAGE) });
  if (token !== '') query.set('continue', token);
  if (request.labelSelector !== undefined) query.set('labelSelector', request.labelSelector);
  return reader.json(`${request.path}?${query}`, request.metadataOnly === true ? METADATA_ONLY : undefined);
}

function readList(
  page: unknown,
  { kind, metadataOnly }: ListRequest,
): Reading<{ readonly items: readonly unknown[]; readonly next: string }> {
  const {
    kind: listKind,
    items,
    metadata,
  } = (page ?? {}) as { kind?: unknown; items?: unknown; metadata?: { continue?: unknown } };
  // Metadata that nobody asked for would pass for objects that are empty.
  const isList =
    listKind === `${kind}List` || (metadataOnly === true && listKind === 'PartialObjectMetadataList');
  if (!isList || !Array.isArray(items ?? [])) {
    return failed('malformed', `the answer is no ${kind}List`);
  }
  const next = metadata?.continue;
  return readingOf({ items: (items ?? []) as unknown[], next: typeof next === 'string' ? next : '' });
}

function readItems(
  items: readonly unknown[],
  { apiVersion, kind, project }: ListRequest,
): Reading<readonly KubeObject[]> {
  const objects: KubeObject[] = [];
  for (const item of items) {
    const named = item as { metadata?: { name?: unknown } } | null;
    if (typeof named?.metadata?.name !== 'string')
      return failed('malformed', `the ${kind}List holds an object without a name`);
    // Items of a list carry neither; both are the list's own.
    const object = changed(named, { apiVersion, kind }) as KubeObject;
    const wrong = misshapen(object);
    if (wrong !== undefined)
      return failed('malformed', `of ${kind} ${object.metadata.name}, ${wrong}, which no API server writes`);
    objects.push(project(object));
  }
  if (!nestsWithin(objects)) {
    return failed('malformed', `the ${kind}List nests deeper than ${MOST_NESTED} levels`);
  }
  return readingOf(objects);
}
