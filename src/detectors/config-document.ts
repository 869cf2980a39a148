import { readDocument } from '../components/read-document.ts';
import type { DetectorParams } from '../knowledge/shapes/detect.ts';
import { type Detector, OBJECT_EVIDENCE } from './detector.ts';
import { findConfigMap } from './find-config-map.ts';
import { expressionsOf, search } from './search.ts';
import { withoutNulls } from './without-nulls.ts';

const NAMES = ['document'];

/** Asks a condition of a YAML document that an installer keeps in a ConfigMap. */
export const configDocument: Detector<DetectorParams<'config-document'>> = {
  name: 'config-document',
  needs: () => ['objects/configmaps'],
  evidence: ({ values = {} }) => [...OBJECT_EVIDENCE, ...Object.keys(values)],
  expressions: ({ where, values }) => expressionsOf({ where, values, names: NAMES }),
  detect: (params, { facts }) => {
    const found = findConfigMap(facts, params);
    if ('outcome' in found) return found;
    const document = readDocument(found.configMap, params.key);
    if (document.state === 'unknown') return { outcome: 'unknown', because: [document.because] };
    const subjects = [{ ref: found.ref, inputs: { document: withoutNulls(document.value) } }];
    return search(subjects, { ...params, names: NAMES }, []);
  },
};
