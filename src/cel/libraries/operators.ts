import {
  BOOL,
  BYTES,
  type CelType,
  DOUBLE,
  DURATION,
  INT,
  list,
  mapOf,
  parameter,
  STRING,
  storedList,
  TIMESTAMP,
  type Type,
  UINT,
} from '../check/type.ts';
import { compare } from '../values/compare.ts';
import { fail } from '../values/failure.ts';
import { type CelValue, Duration, int64, Uint } from '../values/value.ts';
import { byName, global, type Library, type Overload } from './overload.ts';

const A = parameter('A');
const B = parameter('B');

const ARITHMETIC: readonly Overload[] = [
  global('_+_', [INT, INT], INT, (a, b) => int64(a + b)),
  global('_+_', [UINT, UINT], UINT, (a, b) => new Uint(a.value + b.value)),
  global('_+_', [DOUBLE, DOUBLE], DOUBLE, (a, b) => a + b),
  global('_+_', [STRING, STRING], STRING, (a, b) => a + b),
  global('_+_', [BYTES, BYTES], BYTES, (a, b) => Uint8Array.from([...a, ...b])),
  global('_+_', [storedList(A), storedList(A)], storedList(A), (a, b) => [...a, ...b], { shallow: true }),
  global('_+_', [DURATION, DURATION], DURATION, (a, b) => new Duration(a.nanoseconds + b.nanoseconds)),
  global('_+_', [DURATION, TIMESTAMP], TIMESTAMP, (a, b) => b.plus(a.nanoseconds)),
  global('_+_', [TIMESTAMP, DURATION], TIMESTAMP, (a, b) => a.plus(b.nanoseconds)),
  global('_-_', [INT, INT], INT, (a, b) => int64(a - b)),
  global('_-_', [UINT, UINT], UINT, (a, b) => new Uint(a.value - b.value)),
  global('_-_', [DOUBLE, DOUBLE], DOUBLE, (a, b) => a - b),
  global('_-_', [DURATION, DURATION], DURATION, (a, b) => new Duration(a.nanoseconds - b.nanoseconds)),
  global('_-_', [TIMESTAMP, DURATION], TIMESTAMP, (a, b) => a.plus(-b.nanoseconds)),
  global('_-_', [TIMESTAMP, TIMESTAMP], DURATION, (a, b) => new Duration(a.nanoseconds - b.nanoseconds)),
  global('_*_', [INT, INT], INT, (a, b) => int64(a * b)),
  global('_*_', [UINT, UINT], UINT, (a, b) => new Uint(a.value * b.value)),
  global('_*_', [DOUBLE, DOUBLE], DOUBLE, (a, b) => a * b),
  global('_/_', [INT, INT], INT, (a, b) => (b === 0n ? fail('division by zero') : int64(a / b))),
  global('_/_', [UINT, UINT], UINT, (a, b) =>
    b.value === 0n ? fail('division by zero') : new Uint(a.value / b.value),
  ),
  global('_/_', [DOUBLE, DOUBLE], DOUBLE, (a, b) => a / b),
  global('_%_', [INT, INT], INT, remainder),
  global('_%_', [UINT, UINT], UINT, (a, b) =>
    b.value === 0n ? fail('modulus by zero') : new Uint(a.value % b.value),
  ),
  global('-_', [INT], INT, (a) => int64(-a)),
  global('-_', [DOUBLE], DOUBLE, (a) => -a),
  global('!_', [BOOL], BOOL, (a) => !a),
];

/** Dividing the smallest integer by -1 overflows, and so does its remainder (cel-go `common/types/overflow.go`). */
function remainder(a: bigint, b: bigint): bigint {
  if (b === 0n) return fail('modulus by zero');
  return b === -1n ? int64(-a) * 0n : a % b;
}

const ORDERED: readonly Type<CelValue>[] = [BOOL, INT, UINT, DOUBLE, STRING, BYTES, TIMESTAMP, DURATION];

const CROSS_TYPE: readonly (readonly [Type<CelValue>, Type<CelValue>])[] = [
  [INT, UINT],
  [INT, DOUBLE],
  [UINT, INT],
  [UINT, DOUBLE],
  [DOUBLE, INT],
  [DOUBLE, UINT],
];

function relations(a: Type<CelValue>, b: Type<CelValue>): readonly Overload[] {
  return [
    global('_<_', [a, b], BOOL, (left, right) => compare(left, right) < 0),
    global('_<=_', [a, b], BOOL, (left, right) => compare(left, right) <= 0),
    global('_>_', [a, b], BOOL, (left, right) => compare(left, right) > 0),
    global('_>=_', [a, b], BOOL, (left, right) => compare(left, right) >= 0),
  ];
}

/** These take values of any type; the evaluator answers them itself, because a part that is not known may not matter. */
function untyped(name: string, parameters: readonly CelType[]): Overload {
  return global(name, parameters as readonly Type<CelValue>[], BOOL, () =>
    fail(`${name} has no answer of its own`),
  );
}

/** Arithmetic, order and equality. */
export const operators: Library = {
  name: 'operators',
  since: '1.23',
  overloads: [
    ...ARITHMETIC,
    ...ORDERED.flatMap((type) => relations(type, type)),
    untyped('_==_', [A, A]),
    untyped('_!=_', [A, A]),
    untyped('@in', [A, list(A)]),
    untyped('@in', [A, mapOf(A, B)]),
  ],
};

/** Order between numbers of different types. */
export const crossTypeOrder: Library = {
  name: 'cross-type numeric comparison',
  since: '1.28',
  overloads: CROSS_TYPE.flatMap(([a, b]) => relations(a, b)),
};

/** What the operators take at run time, by name. */
export const OPERATORS: ReadonlyMap<string, readonly Overload[]> = byName([
  ...operators.overloads,
  ...crossTypeOrder.overloads,
]);
