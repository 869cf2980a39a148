import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { detect } from '../../src/detectors/detect.ts';
import { known as knownFact, partial, unknown } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { contextOf, known } from './context.ts';

const autoscaler = (name: string, target?: string, namespace = 'shop'): KubeObject => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name, namespace },
  spec: target === undefined ? {} : { scaleTargetRef: { kind: 'Deployment', name: target } },
});

const RESOURCE = 'horizontalpodautoscalers.autoscaling';
type State = 'known' | 'partial';

function look(params: object, objects: readonly KubeObject[], state: State = 'known') {
  const facts = known([]);
  const fact = state === 'known' ? knownFact(objects) : partial(objects, 'there may be more');
  return detect(
    { count: { resource: RESOURCE, ...params } },
    contextOf({ ...facts, objects: { ...facts.objects, [RESOURCE]: fact } }),
  );
}

const some = (number: number) => Array.from({ length: number }, (_, index) => autoscaler(`h${index}`, 'a'));

describe('a number against a limit', () => {
  test('above it, at it, below it', () => {
    expect(look({ moreThan: '3' }, some(4))).toEqual({
      outcome: 'hit',
      evidence: [{ values: { count: '4' } }],
      because: [],
    });
    expect(look({ moreThan: '3' }, some(3)).outcome).toBe('miss');
    expect(look({ fewerThan: '3' }, some(2))).toEqual({
      outcome: 'hit',
      evidence: [{ values: { count: '2' } }],
    });
    expect(look({ fewerThan: '3' }, some(3)).outcome).toBe('miss');
    expect(look({ fewerThan: '1' }, []).outcome).toBe('hit');
  });

  test('only what is meant is counted', () => {
    const where = "object.spec.scaleTargetRef.name == 'b'";
    expect(
      look({ where, moreThan: '1' }, [...some(5), autoscaler('x', 'b'), autoscaler('y', 'b')]),
    ).toMatchObject({ outcome: 'hit', evidence: [{ values: { count: '2' } }] });
    expect(look({ where, moreThan: '1' }, [...some(5), autoscaler('x', 'b')]).outcome).toBe('miss');
  });

  test('of a part, what is there is at least that many', () => {
    expect(look({ moreThan: '3' }, some(4), 'partial').outcome).toBe('hit');
    expect(look({ moreThan: '3' }, some(3), 'partial')).toEqual({
      outcome: 'unknown',
      because: ['there may be more'],
    });
    expect(look({ fewerThan: '3' }, some(3), 'partial').outcome).toBe('miss');
    expect(look({ fewerThan: '3' }, some(2), 'partial').outcome).toBe('unknown');
  });

  test('objects that cannot be judged may count or not', () => {
    const where = "object.spec.scaleTargetRef.name == 'a'";
    const odd = [autoscaler('odd'), autoscaler('odder')];
    expect(look({ where, moreThan: '3' }, [...some(3), ...odd])).toEqual({
      outcome: 'unknown',
      because: [
        expect.stringMatching(/^HorizontalPodAutoscaler odd could not be judged: .*, nor could 1 more$/),
      ],
    });
    expect(look({ where, moreThan: '3' }, [...some(4), ...odd]).outcome).toBe('hit');
    expect(look({ where, fewerThan: '3' }, [...some(3), ...odd]).outcome).toBe('miss');
    expect(look({ where, fewerThan: '4' }, [...some(3), ...odd]).outcome).toBe('unknown');
  });

  test('what could not be read has no number', () => {
    const facts = known([]);
    const lost = { ...facts, objects: { [RESOURCE]: unknown('forbidden') } };
    expect(detect({ count: { resource: RESOURCE, fewerThan: '1' } }, contextOf(lost)).outcome).toBe(
      'unknown',
    );
  });

  test('seeing more never turns a hit into a miss, nor a miss into a hit', () => {
    fc.assert(
      fc.property(
        fc.nat(8),
        fc.nat(8),
        fc.integer({ min: 1, max: 8 }),
        fc.boolean(),
        (seen, hidden, limit, up) => {
          const params = up ? { moreThan: String(limit) } : { fewerThan: String(limit) };
          const part = look(params, some(seen), 'partial').outcome;
          expect([part, 'unknown']).toContain(
            part === 'unknown' ? part : look(params, some(seen + hidden)).outcome,
          );
        },
      ),
    );
  });
});

describe('a number for each of several', () => {
  const per = "object.metadata.namespace + '/' + object.spec.scaleTargetRef.name";

  test('the groups that are too big, each by its objects', () => {
    const objects = [
      autoscaler('one', 'web'),
      autoscaler('two', 'web'),
      autoscaler('three', 'api'),
      autoscaler('four', 'web', 'lab'),
    ];
    const values = { group: 'shop/web', count: '2' };
    expect(look({ per, moreThan: '1' }, objects)).toMatchObject({
      outcome: 'hit',
      evidence: [
        { object: { kind: 'HorizontalPodAutoscaler', namespace: 'shop', name: 'one' }, values },
        { object: { kind: 'HorizontalPodAutoscaler', namespace: 'shop', name: 'two' }, values },
      ],
    });
    expect(look({ per, moreThan: '1' }, objects.slice(1)).outcome).toBe('miss');
  });

  test('an object without its group may belong to any', () => {
    expect(look({ per, moreThan: '1' }, [autoscaler('one', 'web'), autoscaler('odd')]).outcome).toBe(
      'unknown',
    );
  });
});
