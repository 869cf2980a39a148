import { withoutEnd } from '../../without-end.ts';
import { plainDecimal } from './decimal.ts';
import { CelStopped, fail } from './failure.ts';
import { Duration, Timestamp } from './value.ts';

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;
const SECOND = 1_000_000_000n;

/** Reads a moment as Go's RFC 3339 does. */
export function parseTimestamp(text: string): Timestamp {
  const match = RFC3339.exec(text);
  if (match === null) return fail(`cannot parse "${text}" as a timestamp`);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const valid =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  const [sign, offsetHours, offsetMinutes] = [match[8], Number(match[9] ?? 0), Number(match[10] ?? 0)];
  if (!valid || offsetHours > 24 || offsetMinutes > 59)
    return fail(`"${text}" is no date and time that exists`);
  const offset = (sign === '-' ? -1 : 1) * (offsetHours * 60 + offsetMinutes);
  const fraction = BigInt((match[7] ?? '').slice(0, 9).padEnd(9, '0'));
  return new Timestamp((BigInt(date.getTime()) - BigInt(offset) * 60_000n) * 1_000_000n + fraction, offset);
}

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', SECOND],
  ['m', 60n * SECOND],
  ['h', 3600n * SECOND],
]);

const NO_DURATION = "type conversion error from 'string' to 'google.protobuf.Duration'";

/** Reads a span as Go's time.ParseDuration does: `1h30m`, `-1.5s`, `0`. */
export function parseDuration(text: string): Duration {
  const [, sign, amount = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (amount === '0') return new Duration(0n);
  const part = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/y;
  let total = 0n;
  while (part.lastIndex < amount.length || amount === '') {
    const [, whole = '', fraction = '', unit = ''] = part.exec(amount) ?? [];
    const scale = UNITS.get(unit);
    if (scale === undefined || whole + fraction === '') return fail(NO_DURATION);
    total += BigInt(whole === '' ? 0 : whole) * scale;
    // More digits than nanoseconds need change nothing.
    const digits = fraction.slice(0, 24);
    if (digits !== '') total += (BigInt(digits) * scale) / 10n ** BigInt(digits.length);
  }
  return new Duration(sign === '-' ? -total : total);
}

/** `2024-05-06T07:08:09.5Z`, or with the offset it was read with. */
export function formatTimestamp({ nanoseconds, offset }: Timestamp): string {
  const seconds = floorDivide(nanoseconds, SECOND);
  const local = new Date((Number(seconds) + offset * 60) * 1000).toISOString();
  // Within a day of the years 0 and 10000 a year takes more than four digits, and Go prints what is left of them.
  const date = local.slice(0, local.indexOf('.')).replace(/^[+-]0*(?=\d{4})/, '');
  return `${date}${fractionOf(nanoseconds - seconds * SECOND)}${formatOffset(offset)}`;
}

function formatOffset(minutes: number): string {
  if (minutes === 0) return 'Z';
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** `5400s`: as `string()` prints it, with what a double holds of the fraction (Go's Duration.Seconds). */
export function formatDuration({ nanoseconds }: Duration): string {
  return `${plainDecimal(Number(nanoseconds / SECOND) + Number(nanoseconds % SECOND) / 1e9)}s`;
}

/** Division that rounds down. */
export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

function fractionOf(nanoseconds: bigint): string {
  return nanoseconds === 0n ? '' : `.${withoutEnd(nanoseconds.toString().padStart(9, '0'), '0')}`;
}

/** Hours and minutes of any number of digits (cel-go 0.26, `common/stdlib/standard.go`, inTimeZone). */
const OFFSET = /^([+-]?\d{1,4}):([+-]?\d{1,4})$/;

/** A moment's date and clock where the time zone is a name or a fixed offset such as `-08:00`; as a Date whose UTC fields are the local ones. */
export function localDate({ nanoseconds }: Timestamp, zone: string): Date {
  const milliseconds = Number(floorDivide(nanoseconds, 1_000_000n));
  if (zone === '' || zone === 'UTC') return new Date(milliseconds);
  if (!zone.includes(':')) return new Date(milliseconds + zoneOffset(milliseconds, zone));
  const [, hours, minutes] = OFFSET.exec(zone) ?? fail(`${zone} is no offset from UTC`);
  const sign = zone.startsWith('-') ? -1 : 1;
  return new Date(milliseconds + (Number(hours) * 60 + sign * Number(minutes)) * 60_000);
}

function zoneOffset(milliseconds: number, zone: string): number {
  const parts = zoneFormat(zone).formatToParts(milliseconds);
  const numbers = new Map(parts.map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => numbers.get(type) ?? 0;
  const local = new Date(0);
  local.setUTCFullYear(of('year'), of('month') - 1, of('day'));
  local.setUTCHours(of('hour'), of('minute'), of('second'));
  return local.getTime() - Math.floor(milliseconds / 1000) * 1000;
}

const MAX_ZONES = 1000;
const zones = new Map<string, Intl.DateTimeFormat>();

/** Making one is costly, and there are only some hundred zones. */
function zoneFormat(zone: string): Intl.DateTimeFormat {
  const found = zones.get(zone);
  if (found !== undefined) return found;
  if (zone === 'Local') throw new CelStopped('the time zone of the API server is not known');
  // Go knows zones only by the names of the tz database, as they are written there; Intl also takes offsets such as +01 and utc.
  if (!/^[A-Z][^/]*(?:\/[A-Z][^/]*)*$/.test(zone)) return fail(`unknown time zone ${zone}`);
  const made = makeZoneFormat(zone);
  if (zones.size >= MAX_ZONES) zones.clear();
  zones.set(zone, made);
  return made;
}

function makeZoneFormat(timeZone: string): Intl.DateTimeFormat {
  const date = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const clock = { hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...date, ...clock });
  } catch {
    return fail(`unknown time zone ${timeZone}`);
  }
}
