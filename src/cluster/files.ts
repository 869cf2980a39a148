import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UsageError } from '../errors.ts';
import { type ClusterFacts, type ResourceKey, resourceKey } from '../facts/cluster-facts.ts';
import { partial, unknown } from '../facts/fact.ts';
import { isFields } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import type { Collector } from './collector.ts';
import { COLLECTORS } from './collectors.ts';
import { misshapen } from './object-shapes.ts';
import { keepWhole } from './project.ts';
import { readYaml } from './read-yaml.ts';

const BECAUSE = 'only the given files were read';
const NEXT = 'Check the cluster itself, or a snapshot of it.';
const ENDINGS = ['.yaml', '.yml', '.json'];

/** Largest file that is read, in bytes. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Reads plain Kubernetes objects from files and folders, as from `kubectl get -o yaml` or a repository. What is found is true; what is
 * not found may be in the cluster all the same, so every fact is partial, and what objects cannot tell is unknown.
 * @throws UsageError where a file cannot be read or is no YAML
 */
export async function readFiles(paths: readonly string[]): Promise<ClusterFacts> {
  return factsOf(await readObjects(paths), paths);
}

/**
 * Reads the objects of files and folders as they are written, with nothing left out.
 * @throws UsageError where a file cannot be read or is no YAML
 */
export async function readObjects(paths: readonly string[]): Promise<readonly KubeObject[]> {
  const files = (await Promise.all(paths.map(findFiles))).flat();
  if (files.length === 0) {
    throw new UsageError(
      `${paths.join(', ')}: no ${ENDINGS.join(', ')} file there. Name a file or a folder that has some.`,
    );
  }
  const objects: KubeObject[] = [];
  for (const file of files) {
    const found = readYaml(await readText(file), file).flatMap((document) => objectsOf(document));
    for (const object of found) {
      refuseMisshapen(object, file);
      objects.push(object);
    }
  }
  return objects;
}

/** kubectl could not apply such an object either. */
function refuseMisshapen(object: KubeObject, file: string): void {
  const wrong = misshapen(object);
  if (wrong === undefined) return;
  throw new UsageError(
    `${file}: of ${object.kind} ${object.metadata.name}, ${wrong}. Mend the object, or leave it out.`,
  );
}

/** Facts from objects that were read somewhere else; used for `--assume` and in tests too. */
export function factsOf(objects: readonly KubeObject[], paths: readonly string[]): ClusterFacts {
  const kept = new Map<ResourceKey, KubeObject[]>(
    COLLECTORS.map((collector) => [resourceKey(collector.group, collector.resource), []]),
  );
  const plurals = declaredPlurals(objects);
  for (const object of objects) {
    const [key, projected] = place(object, plurals);
    if (projected === undefined) continue;
    const list = kept.get(key);
    if (list === undefined) kept.set(key, [projected]);
    else list.push(projected);
  }
  return {
    origin: { kind: 'files', id: paths.map((path) => basename(path)).join(', ') },
    serverVersion: unknown('files do not tell the server version', 'Give it with --from.'),
    discovery: unknown(`what the cluster serves is not known: ${BECAUSE}`, NEXT),
    requestedApis: unknown(`which deprecated APIs clients ask for is not known: ${BECAUSE}`, NEXT),
    objects: Object.fromEntries([...kept].map(([key, list]) => [key, partial(list, BECAUSE)])),
  };
}

async function findFiles(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const names = await readdir(path, { recursive: true });
    return names
      .filter((name) => ENDINGS.some((ending) => name.endsWith(ending)))
      .sort()
      .map((name) => join(path, name));
  } catch (error) {
    throw new UsageError(
      `${path} could not be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}. Check the path.`,
    );
  }
}

async function readText(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > MOST_BYTES) throw new UsageError(`${file}: larger than ${MOST_BYTES} bytes. Split it.`);
  return await readFile(file, 'utf8');
}

/** A document is an object, or a list of some; anything else in a repository (Helm values, kustomizations) is passed over. */
function objectsOf(document: unknown): readonly KubeObject[] {
  if (!isFields(document)) return [];
  const { apiVersion, kind, metadata, items } = document;
  if (typeof kind !== 'string' || typeof apiVersion !== 'string') return [];
  if (kind.endsWith('List') && Array.isArray(items)) {
    const itemKind = kind.slice(0, -'List'.length);
    return items.flatMap((item) =>
      objectsOf(isFields(item) ? { apiVersion, kind: itemKind, ...item } : item),
    );
  }
  if (!isFields(metadata) || typeof metadata.name !== 'string') return [];
  return [{ ...document, apiVersion, kind, metadata: cleanMetadata(metadata, metadata.name) }];
}

/** Hand-written YAML may say `labels:` and nothing after it, or give a number as a label. */
function cleanMetadata(metadata: Record<string, unknown>, name: string): KubeObject['metadata'] {
  const { labels, annotations, namespace, ...rest } = metadata;
  const texts = (map: unknown) =>
    isFields(map)
      ? Object.fromEntries(Object.entries(map).map(([key, value]) => [key, String(value)]))
      : undefined;
  const cleanLabels = texts(labels);
  const cleanAnnotations = texts(annotations);
  return {
    ...rest,
    name,
    ...(typeof namespace === 'string' ? { namespace } : {}),
    ...(cleanLabels === undefined ? {} : { labels: cleanLabels }),
    ...(cleanAnnotations === undefined ? {} : { annotations: cleanAnnotations }),
  };
}

function place(
  object: KubeObject,
  plurals: ReadonlyMap<string, string>,
): [ResourceKey, KubeObject | undefined] {
  const group = object.apiVersion.includes('/')
    ? object.apiVersion.slice(0, object.apiVersion.indexOf('/'))
    : '';
  if (group === '' && object.kind === 'Secret') return ['secrets', undefined];
  const collector = COLLECTORS.find((one) => one.group === group && one.kind === object.kind);
  if (collector !== undefined)
    return [resourceKey(group, collector.resource), projectWith(collector, object)];
  const plural = plurals.get(`${group}/${object.kind}`) ?? guessPlural(object.kind);
  return [resourceKey(group, plural), keepWhole(object)];
}

function projectWith(collector: Collector, object: KubeObject): KubeObject | undefined {
  if (!('objects' in collector))
    return collector.project(collector.namespaced ? withNamespace(object) : object);
  const { name, namespace = 'default' } = object.metadata;
  return collector.objects.find((one) => one.name === name && one.namespace === namespace)?.project(object);
}

/** kubectl applies what names no namespace to `default`. */
function withNamespace(object: KubeObject): KubeObject {
  return object.metadata.namespace === undefined
    ? { ...object, metadata: { ...object.metadata, namespace: 'default' } }
    : object;
}

function declaredPlurals(objects: readonly KubeObject[]): ReadonlyMap<string, string> {
  return new Map(
    objects
      .filter(({ kind }) => kind === 'CustomResourceDefinition')
      .map(({ spec }) => {
        const { group, names } = (spec ?? {}) as {
          group?: string;
          names?: { kind?: string; plural?: string };
        };
        return [`${group}/${names?.kind}`, String(names?.plural)];
      }),
  );
}

/** As kubectl guesses (apimachinery `pkg/api/meta/restmapper.go`, UnsafeGuessKindToResource). */
function guessPlural(kind: string): string {
  const singular = kind.toLowerCase();
  if (singular.endsWith('s')) return `${singular}es`;
  return singular.endsWith('y') ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}
