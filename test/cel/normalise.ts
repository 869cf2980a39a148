import { CelMap } from '../../src/cel/values/map.ts';
import {
  Duration,
  Opaque,
  Optional,
  type Stored,
  TypeValue,
  Uint,
  UnknownInput,
} from '../../src/cel/values/value.ts';

/** A value with its type, as the recordings write it. */
export interface Tagged {
  readonly t: string;
  readonly v?: unknown;
}

/** The tagged form of a value. */
export function normalise(value: Stored): Tagged {
  if (value === null) return { t: 'null' };
  switch (typeof value) {
    case 'boolean':
      return { t: 'bool', v: value };
    case 'bigint':
      return { t: 'int', v: String(value) };
    case 'number':
      return { t: 'double', v: String(value) };
    case 'string':
      return { t: 'string', v: value };
    default:
      return normaliseObject(value);
  }
}

function normaliseObject(value: Exclude<Stored, null | boolean | bigint | number | string>): Tagged {
  if (value instanceof Uint) return { t: 'uint', v: String(value.value) };
  if (value instanceof Uint8Array) return { t: 'bytes', v: Buffer.from(value).toString('base64') };
  if (value instanceof Optional)
    return value.value === undefined ? { t: 'optional' } : { t: 'optional', v: normalise(value.value) };
  if (value instanceof CelMap)
    return { t: 'map', v: value.whole().map((entry) => [normalise(entry.key), normalise(entry.value)]) };
  if (value instanceof Duration) return { t: 'google.protobuf.Duration', v: goDuration(value.nanoseconds) };
  if (value instanceof TypeValue) return { t: 'type', v: value.name };
  if (value instanceof Opaque) return { t: value.typeName, v: value.text() };
  if (value instanceof UnknownInput) return { t: 'unknown', v: value.because };
  return { t: 'list', v: (value as readonly Stored[]).map(normalise) };
}

/** `1h2m0s`: as Go's own String() prints a duration of whole seconds. */
function goDuration(nanoseconds: bigint): string {
  const seconds = Number(nanoseconds) / 1e9;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours}h${minutes}m${seconds % 60}s`;
}
