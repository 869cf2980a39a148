import { refOf } from '../facts/kube-object.ts';
import type { DetectorParams } from '../knowledge/shapes/detect.ts';
import { type Detector, OBJECT_EVIDENCE } from './detector.ts';
import { expressionsOf, search } from './search.ts';
import { withoutNulls } from './without-nulls.ts';

const NAMES = ['object'];

/** Finds the objects of one resource for which a condition holds. */
export const objects: Detector<DetectorParams<'objects'>> = {
  name: 'objects',
  needs: ({ resource }) => [`objects/${resource}`],
  evidence: ({ values = {} }) => [...OBJECT_EVIDENCE, ...Object.keys(values)],
  expressions: ({ where, values }) => expressionsOf({ where, values, names: NAMES }),
  detect: ({ resource, where, values }, { facts }) => {
    const fact = facts.objects(resource);
    if (fact.state === 'unknown') return { outcome: 'unknown', because: [fact.because] };
    const subjects = fact.value.map((object) => ({
      ref: refOf(object),
      inputs: { object: withoutNulls(object) },
    }));
    return search(subjects, { where, values, names: NAMES }, fact.state === 'partial' ? [fact.because] : []);
  },
};
