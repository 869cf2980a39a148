import { withoutEnd } from '../../without-end.ts';

/** The sign, digits and power of ten of a finite double, exactly: value = digits × 10^-scale. */
function exactDecimal(value: number): {
  readonly negative: boolean;
  readonly digits: bigint;
  readonly scale: number;
} {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  const exponent = Math.max(biased, 1) - 1075;
  const negative = bits >> 63n === 1n;
  // 2^-n is 5^n × 10^-n.
  return exponent >= 0
    ? { negative, digits: mantissa << BigInt(exponent), scale: 0 }
    : { negative, digits: mantissa * 5n ** BigInt(-exponent), scale: -exponent };
}

/** Fixed-point notation as Go's strconv prints it: exact, halves to even. */
export function formatFixed(value: number, precision: number): string {
  const { negative, digits, scale } = exactDecimal(value);
  const rounded = roundTo(digits, scale, precision)
    .toString()
    .padStart(precision + 1, '0');
  const whole = rounded.slice(0, rounded.length - precision);
  const sign = negative ? '-' : '';
  return precision === 0 ? `${sign}${whole}` : `${sign}${whole}.${rounded.slice(-precision)}`;
}

/** Scientific notation with so many digits after the point: the mantissa and the power of ten. */
export function scientific(
  value: number,
  precision: number,
): { readonly mantissa: string; readonly exponent: number } {
  const { negative, digits, scale } = exactDecimal(value);
  const sign = negative ? '-' : '';
  const zeros = precision === 0 ? '' : `.${'0'.repeat(precision)}`;
  if (digits === 0n) return { mantissa: `${sign}0${zeros}`, exponent: 0 };
  let exponent = digits.toString().length - 1 - scale;
  let rounded = roundTo(digits, scale, precision - exponent).toString();
  // 9.99 rounds to 10.0.
  if (rounded.length > precision + 1) {
    exponent += 1;
    rounded = rounded.slice(0, precision + 1);
  }
  const point = precision === 0 ? '' : `.${rounded.slice(1)}`;
  return { mantissa: `${sign}${rounded[0]}${point}`, exponent };
}

/** digits × 10^-scale as a multiple of 10^-precision, halves to even. */
function roundTo(digits: bigint, scale: number, precision: number): bigint {
  if (precision >= scale) return digits * 10n ** BigInt(precision - scale);
  const unit = 10n ** BigInt(scale - precision);
  const quotient = digits / unit;
  const twice = (digits % unit) * 2n;
  if (twice < unit) return quotient;
  return twice > unit || quotient % 2n === 1n ? quotient + 1n : quotient;
}

/** The shortest digits that make the double, without an exponent; JavaScript turns to one below 1e-6. */
export function plainDecimal(value: number): string {
  const text = String(value);
  return text.includes('e-') ? withoutEnd(value.toFixed(20), '0') : text;
}
