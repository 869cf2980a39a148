import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { UsageError } from '../errors.ts';
import type { ClusterFacts, FactKey } from '../facts/cluster-facts.ts';
import { TOOL_VERSION } from '../tool.ts';
import { checkFacts } from './check-facts.ts';
import { writeWhole } from './write-file.ts';

const KIND = 'HoldshortSnapshot';
const SCHEMA_VERSION = 1;

/** Largest snapshot that is read, unpacked, in bytes: a cluster of a hundred thousand objects takes less than half. */
const MOST_BYTES = 512 * 1024 * 1024;

/** Writes facts to a file; compressed where its name ends in .gz. Readable by its owner only: names of a cluster are nobody else's business. */
export async function writeSnapshot(facts: ClusterFacts, file: string): Promise<void> {
  const text = `${JSON.stringify({ kind: KIND, schemaVersion: SCHEMA_VERSION, holdshort: TOOL_VERSION, facts })}\n`;
  await writeWhole(file, file.endsWith('.gz') ? gzipSync(text) : text, 0o600);
}

/**
 * Reads facts from a file that `writeSnapshot` wrote. Whatever a file may hold, what comes back has the shape of facts.
 * @throws UsageError that names the file, the reason and the next step
 */
export async function readSnapshot(file: string): Promise<ClusterFacts> {
  const text = await readText(file);
  const refuse = (reason: string, next: string) => new UsageError(`${file}: ${reason}. ${next}`);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw refuse('not JSON, or cut short', 'Take the snapshot again with holdshort snapshot.');
  }
  const { kind, schemaVersion, facts } = (document ?? {}) as {
    kind?: unknown;
    schemaVersion?: unknown;
    facts?: unknown;
  };
  if (kind !== KIND) throw refuse('no snapshot of holdshort', 'For plain Kubernetes objects use --objects.');
  if (schemaVersion !== SCHEMA_VERSION) {
    throw refuse(
      `a snapshot of version ${String(schemaVersion)}, and this holdshort reads version ${SCHEMA_VERSION}`,
      'Use a newer holdshort, or take the snapshot again.',
    );
  }
  const checked = checkFacts(facts);
  if ('problem' in checked) throw refuse(checked.problem, 'Take the snapshot again with holdshort snapshot.');
  return checked.facts;
}

/**
 * SHA-256 of what the facts say, whenever and however they came here. Object by object, so that no text of the whole is ever made.
 * @param wanted the facts that count; all where it is left out. A snapshot holds more than a check reads of the cluster itself.
 */
export function digestOf(facts: ClusterFacts, wanted?: ReadonlySet<FactKey>): string {
  const { serverVersion, discovery, requestedApis, kubelets } = facts;
  const objects = only(facts.objects, 'objects', wanted);
  const metrics = facts.metrics === undefined ? undefined : only(facts.metrics, 'metrics', wanted);
  const hash = createHash('sha256').update(JSON.stringify([serverVersion, discovery, requestedApis]));
  if (metrics !== undefined) hash.update(`\nmetrics ${JSON.stringify(sorted(metrics))}`);
  if (kubelets !== undefined) hash.update(`\nkubelets ${JSON.stringify(kubelets)}`);
  for (const [key, fact] of sorted(objects)) {
    const { value = [], ...state } = 'value' in fact ? fact : { ...fact, value: undefined };
    hash.update(`\n${JSON.stringify([key, state])}`);
    for (const object of value) hash.update(`\n${JSON.stringify(object)}`);
  }
  return hash.digest('hex');
}

function only<T>(
  byName: Readonly<Record<string, T>>,
  what: 'objects' | 'metrics',
  wanted: ReadonlySet<FactKey> | undefined,
): Readonly<Record<string, T>> {
  if (wanted === undefined) return byName;
  return Object.fromEntries(Object.entries(byName).filter(([name]) => wanted.has(`${what}/${name}`)));
}

function sorted<T>(byName: Readonly<Record<string, T>>): readonly [string, T][] {
  return Object.entries(byName).sort(([a], [b]) => (a < b ? -1 : 1));
}

async function readText(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    const { size } = await stat(file);
    if (size > MOST_BYTES)
      throw new UsageError(`${file}: larger than ${MOST_BYTES} bytes. Is it the right file?`);
    bytes = await readFile(file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `${file} could not be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}. Check the path.`,
    );
  }
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isGzip) return bytes.toString('utf8');
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES }).toString('utf8');
  } catch {
    throw new UsageError(
      `${file}: the gzip is cut short, damaged or unpacks to more than ${MOST_BYTES} bytes. Take the snapshot again.`,
    );
  }
}
