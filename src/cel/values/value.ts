import { CelUnknown, fail } from './failure.ts';
import type { CelMap } from './map.ts';

/** A value of CEL: int is bigint, double is number, everything JavaScript has no type for is a small class. */
export type CelValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint
  | Uint8Array
  | Timestamp
  | Duration
  | CelList
  | CelMap
  | Optional
  | TypeValue
  | Opaque;

/** What a list or map holds: a value, or a place whose value is not known. */
export type Stored = CelValue | UnknownInput;

export interface CelList extends ReadonlyArray<Stored> {}

/** Stands where a value is not known, with the reason. */
export class UnknownInput {
  readonly because: string;
  constructor(because: string) {
    this.because = because;
  }
}

/** The value itself; ends the evaluation of the term where it is not known. */
export function known(stored: Stored): CelValue {
  if (stored instanceof UnknownInput) throw new CelUnknown(stored.because);
  return stored;
}

const MAX_UINT = 0xffff_ffff_ffff_ffffn;

/** An unsigned integer of 64 bits. */
export class Uint {
  readonly value: bigint;
  constructor(value: bigint) {
    if (value < 0n || value > MAX_UINT) fail('unsigned integer overflow');
    this.value = value;
  }
}

const MAX_INT = 0x7fff_ffff_ffff_ffffn;
const MIN_INT = -MAX_INT - 1n;

/** The integer itself; an error where it does not fit in 64 bits. */
export function int64(value: bigint): bigint {
  return value > MAX_INT || value < MIN_INT ? fail('integer overflow') : value;
}

/** Whether 64 bits hold it. */
export function fitsInt64(value: bigint): boolean {
  return value <= MAX_INT && value >= MIN_INT;
}

const YEAR_1 = -62_135_596_800_000_000_000n;
const YEAR_9999_END = 253_402_300_799_999_999_999n;

/** A moment in nanoseconds since 1970; years 1 to 9999. */
export class Timestamp {
  readonly nanoseconds: bigint;
  /** Minutes from UTC as it was written: it prints so again, and counts for nothing else. */
  readonly offset: number;
  constructor(nanoseconds: bigint, offset = 0) {
    if (nanoseconds < YEAR_1 || nanoseconds > YEAR_9999_END) fail('timestamp overflow');
    this.nanoseconds = nanoseconds;
    this.offset = offset;
  }

  /** The moment so much later, written with the same offset. */
  plus(nanoseconds: bigint): Timestamp {
    return new Timestamp(this.nanoseconds + nanoseconds, this.offset);
  }
}

/** A span of time in nanoseconds. */
export class Duration {
  readonly nanoseconds: bigint;
  constructor(nanoseconds: bigint) {
    this.nanoseconds = int64(nanoseconds);
  }
}

/** A value or none. */
export class Optional {
  readonly value: CelValue | undefined;
  constructor(value?: CelValue) {
    this.value = value;
  }
}

export const NONE = new Optional();

/** A type as a value: `int`, `net.IP`. */
export class TypeValue {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A value of a Kubernetes library: quantity, URL, IP address, authorizer check. */
export abstract class Opaque {
  abstract readonly typeName: string;
  /** Whether the other, of the same type, is equal. */
  abstract equals(other: Opaque): boolean;
  /** How it prints; also what `string()` gives where the library declares that. */
  abstract text(): string;
}
