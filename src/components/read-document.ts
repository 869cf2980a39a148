import { CORE_SCHEMA, loadAll, YAMLException } from 'js-yaml';
import { type Fact, known, mapFact, unknown } from '../facts/fact.ts';
import { type Fields, fieldsOf, isFields } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';

const read = new WeakMap<KubeObject, Map<string, Fact<readonly Fields[]>>>();

/**
 * Reads a document that a ConfigMap holds as text, once for all who ask. What is no YAML mapping is unknown: the component that reads it
 * may fail as well.
 */
export function readDocument(configMap: KubeObject, key: string): Fact<Fields> {
  return mapFact(readDocuments(configMap, key), ([first]) => first ?? {});
}

/** Every document of such a text: an installer's files bring one for each machine. */
export function readDocuments(configMap: KubeObject, key: string): Fact<readonly Fields[]> {
  const documents = read.get(configMap) ?? new Map<string, Fact<readonly Fields[]>>();
  read.set(configMap, documents);
  const known = documents.get(key) ?? parseDocuments(configMap, key);
  documents.set(key, known);
  return known;
}

function parseDocuments(configMap: KubeObject, key: string): Fact<readonly Fields[]> {
  const { namespace, name } = configMap.metadata;
  const place = `ConfigMap ${namespace ?? ''}/${name}, ${key}`;
  const text = fieldsOf(configMap.data)[key];
  if (typeof text !== 'string') return unknown(`${place} is not there`);
  try {
    const documents: unknown[] = [];
    loadAll(text, (document) => documents.push(document), { schema: CORE_SCHEMA });
    const written = documents.filter((one) => one !== null && one !== undefined);
    return isFields(written[0])
      ? known(written.filter(isFields))
      : unknown(`${place} is no YAML mapping`, MEND);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return unknown(`${place} is no YAML: ${error.reason}`, MEND);
  }
}

const MEND = 'Mend the ConfigMap, and check again.';

/** A scalar as text; anything else is no setting. Lists may hold themselves by aliases, and would unfold without end. */
export function scalarText(value: unknown): string {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}
