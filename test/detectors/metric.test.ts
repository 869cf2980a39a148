import { describe, expect, test } from '@jest/globals';
import { METRICS, readMetrics } from '../../src/cluster/metrics.ts';
import { detect, detectorsIn, needsOf } from '../../src/detectors/detect.ts';
import type { Series } from '../../src/facts/cluster-facts.ts';
import { type Fact, known, partial, unknown } from '../../src/facts/fact.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { known as clusterOf, contextOf } from './context.ts';

const REJECTED = 'apiserver_flowcontrol_rejected_requests_total';
const LINES = [
  '# HELP apiserver_flowcontrol_rejected_requests_total Number of requests',
  '# TYPE apiserver_flowcontrol_rejected_requests_total counter',
  `${REJECTED}{flow_schema="service-accounts",priority_level="workload-low",reason="queue-full"} 12`,
  `${REJECTED}{flow_schema="global-default",priority_level="global-default",reason="time-out"} 0`,
  `${REJECTED}_more{flow_schema="other"} 7`,
].join('\n');

describe('reading metrics', () => {
  const read = (text: string, name = REJECTED) => readMetrics(text, [name]).metrics[name];

  test('only what is asked for, by its whole name', () => {
    expect(read(LINES)).toEqual({
      state: 'known',
      value: [
        {
          labels: {
            flow_schema: 'service-accounts',
            priority_level: 'workload-low',
            reason: 'queue-full',
          },
          value: 12,
        },
        {
          labels: { flow_schema: 'global-default', priority_level: 'global-default', reason: 'time-out' },
          value: 0,
        },
      ],
    });
  });

  test.each<[string, string, readonly Series[]]>([
    ['no labels', 'm 3', [{ labels: {}, value: 3 }]],
    ['a time behind the value', 'm{a="b"} 3 1700000000', [{ labels: { a: 'b' }, value: 3 }]],
    ['a power of ten', 'm 1.5e+06', [{ labels: {}, value: 1_500_000 }]],
    ['escapes', String.raw`m{a="x\"y\\z\n"} 1`, [{ labels: { a: 'x"y\\z\n' }, value: 1 }]],
    ['a brace in a label', 'm{a="}"} 1', [{ labels: { a: '}' }, value: 1 }]],
    ['carriage returns', 'm 1\r\nm 2\r\n', [1, 2].map((value) => ({ labels: {}, value }))],
    ['no number', 'm NaN\nm +Inf\nm\nm x', []],
  ])('%s', (_what, text, series) => {
    expect(read(text, 'm')).toEqual(known(series));
  });

  test('labels are cut short, urls lose their credentials, and a flood is bounded', () => {
    const long = read(`m{a="${'x'.repeat(5000)}",url="https://u:hunter2@e.example"} 1`, 'm');
    expect(JSON.stringify(long)).not.toContain('hunter2');
    expect(JSON.stringify(long).length).toBeLessThan(400);
    const flood = read(Array.from({ length: 1200 }, (_, i) => `m{a="${i}"} 1`).join('\n'), 'm');
    expect(flood).toMatchObject({ state: 'partial', because: expect.stringContaining('1200 series') });
    expect(flood?.state === 'partial' && flood.value).toHaveLength(1000);
  });
});

describe('the detector', () => {
  const look = (series: Fact<readonly Series[]> | undefined, ifMissing = 'miss') =>
    detect(
      {
        metric: {
          metric: REJECTED,
          where: "value > 0 && labels.priority_level == 'workload-low'",
          values: { level: 'labels.priority_level' },
          ifMissing,
        },
      },
      contextOf(clusterOf([], series === undefined ? {} : { metrics: { [REJECTED]: series } })),
    );
  const series = (value: number, level = 'workload-low'): Series => ({
    labels: { priority_level: level },
    value,
  });

  test('tells the series, and no object', () => {
    expect(look(known([series(0), series(12)]))).toEqual({
      outcome: 'hit',
      evidence: [
        {
          values: {
            series: `${REJECTED}{priority_level="workload-low"}`,
            value: '12',
            level: 'workload-low',
          },
        },
      ],
    });
    expect(look(known([series(0), series(3, 'leader-election')])).outcome).toBe('miss');
  });

  test('a fraction is a number as well', () => {
    expect(look(known([series(0.5)])).outcome).toBe('hit');
  });

  test('no series at all is what the hazard says it is', () => {
    expect(look(known([])).outcome).toBe('miss');
    expect(look(known([]), 'unknown')).toEqual({
      outcome: 'unknown',
      because: [`kube-apiserver has no series of the metric ${REJECTED}`],
    });
  });

  test('what was not read, or not wholly, proves nothing', () => {
    expect(look(undefined)).toEqual({
      outcome: 'unknown',
      because: [`the metric ${REJECTED} was not collected`],
    });
    expect(look(unknown('forbidden')).outcome).toBe('unknown');
    expect(look(partial([series(0)], 'too many')).outcome).toBe('unknown');
    expect(look(partial([series(1)], 'too many')).outcome).toBe('hit');
  });

  test('a series without the label cannot be judged', () => {
    expect(look(known([{ labels: {}, value: 1 }])).outcome).toBe('unknown');
  });
});

test('the metrics that are kept are those that hazards look at', () => {
  const { hazards } = compileKnowledge(knowledgeTexts());
  const asked = hazards
    .filter(({ hazard }) => detectorsIn(hazard.detect).some(({ name }) => name === 'metric'))
    .flatMap(({ hazard }) => needsOf(hazard.detect))
    .flatMap((key) => (key.startsWith('metrics/') ? [key.slice('metrics/'.length)] : []));
  expect([...new Set(asked)].sort()).toEqual([...METRICS].sort());
});
