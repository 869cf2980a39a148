import { readFile } from 'node:fs/promises';
import type { AdmissionRequest, JsonObject, Operation } from '../admission/request.ts';
import { readYaml } from '../cluster/read-yaml.ts';
import { UsageError } from '../errors.ts';
import { isFields } from '../facts/fields.ts';
import { MOST_NESTED, nestsWithin } from '../nesting.ts';
import type { Io } from './io.ts';
import { parseExactJson } from './parse-exact-json.ts';

/** Largest file of requests, in bytes. */
const MOST_BYTES = 256 * 1024 * 1024;
const OPERATIONS: readonly Operation[] = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'];

/**
 * Reads AdmissionRequests, or AdmissionReviews with one inside: JSON, a JSON list, or YAML documents; `-` is standard input.
 * @throws UsageError that names the request and the field
 */
export async function readRequests(file: string, io: Io): Promise<readonly AdmissionRequest[]> {
  const name = file === '-' ? 'standard input' : file;
  const text = file === '-' ? await io.stdin() : await readText(file);
  const documents = parse(text, name);
  const requests = documents.flatMap((document) => itemsOf(document));
  if (requests.length === 0) {
    throw new UsageError(
      `${name}: no AdmissionRequest there. Give one, or an AdmissionReview, as JSON or YAML.`,
    );
  }
  return requests.map((value, index) =>
    readRequest(value, requests.length === 1 ? name : `${name}, request ${index + 1}`),
  );
}

/** JSON is YAML, but its own parser is faster and says better what is wrong. */
function parse(text: string, name: string): readonly unknown[] {
  if (/^\s*[[{]/.test(text)) {
    const document = parseJson(text);
    // Several JSON documents, or YAML in braces, are read below.
    if (document !== undefined) {
      if (nestsWithin(document)) return [document];
      throw new UsageError(`${name}: it nests deeper than ${MOST_NESTED} levels. Is it the right file?`);
    }
  }
  return readYaml(text, name);
}

function parseJson(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}

async function readText(file: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    if (bytes.length > MOST_BYTES)
      throw new UsageError(`${file}: larger than ${MOST_BYTES} bytes. Split it.`);
    return bytes.toString('utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `${file} could not be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}. Check the path.`,
    );
  }
}

function itemsOf(document: unknown): readonly unknown[] {
  if (document === null || document === undefined) return [];
  if (Array.isArray(document)) return document.flatMap(itemsOf);
  return isFields(document) && Array.isArray(document.items) ? document.items.flatMap(itemsOf) : [document];
}

function readRequest(value: unknown, where: string): AdmissionRequest {
  const given =
    isFields(value) && isFields(value.request) && value.kind === 'AdmissionReview' ? value.request : value;
  if (!isFields(given)) throw new UsageError(`${where}: not an object. Give an AdmissionRequest.`);
  const { operation } = given;
  const known = OPERATIONS.find((one) => one === operation);
  if (known === undefined) {
    throw new UsageError(
      `${where}: operation is ${JSON.stringify(operation) ?? 'missing'}. Give one of ${OPERATIONS.join(', ')}.`,
    );
  }
  const requestKind =
    given.requestKind === undefined ? undefined : triple(given.requestKind, 'kind', 'requestKind', where);
  const requestResource =
    given.requestResource === undefined
      ? undefined
      : triple(given.requestResource, 'resource', 'requestResource', where);
  const userInfo = given.userInfo ?? {};
  if (!isFields(userInfo))
    throw new UsageError(`${where}: userInfo is not an object. Give username and groups in it.`);
  return {
    ...texts(given, ['uid', 'name', 'namespace', 'subResource', 'requestSubResource'], where),
    kind: triple(given.kind, 'kind', 'kind', where),
    resource: triple(given.resource, 'resource', 'resource', where),
    ...(requestKind === undefined ? {} : { requestKind }),
    ...(requestResource === undefined ? {} : { requestResource }),
    operation: known,
    userInfo,
    object: body(given.object, 'object', where),
    oldObject: body(given.oldObject, 'oldObject', where),
    options: body(given.options, 'options', where),
    dryRun: given.dryRun === true,
  };
}

function triple<Last extends 'kind' | 'resource'>(
  value: unknown,
  last: Last,
  field: string,
  where: string,
): { group: string; version: string } & Record<Last, string> {
  const wrong = () => new UsageError(`${where}: ${field} must have group, version and ${last}.`);
  if (!isFields(value)) throw wrong();
  const { group = '', version } = value;
  const name = value[last];
  if (typeof group !== 'string' || typeof version !== 'string' || typeof name !== 'string' || name === '')
    throw wrong();
  return { group, version, [last]: name } as { group: string; version: string } & Record<Last, string>;
}

function texts(
  value: Record<string, unknown>,
  fields: readonly string[],
  where: string,
): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const text = value[field];
      if (text === undefined || text === null || text === '') return [];
      if (typeof text !== 'string') throw new UsageError(`${where}: ${field} is not a text.`);
      return [[field, text]];
    }),
  );
}

function body(value: unknown, field: string, where: string): JsonObject | null {
  if (value === undefined || value === null) return null;
  if (!isFields(value)) throw new UsageError(`${where}: ${field} is not an object.`);
  return value;
}
