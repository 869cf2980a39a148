import { CelUnknown } from './failure.ts';
import { CelMap } from './map.ts';
import {
  type CelValue,
  Duration,
  Opaque,
  Optional,
  type Stored,
  Timestamp,
  TypeValue,
  Uint,
  UnknownInput,
} from './value.ts';

/** Whether two values are equal; never an error across types, unknown only where what is known does not decide. */
export function equal(a: CelValue, b: CelValue): boolean {
  const answer = compareStored(a, b);
  if (typeof answer === 'boolean') return answer;
  throw new CelUnknown(answer.because);
}

/** Whether a list holds an equal value. */
export function contains(list: Iterable<Stored>, value: CelValue): boolean {
  let unknown: UnknownInput | undefined;
  for (const item of list) {
    const answer = compareStored(item, value);
    if (answer === true) return true;
    if (answer !== false) unknown ??= answer;
  }
  if (unknown !== undefined) throw new CelUnknown(unknown.because);
  return false;
}

type Answer = boolean | UnknownInput;

function compareStored(a: Stored, b: Stored): Answer {
  if (a instanceof UnknownInput) return a;
  if (b instanceof UnknownInput) return b;
  if (isNumber(a) && isNumber(b)) return sameNumber(plainNumber(a), plainNumber(b));
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (isList(a)) return isList(b) ? compareLists(a, b) : false;
  if (a instanceof CelMap) return b instanceof CelMap ? compareMaps(a, b) : false;
  if (a instanceof Optional) return b instanceof Optional ? compareOptionals(a, b) : false;
  return compareScalars(a, b);
}

function compareScalars(a: CelValue, b: CelValue): boolean {
  if (a instanceof Uint8Array)
    return b instanceof Uint8Array && a.length === b.length && a.every((byte, index) => byte === b[index]);
  if (a instanceof Timestamp) return b instanceof Timestamp && a.nanoseconds === b.nanoseconds;
  if (a instanceof Duration) return b instanceof Duration && a.nanoseconds === b.nanoseconds;
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  // What was lost inside an optional is an error, not merely something else.
  if (b instanceof Opaque && b.typeName === 'error') return b.equals(b);
  if (a instanceof Opaque && a.typeName === 'error') return a.equals(a);
  return a instanceof Opaque && b instanceof Opaque && a.typeName === b.typeName && a.equals(b);
}

function compareLists(a: readonly Stored[], b: readonly Stored[]): Answer {
  if (a.length !== b.length) return false;
  return every(
    a.map((_, index) => index),
    (index) => compareStored(a[index] as Stored, b[index] as Stored),
  );
}

/** What one has and the other surely lacks makes them different, however much of either is not known. */
function compareMaps(a: CelMap, b: CelMap): Answer {
  const unknown = a.incomplete() ?? b.incomplete();
  if (unknown === undefined && a.entries().size !== b.entries().size) return false;
  const sides = every(
    [[a, b] as const, [b, a] as const].slice(0, unknown === undefined ? 1 : 2),
    ([one, other]) =>
      every(one.certain(), (entry) => {
        const found = other.find(entry.key);
        return found === undefined ? false : compareStored(entry.value, found);
      }),
  );
  return sides === true && unknown !== undefined ? new UnknownInput(unknown) : sides;
}

function compareOptionals(a: Optional, b: Optional): Answer {
  if (a.value === undefined || b.value === undefined) return a.value === b.value;
  return compareStored(a.value, b.value);
}

function every<T>(items: readonly T[], test: (item: T) => Answer): Answer {
  let unknown: UnknownInput | undefined;
  for (const item of items) {
    const answer = test(item);
    if (answer === false) return false;
    if (answer !== true) unknown ??= answer;
  }
  return unknown ?? true;
}

function isList(value: CelValue): value is readonly Stored[] & CelValue {
  return Array.isArray(value);
}

/** Where only one is a double, both are compared as doubles; NaN equals nothing (cel-go `common/types/compare.go`). */
function sameNumber(a: bigint | number, b: bigint | number): boolean {
  return typeof a === typeof b ? a === b : Number(a) === Number(b);
}

/** Whether it is an int, uint or double. */
export function isNumber(value: CelValue): value is bigint | number | Uint {
  return typeof value === 'bigint' || typeof value === 'number' || value instanceof Uint;
}

/** A number as JavaScript compares it exactly across types. */
export function plainNumber(value: bigint | number | Uint): bigint | number {
  return value instanceof Uint ? value.value : value;
}
