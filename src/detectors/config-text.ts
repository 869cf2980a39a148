import type { DetectorParams } from '../knowledge/shapes/detect.ts';
import { type Detector, OBJECT_EVIDENCE } from './detector.ts';
import { findConfigMap } from './find-config-map.ts';
import { expressionsOf, search } from './search.ts';

const NAMES = ['text'];

/** Asks a condition of a text in a ConfigMap that is no YAML, such as CoreDNS's Corefile. */
export const configText: Detector<DetectorParams<'config-text'>> = {
  name: 'config-text',
  needs: () => ['objects/configmaps'],
  evidence: ({ values = {} }) => [...OBJECT_EVIDENCE, ...Object.keys(values)],
  expressions: ({ where, values }) => expressionsOf({ where, values, names: NAMES }),
  detect: (params, { facts }) => {
    const found = findConfigMap(facts, params);
    if ('outcome' in found) return found;
    return search([{ ref: found.ref, inputs: { text: found.text } }], { ...params, names: NAMES }, []);
  },
};
