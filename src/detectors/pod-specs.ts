import type { FactReader } from '../facts/fact-reader.ts';
import { type KubeObject, refOf } from '../facts/kube-object.ts';
import type { DetectorParams } from '../knowledge/shapes/detect.ts';
import { type Detection, type Detector, OBJECT_EVIDENCE } from './detector.ts';
import { owningWorkload } from './owning-workload.ts';
import { expressionsOf, type Subject, search } from './search.ts';
import { eachWithoutNulls } from './without-nulls.ts';

/** Resources that hold a pod's spec, and where; the broader come before what they make. */
const HOLDERS = [
  { resource: 'cronjobs.batch', path: ['spec', 'jobTemplate', 'spec', 'template'] },
  { resource: 'deployments.apps', path: ['spec', 'template'] },
  { resource: 'statefulsets.apps', path: ['spec', 'template'] },
  { resource: 'daemonsets.apps', path: ['spec', 'template'] },
  { resource: 'replicationcontrollers', path: ['spec', 'template'] },
  { resource: 'jobs.batch', path: ['spec', 'template'] },
  { resource: 'pods', path: [] },
] as const;

const NAMES = ['spec', 'metadata', 'object'];

/**
 * Finds pods by their spec, wherever it is written: in workloads that may make a pod at any time, and in pods themselves. What a
 * workload makes is told as the workload. A pod that has ended is not looked at: it mounts and runs nothing any more.
 */
export const podSpecs: Detector<DetectorParams<'pod-specs'>> = {
  name: 'pod-specs',
  needs: () => HOLDERS.map(({ resource }) => `objects/${resource}` as const),
  evidence: ({ values = {} }) => [...OBJECT_EVIDENCE, ...Object.keys(values)],
  expressions: ({ where, values }) => expressionsOf({ where, values, names: NAMES }),
  detect: ({ where, values }, { facts }) => {
    const query = { where, values, names: NAMES };
    return withoutMade(search(subjectsOf(facts), query, gapsOf(facts)), facts);
  },
};

/** Why there may be more pods than are seen. */
function gapsOf(facts: FactReader): readonly string[] {
  const all = HOLDERS.map(({ resource }) => facts.objects(resource));
  return [...new Set(all.flatMap((fact) => (fact.state === 'known' ? [] : [fact.because])))];
}

/** One at a time: of a hundred thousand, none is kept for longer than it is looked at. */
function* subjectsOf(facts: FactReader): Iterable<Subject> {
  for (const { resource, path } of HOLDERS) {
    const fact = facts.objects(resource);
    if (fact.state === 'unknown') continue;
    for (const object of eachWithoutNulls(fact.value)) {
      if (hasEnded(object)) continue;
      const template = path.reduce<unknown>(fieldOf, object);
      const spec = fieldOf(template, 'spec') ?? {};
      const metadata = fieldOf(template, 'metadata') ?? {};
      yield { ref: refOf(object), inputs: { object, spec, metadata } };
    }
  }
}

/** Leaves out pods and jobs whose workload is evidence already: one cause is mended in one place. */
function withoutMade(detection: Detection, facts: FactReader): Detection {
  if (detection.outcome !== 'hit') return detection;
  const told = new Set(detection.evidence.map(({ object }) => keyOf(object)));
  const made = new Set(
    (['jobs.batch', 'pods'] as const).flatMap((resource) => {
      const fact = facts.objects(resource);
      if (fact.state === 'unknown') return [];
      return fact.value
        .filter((object) => told.has(keyOf(owningWorkload(object, facts))))
        .map((object) => keyOf(refOf(object)));
    }),
  );
  return { ...detection, evidence: detection.evidence.filter(({ object }) => !made.has(keyOf(object))) };
}

function keyOf(ref: { kind: string; namespace?: string; name: string } | undefined): string {
  return ref === undefined ? '' : `${ref.kind}/${ref.namespace ?? ''}/${ref.name}`;
}

function hasEnded(object: KubeObject): boolean {
  if (object.kind === 'Pod') {
    const phase = fieldOf(object.status, 'phase');
    return phase === 'Succeeded' || phase === 'Failed';
  }
  if (object.kind !== 'Job') return false;
  const conditions = fieldOf(object.status, 'conditions');
  return (
    Array.isArray(conditions) &&
    conditions.some(
      (one) =>
        ['Complete', 'Failed'].includes(String(fieldOf(one, 'type'))) && fieldOf(one, 'status') === 'True',
    )
  );
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}
