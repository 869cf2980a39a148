import { type KubeObject, refOf } from '../facts/kube-object.ts';
import type { DetectorParams } from '../knowledge/shapes/detect.ts';
import { type Detector, OBJECT_EVIDENCE } from './detector.ts';
import { expressionsOf, type Subject, search } from './search.ts';
import { eachWithoutNulls } from './without-nulls.ts';

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
    const gaps = fact.state === 'partial' ? [fact.because] : [];
    return search(subjectsOf(fact.value), { where, values, names: NAMES }, gaps);
  },
};

/** One at a time: of a hundred thousand, none is kept for longer than it is looked at. */
function* subjectsOf(objects: readonly KubeObject[]): Iterable<Subject> {
  for (const object of eachWithoutNulls(objects)) yield { ref: refOf(object), inputs: { object } };
}
