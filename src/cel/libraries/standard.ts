import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  mapOf,
  parameter,
  runtimeTypeName,
  STRING,
  storedList,
  TIMESTAMP,
  type Type,
  typeOf,
  UINT,
} from '../check/type.ts';
import { fail } from '../values/failure.ts';
import { convertToString } from '../values/text.ts';
import { floorDivide, parseDuration, parseTimestamp } from '../values/time.ts';
import { type CelValue, fitsInt64, int64, Timestamp, TypeValue, Uint } from '../values/value.ts';
import { global, type Library, member, type Overload } from './overload.ts';

const A = parameter('A');
const B = parameter('B');

const CONVERSIONS: readonly Overload[] = [
  global('dyn', [A], DYN, (value) => value, { shallow: true }),
  global('type', [A], typeOf(A), (value) => new TypeValue(runtimeTypeName(value)), { shallow: true }),
  global('int', [INT], INT, (value) => value),
  global('int', [UINT], INT, (value) => int64(value.value)),
  global('int', [DOUBLE], INT, intFromDouble),
  global('int', [STRING], INT, intFromString),
  global('int', [TIMESTAMP], INT, (value) => floorDivide(value.nanoseconds, 1_000_000_000n)),
  global('int', [DURATION], INT, (value) => value.nanoseconds),
  global('uint', [UINT], UINT, (value) => value),
  global('uint', [INT], UINT, (value) => new Uint(value)),
  global('uint', [DOUBLE], UINT, uintFromDouble),
  global('uint', [STRING], UINT, uintFromString),
  global('double', [DOUBLE], DOUBLE, (value) => value),
  global('double', [INT], DOUBLE, (value) => Number(value)),
  global('double', [UINT], DOUBLE, (value) => Number(value.value)),
  global('double', [STRING], DOUBLE, doubleFromString),
  global('bool', [BOOL], BOOL, (value) => value),
  global('bool', [STRING], BOOL, boolFromString),
  ...([STRING, BOOL, BYTES, DOUBLE, INT, UINT, TIMESTAMP, DURATION] as readonly Type<CelValue>[]).map(
    (type) => global('string', [type], STRING, convertToString),
  ),
  global('bytes', [BYTES], BYTES, (value) => value),
  global('bytes', [STRING], BYTES, (value) => new TextEncoder().encode(value)),
  global('timestamp', [TIMESTAMP], TIMESTAMP, (value) => value),
  global('timestamp', [STRING], TIMESTAMP, parseTimestamp),
  global('timestamp', [INT], TIMESTAMP, (value) => new Timestamp(value * 1_000_000_000n)),
  global('duration', [DURATION], DURATION, (value) => value),
  global('duration', [STRING], DURATION, parseDuration),
  // It is declared, and nothing converts it (cel-go 0.16 to 0.29, `common/types/int.go`, ConvertToType).
  global('duration', [INT], DURATION, () =>
    fail("type conversion error from 'int' to 'google.protobuf.Duration'"),
  ),
];

const SIZES: readonly Overload[] = [global, member].flatMap((declare) => [
  declare('size', [STRING], INT, (value) => BigInt(countCodePoints(value))),
  declare('size', [BYTES], INT, (value) => BigInt(value.length)),
  declare('size', [storedList(A)], INT, (value) => BigInt(value.length), { shallow: true }),
  declare('size', [mapOf(A, B)], INT, (value) => BigInt(value.size()), { shallow: true }),
]);

/** As cel-go counts it (`interpreter/runtimecost.go`, ContainsString). */
function containsWork(text: string, part: string): number {
  return Math.ceil(text.length / 10) * Math.ceil(part.length / 10);
}

const STRINGS: readonly Overload[] = [
  member('contains', [STRING, STRING], BOOL, (text, part) => text.includes(part), { work: containsWork }),
  member('startsWith', [STRING, STRING], BOOL, (text, prefix) => text.startsWith(prefix)),
  member('endsWith', [STRING, STRING], BOOL, (text, suffix) => text.endsWith(suffix)),
];

/** Conversions, sizes and the string tests of CEL itself. */
export const standard: Library = {
  name: 'standard',
  since: '1.23',
  overloads: [...CONVERSIONS, ...SIZES, ...STRINGS],
  types: [
    ...['bool', 'bytes', 'double', 'int', 'list', 'map', 'null_type', 'string', 'type', 'uint'],
    'google.protobuf.Timestamp',
    'google.protobuf.Duration',
  ],
};

/** How many code points a string has: what CEL calls its size. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function intFromDouble(value: number): bigint {
  // The bounds themselves are refused: they are not exact as doubles (cel-go, common/types/overflow.go).
  const fits = Math.abs(value) < 2 ** 63;
  return fits ? BigInt(Math.trunc(value)) : fail('integer overflow');
}

function intFromString(value: string): bigint {
  const integer = /^[+-]?\d{1,1000}$/.test(value) ? BigInt(value.replace(/^\+/, '')) : undefined;
  return integer !== undefined && fitsInt64(integer)
    ? integer
    : fail("type conversion error from 'string' to 'int'");
}

function uintFromDouble(value: number): Uint {
  return value >= 0 && value < 2 ** 64
    ? new Uint(BigInt(Math.trunc(value)))
    : fail('unsigned integer overflow');
}

function uintFromString(value: string): Uint {
  return /^\d{1,1000}$/.test(value)
    ? new Uint(BigInt(value))
    : fail("type conversion error from 'string' to 'uint'");
}

/** As Go's strconv.ParseFloat reads it. */
function doubleFromString(value: string): number {
  if (/^[+-]?(inf|infinity)$/i.test(value)) return value.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(value)) return Number.NaN;
  const digits = /\d_\d/.test(value) ? value.replace(/(?<=\d)_(?=\d)/g, '') : value;
  const decimal = /^[+-]?(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(digits);
  const double = decimal ? Number(digits) : Number.NaN;
  return Number.isFinite(double) ? double : fail("type conversion error from 'string' to 'double'");
}

const TRUE = new Set(['1', 't', 'true', 'TRUE', 'True', 'T']);
const FALSE = new Set(['0', 'f', 'false', 'FALSE', 'False', 'F']);

function boolFromString(value: string): boolean {
  if (TRUE.has(value)) return true;
  return FALSE.has(value) ? false : fail("type conversion error from 'string' to 'bool'");
}
