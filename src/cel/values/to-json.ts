import { PatchObject } from '../libraries/patch-object.ts';
import { CelMap } from './map.ts';
import { formatDouble } from './text.ts';
import { formatDuration, formatTimestamp } from './time.ts';
import {
  type CelList,
  type CelValue,
  Duration,
  Optional,
  type Stored,
  Timestamp,
  TypeValue,
  Uint,
  UnknownInput,
} from './value.ts';
import { weightOf } from './weight.ts';

/** Values may share parts, so that a short expression can make one whose text fills the memory. */
const MAX_WEIGHT = 1_000_000;

/** A value as JSON, for printing: what JSON has no type for becomes text, an optional its value or null. */
export function toJson(value: Stored): unknown {
  return weightOf(value) > MAX_WEIGHT ? '(too large to print)' : partToJson(value);
}

function partToJson(value: Stored): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return integer(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : formatDouble(value);
  if (Array.isArray(value)) return (value as CelList).map(partToJson);
  return objectToJson(value as Special);
}

/** What JavaScript cannot hold exactly as a number stays text. */
function integer(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

type Special = Exclude<Stored, CelList | null | boolean | string | bigint | number>;

function objectToJson(value: Special): unknown {
  if (value instanceof UnknownInput) return `(not known: ${value.because})`;
  if (value instanceof Uint) return integer(value.value);
  if (value instanceof CelMap) return mapToJson(value);
  if (value instanceof Optional) return value.value === undefined ? null : partToJson(value.value);
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (value instanceof Duration) return formatDuration(value);
  if (value instanceof TypeValue) return value.name;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof PatchObject) return mapToJson(value.fields);
  return 'text' in value ? value.text() : null;
}

function mapToJson(map: CelMap): unknown {
  const entries = [...map.entries().values()].map(
    ({ key, value }) => [keyText(key), partToJson(value)] as const,
  );
  return Object.fromEntries(entries);
}

function keyText(key: CelValue): string {
  const json = toJson(key);
  return typeof json === 'string' ? json : JSON.stringify(json);
}
