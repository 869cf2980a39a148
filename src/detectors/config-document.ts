import { CORE_SCHEMA, loadAll, YAMLException } from 'js-yaml';
import type { DetectorParams } from '../knowledge/shapes/detect.ts';
import { readConfigMapKey } from './config-map-key.ts';
import { type Detector, OBJECT_EVIDENCE } from './detector.ts';
import { search } from './search.ts';

/** Asks a condition of a YAML document that an installer keeps in a ConfigMap. */
export const configDocument: Detector<DetectorParams<'config-document'>> = {
  name: 'config-document',
  needs: () => ['objects/configmaps'],
  evidence: ({ values = {} }) => [...OBJECT_EVIDENCE, ...Object.keys(values)],
  detect: (params, { facts }) => {
    const found = readConfigMapKey(facts, params);
    if ('outcome' in found) return found;
    const documents = parse(found.text);
    if ('problem' in documents) {
      const where = `${params.key} in ConfigMap ${params.namespace}/${params.name}`;
      return { outcome: 'unknown', because: [`${where} is no YAML: ${documents.problem}`] };
    }
    const subjects = documents.map((document) => ({ ref: found.ref, inputs: { document } }));
    return search(subjects, { ...params, names: ['document'] }, []);
  },
};

/** A key may hold several documents; an empty one says nothing. */
function parse(text: string): readonly Record<string, unknown>[] | { readonly problem: string } {
  try {
    const documents = loadAll(text, undefined, { schema: CORE_SCHEMA });
    const mappings = documents.filter(
      (one): one is Record<string, unknown> => typeof one === 'object' && one !== null && !Array.isArray(one),
    );
    return mappings.length === 0 ? { problem: 'it holds no mapping' } : mappings;
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { problem: error.reason };
  }
}
