import type { Series } from '../facts/cluster-facts.ts';
import type { DetectorParams } from '../knowledge/shapes/detect.ts';
import type { Detection, Detector } from './detector.ts';
import { expressionsOf, search } from './search.ts';

const NAMES = ['value', 'labels'];

/**
 * Asks a condition of the series of a metric, as the kube-apiserver that answered counts them. It counts since it was started, and what
 * the others counted is not in it: what is found is there, what is not found may still be elsewhere.
 */
export const metric: Detector<DetectorParams<'metric'>> = {
  name: 'metric',
  needs: ({ metric }) => [`metrics/${metric}`],
  evidence: ({ values = {} }) => ['series', 'value', ...Object.keys(values)],
  expressions: ({ where, values }) =>
    expressionsOf({ where: where ?? 'true', values, names: NAMES }).filter(
      ({ field }) => where !== undefined || field[0] !== 'where',
    ),
  detect: ({ metric: name, where = 'true', values, ifMissing }, { facts }) => {
    const fact = facts.metric(name);
    if (fact.state === 'unknown') return { outcome: 'unknown', because: [fact.because] };
    if (fact.value.length === 0 && ifMissing === 'unknown') {
      return { outcome: 'unknown', because: [`kube-apiserver has no series of the metric ${name}`] };
    }
    const subjects = fact.value.map((series) => ({
      ref: { kind: 'metric', name: textOf(name, series) },
      inputs: { ...series, series: textOf(name, series) },
    }));
    const query = {
      where,
      values: { series: 'series', value: 'value', ...values },
      names: [...NAMES, 'series'],
    };
    return withoutObjects(search(subjects, query, fact.state === 'partial' ? [fact.because] : []));
  },
};

/** As Prometheus writes it: `name{label="value"}`. */
function textOf(name: string, { labels }: Series): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}

/** A series is no object that anybody could look up. */
function withoutObjects(detection: Detection): Detection {
  if (detection.outcome !== 'hit') return detection;
  return { ...detection, evidence: detection.evidence.map(({ values }) => ({ values })) };
}
