import { plainDecimal } from './decimal.ts';
import { fail, noSuchOverload } from './failure.ts';
import { formatDuration, formatTimestamp } from './time.ts';
import { type CelValue, Duration, Timestamp, Uint } from './value.ts';

/** A double as Go's `%g` prints it: shortest, with an exponent below 1e-4 and from 1e6 on (cel-go 0.26, `common/types/double.go`). */
export function formatDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const [mantissa, exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value === 0 || (power >= -4 && power < 6)) return plainDecimal(value);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** What `string()` makes of a value. */
export function convertToString(value: CelValue): string {
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Uint8Array) return decodeUtf8(value);
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (value instanceof Duration) return formatDuration(value);
  if (typeof value === 'number') return formatDouble(value);
  return value === null || typeof value === 'object' ? noSuchOverload() : String(value);
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return fail('invalid UTF-8 in bytes, cannot convert to string');
  }
}
