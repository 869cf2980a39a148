import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { factsOf } from '../../src/cluster/files.ts';
import { detect } from '../../src/detectors/detect.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { Detect } from '../../src/knowledge/shapes/detect.ts';
import { contextOf, known } from './context.ts';

/** The three values, each by a real detector: a node that is there, one that is not looked for, a resource nobody collects. */
const HIT: Detect = { objects: { resource: 'nodes', where: 'true' } };
const MISS: Detect = { objects: { resource: 'nodes', where: 'false' } };
const UNKNOWN: Detect = { objects: { resource: 'gadgets.example.com', where: 'true' } };
const VALUES = { hit: HIT, miss: MISS, unknown: UNKNOWN } as const;
type Value = keyof typeof VALUES;

const cluster = known([{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'w-1' } }]);
const outcome = (detection: Detect) => detect(detection, contextOf(cluster)).outcome;

/** As numbers, Kleene's and is the least and his or the greatest. */
const ORDER: readonly Value[] = ['miss', 'unknown', 'hit'];
const rank = (value: Value) => ORDER.indexOf(value);
const least = (values: readonly Value[]) => ORDER[Math.min(...values.map(rank))] as Value;
const greatest = (values: readonly Value[]) => ORDER[Math.max(...values.map(rank))] as Value;

describe('three values', () => {
  const names = Object.keys(VALUES) as Value[];
  const pairs = names.flatMap((a) => names.map((b) => [a, b] as const));

  test.each(names)('%s is what its detector says', (name) => {
    expect(outcome(VALUES[name])).toBe(name);
  });

  test.each(pairs)('%s with %s', (a, b) => {
    expect(outcome({ all: [VALUES[a], VALUES[b]] })).toBe(least([a, b]));
    expect(outcome({ any: [VALUES[a], VALUES[b]] })).toBe(greatest([a, b]));
  });

  test('not', () => {
    expect(names.map((name) => outcome({ not: VALUES[name] }))).toEqual(['miss', 'hit', 'unknown']);
  });

  test('however deep', () => {
    interface Tree {
      readonly detection: Detect;
      readonly value: Value;
    }
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => {
      const several = fc.array(tie('tree'), { minLength: 2, maxLength: 3 });
      return {
        tree: fc.oneof(
          { maxDepth: 4 },
          fc.constantFrom(...names).map((value) => ({ detection: VALUES[value], value })),
          several.map((of) => ({
            detection: { all: of.map(({ detection }) => detection) },
            value: least(of.map(({ value }) => value)),
          })),
          several.map((of) => ({
            detection: { any: of.map(({ detection }) => detection) },
            value: greatest(of.map(({ value }) => value)),
          })),
          tie('tree').map(({ detection, value }) => ({
            detection: { not: detection },
            value: ORDER[2 - rank(value)] as Value,
          })),
        ),
      };
    });
    fc.assert(
      fc.property(tree, ({ detection, value }) => {
        expect(outcome(detection)).toBe(value);
      }),
    );
  });
});

test('a hit still says what could not be seen', () => {
  expect(detect({ any: [HIT, UNKNOWN] }, contextOf(cluster))).toEqual({
    outcome: 'hit',
    evidence: [{ object: { kind: 'Node', name: 'w-1' }, values: {} }],
    because: ['gadgets.example.com were not collected'],
  });
});

test('a detector that nobody knows is unknown, and says its name', () => {
  expect(detect({ 'crystal-ball': {} }, contextOf(cluster))).toEqual({
    outcome: 'unknown',
    because: ['this holdshort knows no detector crystal-ball; a newer one may'],
  });
});

test('a detection that names none or several is unknown', () => {
  expect([outcome({}), outcome({ ...HIT, not: MISS })]).toEqual(['unknown', 'unknown']);
});

test('a question is open unless it surely does not matter', () => {
  const ask = (relevant?: Detect) => outcome({ ask: { question: 'Is it?', how: 'Look.', relevant } });
  expect([ask(), ask(HIT), ask(UNKNOWN), ask(MISS)]).toEqual(['unknown', 'unknown', 'unknown', 'miss']);
});

describe('files are never the whole cluster', () => {
  const facts = factsOf([{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'w-1' } }], ['nodes.yaml']);

  test('what is found is found, what is not found is unknown', () => {
    expect(detect(HIT, contextOf(facts)).outcome).toBe('hit');
    expect(detect(MISS, contextOf(facts))).toEqual({
      outcome: 'unknown',
      because: ['only the given files were read'],
    });
  });

  test('reading them is noted', () => {
    const reader = readFacts(facts);
    detect(HIT, { ...contextOf(facts), facts: reader });
    expect([...reader.read]).toEqual(['objects/nodes']);
  });
});
