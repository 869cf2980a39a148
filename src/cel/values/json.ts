import { fail } from './failure.ts';
import { CelMap, type MapEntry } from './map.ts';
import { Optional, type Stored, UnknownInput } from './value.ts';

/** Plain JSON; anywhere in it may stand what `partialJson`, `wholeJson`, `unknownInput` and `jsonNumber` make. */
export type JsonInput = null | boolean | number | bigint | string | object;

class PartialJson {
  readonly value: object;
  readonly because: string | undefined;
  constructor(value: object, because: string | undefined) {
    this.value = value;
    this.because = because;
  }
}

class JsonNumber {
  readonly value: bigint | number;
  constructor(value: bigint | number) {
    this.value = value;
  }
}

/**
 * An object of which only some fields are known; the same holds of the objects inside it, because whoever does not know the object
 * does not know its parts. Lists are as long as they are given. `wholeJson` marks a part that is known completely.
 */
export function partialJson(value: object, because: string): JsonInput {
  return new PartialJson(value, because);
}

/** A part of a partial object that is known completely. */
export function wholeJson(value: object): JsonInput {
  return new PartialJson(value, undefined);
}

/** A value of which nothing is known; as a field of an object it may also be absent. */
export function unknownInput(because: string): JsonInput {
  return new UnknownInput(because);
}

/** A number as the API server reads it from JSON text: without a fraction or exponent it is an int, even beyond 2^53. */
export function jsonNumber(text: string): JsonInput {
  if (!/^-?\d+$/.test(text)) return new JsonNumber(Number(text));
  const integer = BigInt(text);
  return new JsonNumber(BigInt.asIntN(64, integer) === integer ? integer : Number(text));
}

/** Makes CEL values of JSON; objects are read only when an expression looks into them. */
export function fromJson(json: unknown, absent?: string): Stored {
  if (json === null || typeof json === 'boolean' || typeof json === 'string' || typeof json === 'bigint')
    return json;
  if (typeof json === 'number') return numberFromJson(json);
  if (json instanceof UnknownInput) return json;
  if (json instanceof JsonNumber) return json.value;
  if (json instanceof PartialJson) return fromJson(json.value, json.because);
  if (Array.isArray(json)) return json.map((item) => fromJson(item ?? null, absent));
  if (typeof json === 'object')
    return new CelMap(
      () => entriesOf(json, absent),
      absent,
      (name) => fieldOf(json, name, absent),
    );
  return fail(`a ${typeof json} is no JSON value`);
}

/**
 * The API server prints a float without a fraction as an integer, so that what is whole here was an int there. Beyond 2^53
 * JSON.parse has rounded: the true value is not known. Beyond 64 bits it can only have been a float.
 */
function numberFromJson(number: number): Stored {
  if (!Number.isInteger(number)) return number;
  if (Number.isSafeInteger(number)) return BigInt(number);
  return Math.abs(number) < 2 ** 63 ? new UnknownInput(`${number} is too large to be read exactly`) : number;
}

function* entriesOf(json: object, absent: string | undefined): Iterable<MapEntry> {
  for (const [key, value] of Object.entries(json))
    if (value !== undefined) yield { key, value: fromJson(value, absent) };
}

function fieldOf(json: object, name: string, absent: string | undefined): Stored | undefined {
  const value = Object.hasOwn(json, name) ? (json as Record<string, unknown>)[name] : undefined;
  return value === undefined ? undefined : fromJson(value, absent);
}

/** Values that were looked through and found to be known: they never change. */
const complete = new WeakSet<object>();

/** Why a part of the value is not known; undefined where all of it is. */
export function firstUnknown(value: Stored): string | undefined {
  if (value === null || typeof value !== 'object' || complete.has(value)) return undefined;
  const because = findUnknown(value);
  if (because === undefined) complete.add(value);
  return because;
}

function findUnknown(value: Stored): string | undefined {
  if (value instanceof UnknownInput) return value.because;
  if (value instanceof CelMap) {
    if (value.absent !== undefined) return value.absent;
    return firstOf(value.entries().values(), (entry) => firstUnknown(entry.value));
  }
  if (value instanceof Optional) return value.value === undefined ? undefined : firstUnknown(value.value);
  return Array.isArray(value) ? firstOf(value as readonly Stored[], firstUnknown) : undefined;
}

function firstOf<T>(items: Iterable<T>, find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
