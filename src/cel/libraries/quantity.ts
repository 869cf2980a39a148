import { BOOL, DOUBLE, INT, opaque, STRING } from '../check/type.ts';
import { attempt, fail } from '../values/failure.ts';
import { fitsInt64, Opaque } from '../values/value.ts';
import { global, type Library, member } from './overload.ts';

/** The smallest part a quantity keeps: nano. */
const SCALE = 9;
const ONE = 10n ** BigInt(SCALE);
const MAX = 0x7fff_ffff_ffff_ffffn * ONE;

/** An amount such as `1.5Gi`, in billionths, which is how finely Kubernetes keeps it. */
class Quantity extends Opaque {
  readonly typeName = 'kubernetes.Quantity';
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    super();
    this.nanos = nanos;
  }

  equals(other: Opaque): boolean {
    return other instanceof Quantity && other.nanos === this.nanos;
  }

  text(): string {
    const positive = this.nanos < 0n ? -this.nanos : this.nanos;
    const fraction = (positive % ONE).toString().padStart(SCALE, '0').replace(/0+$/, '');
    return `${this.nanos < 0n ? '-' : ''}${positive / ONE}${fraction === '' ? '' : `.${fraction}`}`;
  }
}

const QUANTITY = opaque<Quantity>('kubernetes.Quantity');

/** Amounts of resources (apiserver `pkg/cel/library/quantity.go`); `sign` is declared as a function, not as a method. */
export const quantity: Library = {
  name: 'quantity',
  since: '1.28',
  overloads: [
    global('quantity', [STRING], QUANTITY, parseQuantity),
    global('isQuantity', [STRING], BOOL, (text) => attempt(() => parseQuantity(text)) !== undefined),
    global('sign', [QUANTITY], INT, ({ nanos }) => order(nanos, 0n)),
    member('isGreaterThan', [QUANTITY, QUANTITY], BOOL, (a, b) => a.nanos > b.nanos),
    member('isLessThan', [QUANTITY, QUANTITY], BOOL, (a, b) => a.nanos < b.nanos),
    member('compareTo', [QUANTITY, QUANTITY], INT, (a, b) => order(a.nanos, b.nanos)),
    member('asApproximateFloat', [QUANTITY], DOUBLE, (a) => Number(a.text())),
    member('asInteger', [QUANTITY], INT, (a) => integer(a) ?? fail('cannot convert value to integer')),
    member('isInteger', [QUANTITY], BOOL, (a) => integer(a) !== undefined),
    member('add', [QUANTITY, QUANTITY], QUANTITY, (a, b) => new Quantity(a.nanos + b.nanos)),
    member('add', [QUANTITY, INT], QUANTITY, (a, b) => new Quantity(a.nanos + b * ONE)),
    member('sub', [QUANTITY, QUANTITY], QUANTITY, (a, b) => new Quantity(a.nanos - b.nanos)),
    member('sub', [QUANTITY, INT], QUANTITY, (a, b) => new Quantity(a.nanos - b * ONE)),
  ],
  types: ['kubernetes.Quantity'],
};

function order(a: bigint, b: bigint): bigint {
  if (a === b) return 0n;
  return a < b ? -1n : 1n;
}

function integer({ nanos }: Quantity): bigint | undefined {
  return nanos % ONE === 0n && fitsInt64(nanos / ONE) ? nanos / ONE : undefined;
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

const QUANTITY_TEXT = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;
const MALFORMED =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** Reads an amount; what is finer than nano is rounded away from zero, and what is too large is capped (apimachinery `resource/quantity.go`). */
function parseQuantity(text: string): Quantity {
  const [match, sign, whole = '', fraction = '', exponent, suffix = ''] = QUANTITY_TEXT.exec(text) ?? [];
  if (match === undefined || whole + fraction === '') return fail(MALFORMED);
  const binary = BINARY_SUFFIXES.indexOf(suffix) + 1;
  const power = exponent === undefined ? (DECIMAL_SUFFIXES.get(suffix) ?? 0) : Number(exponent);
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const scaled = scale(digits, power - fraction.length + SCALE, binary);
  const capped = scaled > MAX ? MAX : scaled;
  return new Quantity(sign === '-' ? -capped : capped);
}

/** digits × 10^power × 1024^binary, without ever computing numbers that would be capped or rounded anyway. */
function scale(digits: string, power: number, binary: number): bigint {
  if (digits === '') return 0n;
  if (digits.length + power > 30 + SCALE) return MAX + 1n;
  if (digits.length + power < -30) return 1n;
  const value = BigInt(digits) << BigInt(10 * binary);
  if (power >= 0) return value * 10n ** BigInt(power);
  const unit = 10n ** BigInt(-power);
  return (value + unit - 1n) / unit;
}
