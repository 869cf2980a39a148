import { withoutEnd } from '../../without-end.ts';
import { CelStopped, fail } from '../values/failure.ts';
import { fitsInt64, Opaque } from '../values/value.ts';

/** The smallest power of ten that a quantity keeps: nano. */
const NANO = -9;
/** Powers of ten beyond this are not computed. */
const MAX_POWER = 1000;
const MAX_LENGTH = 10_000;

/**
 * An amount such as `1.5Gi`: unscaled × 10^scale. Kubernetes holds an amount in one of two ways and calls only those of the first, `short`
 * one integers, whatever their value (apimachinery `resource/quantity.go`, AsInt64).
 */
export class Quantity extends Opaque {
  readonly typeName = 'kubernetes.Quantity';
  readonly unscaled: bigint;
  readonly scale: number;
  readonly short: boolean;

  constructor(unscaled: bigint, scale: number, short: boolean) {
    super();
    this.unscaled = unscaled;
    this.scale = scale;
    this.short = short;
  }

  equals(other: Opaque): boolean {
    return other instanceof Quantity && this.compare(other) === 0n;
  }

  /** Plain decimal notation. */
  text(): string {
    const digits = (this.unscaled < 0n ? -this.unscaled : this.unscaled).toString();
    const sign = this.unscaled < 0n ? '-' : '';
    if (this.scale >= 0) return `${sign}${digits}${this.scale === 0 ? '' : `e${this.scale}`}`;
    const padded = digits.padStart(1 - this.scale, '0');
    const fraction = withoutEnd(padded.slice(this.scale), '0');
    return `${sign}${padded.slice(0, this.scale)}${fraction === '' ? '' : `.${fraction}`}`;
  }

  compare(other: Quantity): bigint {
    const scale = Math.min(this.scale, other.scale);
    const difference = atScale(this, scale) - atScale(other, scale);
    if (difference === 0n) return 0n;
    return difference < 0n ? -1n : 1n;
  }

  /** The sum stays short where 64 bits hold it (apimachinery `resource/amount.go`, int64Amount.Add). */
  add(other: Quantity): Quantity {
    if (this.short && other.short && other.unscaled === 0n) return this;
    if (this.short && other.short && this.unscaled === 0n) return other;
    const scale = Math.min(this.scale, other.scale);
    const parts = [atScale(this, scale), atScale(other, scale)] as const;
    const sum = parts[0] + parts[1];
    return new Quantity(sum, scale, this.short && other.short && [...parts, sum].every(fitsInt64));
  }

  negate(): Quantity {
    return new Quantity(-this.unscaled, this.scale, this.short);
  }

  /** The value where Kubernetes calls it an integer. */
  integer(): bigint | undefined {
    if (!this.short || this.scale < 0 || (this.scale > 18 && this.unscaled !== 0n)) return undefined;
    const value = atScale(this, 0);
    return fitsInt64(value) ? value : undefined;
  }

  approximate(): number {
    return this.scale === 0 ? Number(this.unscaled) : Number(this.unscaled) * Number(`1e${this.scale}`);
  }
}

function atScale({ unscaled, scale }: Quantity, wanted: number): bigint {
  if (scale - wanted > MAX_POWER) throw new CelStopped('it computes with a quantity of too many digits');
  return unscaled === 0n ? 0n : unscaled * 10n ** BigInt(scale - wanted);
}

const DECIMAL_SUFFIXES = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const BINARY_SUFFIXES = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const MAX_BINARY = 0x7fff_ffff_ffff_ffffn;

const TEXT = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;
const HAS_SUFFIX = /^[+-]?\d*(?:\.\d*)?[eEinumkKMGTP]+[-+]?\d*$/;
const UNKNOWN_SUFFIX = "unable to parse quantity's suffix";
const MALFORMED =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** Reads an amount as Kubernetes does (apimachinery `resource/quantity.go`, ParseQuantity). */
export function parseQuantity(text: string): Quantity {
  if (text.length > MAX_LENGTH) throw new CelStopped('it reads a quantity of too many digits');
  const match = TEXT.exec(text);
  if (match === null || text === '') return fail(HAS_SUFFIX.test(text) ? UNKNOWN_SUFFIX : MALFORMED);
  const [, sign, digits = '', fraction = '', exponent, suffix = ''] = match;
  // Without digits it is nothing of the unit, which an amount of the second way cannot be read from.
  if (digits + fraction === '' && Number(exponent ?? 0) < NANO) return fail(MALFORMED);
  const whole = digits.replace(/^0+(?=\d)/, '') || '0';
  const binary = BINARY_SUFFIXES.indexOf(suffix) + 1;
  const amount =
    binary > 0
      ? parseBinary(whole, fraction, 10 * binary)
      : parseDecimal(
          whole,
          fraction,
          exponent === undefined ? (DECIMAL_SUFFIXES.get(suffix) ?? 0) : Number(exponent),
        );
  return sign === '-' ? amount.negate() : amount;
}

function parseDecimal(whole: string, fraction: string, power: number): Quantity {
  if (Math.abs(power) > 0x7fff_ffff) return fail(MALFORMED);
  const scale = power - fraction.length;
  const isShort = whole.length + fraction.length <= 18 && scale >= NANO;
  return isShort
    ? new Quantity(BigInt(whole + fraction), scale, true)
    : long(BigInt(whole + fraction), scale);
}

function parseBinary(whole: string, fraction: string, bits: number): Quantity {
  const value = BigInt(whole + fraction) << BigInt(bits);
  const isShort = fraction === '' && 14 - whole.length - Math.trunc((bits * 3) / 10) >= 0;
  if (isShort && fitsInt64(value)) return new Quantity(value, 0, true);
  const amount = long(value, -fraction.length);
  const largest = long(MAX_BINARY, 0);
  return amount.compare(largest) > 0n ? largest : amount;
}

/** In billionths, rounded away from zero. */
function long(unscaled: bigint, scale: number): Quantity {
  if (unscaled === 0n) return new Quantity(0n, 0, false);
  if (scale >= NANO)
    return scale > MAX_POWER
      ? new Quantity(unscaled, scale, false)
      : new Quantity(unscaled * 10n ** BigInt(scale - NANO), NANO, false);
  if (NANO - scale > MAX_POWER) return new Quantity(1n, NANO, false);
  const unit = 10n ** BigInt(NANO - scale);
  return new Quantity((unscaled + unit - 1n) / unit, NANO, false);
}
