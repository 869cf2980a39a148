import { isNumber, plainNumber } from './equal.ts';
import { fail, noSuchOverload } from './failure.ts';
import { type CelValue, Duration, Timestamp } from './value.ts';

/** Negative, zero or positive. */
export function compare(a: CelValue, b: CelValue): number {
  if (isNumber(a) && isNumber(b)) return compareNumbers(plainNumber(a), plainNumber(b));
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Timestamp && b instanceof Timestamp) return order(a.nanoseconds, b.nanoseconds);
  if (a instanceof Duration && b instanceof Duration) return order(a.nanoseconds, b.nanoseconds);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  return noSuchOverload();
}

/** Whether values of this kind have an order. */
export function isComparable(value: CelValue): boolean {
  if (value === null) return false;
  if (typeof value !== 'object') return true;
  return (
    isNumber(value) || value instanceof Timestamp || value instanceof Duration || value instanceof Uint8Array
  );
}

function order(a: bigint | number, b: bigint | number): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

/** Where only one is a double, both are compared as doubles (cel-go `common/types/compare.go`). */
export function compareNumbers(a: bigint | number, b: bigint | number): number {
  if (typeof a === 'bigint' && typeof b === 'bigint') return order(a, b);
  const [left, right] = [Number(a), Number(b)];
  if (Number.isNaN(left) || Number.isNaN(right)) fail('NaN values cannot be ordered');
  return order(left, right);
}

/** By code points, as Go compares UTF-8; UTF-16 units would put surrogates before U+E000. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  if (at === length) return a.length - b.length;
  const left = a.charCodeAt(at);
  const right = b.charCodeAt(at);
  const surrogates = Number(isSurrogate(left)) - Number(isSurrogate(right));
  return surrogates === 0 ? left - right : surrogates;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
