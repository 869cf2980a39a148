import { CelMap } from '../values/map.ts';
import {
  type CelList,
  type CelValue,
  Duration,
  Opaque,
  Optional,
  type Stored,
  Timestamp,
  TypeValue,
  Uint,
  UnknownInput,
} from '../values/value.ts';

type Kind =
  | 'dyn'
  | 'error'
  | 'null'
  | 'bool'
  | 'int'
  | 'uint'
  | 'double'
  | 'string'
  | 'bytes'
  | 'timestamp'
  | 'duration'
  | 'list'
  | 'map'
  | 'type'
  /** A type of a library, with parameters. */
  | 'opaque'
  /** A structure with declared fields. */
  | 'object'
  /** Stands for any one type within a declaration. */
  | 'parameter';

/** A static type. */
export interface CelType {
  readonly kind: Kind;
  /** As error messages name it; the name of a library's type, structure or parameter. */
  readonly name: string;
  readonly of: readonly CelType[];
}

/** A static type together with what its values are in TypeScript. */
export interface Type<V> extends CelType {
  readonly values?: V;
}

function simple<V>(kind: Kind, name: string = kind): Type<V> {
  return { kind, name, of: [] };
}

export const DYN = simple<CelValue>('dyn');
export const ERROR = simple<CelValue>('error', '!error!');
export const NULL = simple<null>('null');
export const BOOL = simple<boolean>('bool');
export const INT = simple<bigint>('int');
export const UINT = simple<Uint>('uint');
export const DOUBLE = simple<number>('double');
export const STRING = simple<string>('string');
export const BYTES = simple<Uint8Array>('bytes');
export const TIMESTAMP = simple<Timestamp>('timestamp', 'google.protobuf.Timestamp');
export const DURATION = simple<Duration>('duration', 'google.protobuf.Duration');

/** A list type; of `list(STRING)` TypeScript knows that its items are strings. */
export function list<V>(element: Type<V>): Type<readonly V[]> {
  return { kind: 'list', name: 'list', of: [element] };
}

/** A list whose items are left as they are stored, known or not. */
export function storedList(element: CelType): Type<CelList> {
  return { kind: 'list', name: 'list', of: [element] };
}

export function mapOf(key: CelType, value: CelType): Type<CelMap> {
  return { kind: 'map', name: 'map', of: [key, value] };
}

export function optionalOf(value: CelType): Type<Optional> {
  return { kind: 'opaque', name: 'optional_type', of: [value] };
}

export function typeOf(value: CelType): Type<TypeValue> {
  return { kind: 'type', name: 'type', of: [value] };
}

/** A type of a library: `kubernetes.Quantity`. */
export function opaque<V extends Opaque>(name: string): Type<V> {
  return simple('opaque', name);
}

/** A structure whose fields, if any, the environment declares. */
export function structure<V extends CelValue>(name: string): Type<V> {
  return simple('object', name);
}

/** A type parameter of a declaration. */
export function parameter(name: string): Type<CelValue> {
  return simple('parameter', name);
}

/** As messages name it: `list(int)`. */
export function formatType(type: CelType): string {
  return type.of.length === 0 ? type.name : `${type.name}(${type.of.map(formatType).join(', ')})`;
}

/** More parts than any type that somebody means has. */
const MAX_PARTS = 500;

/** The type itself, or dyn where it has so many parts that checking would take for ever: `{x: x}` again and again doubles them. */
export function boundedType(type: CelType): CelType {
  return partsLeft(type, MAX_PARTS) < 0 ? DYN : type;
}

function partsLeft(type: CelType, left: number): number {
  let rest = left - 1;
  for (const part of type.of) if (rest >= 0) rest = partsLeft(part, rest);
  return rest;
}

/** Whether both are the same type with the same parameters. */
export function sameType(a: CelType, b: CelType): boolean {
  return (
    a === b ||
    (a.kind === b.kind &&
      a.name === b.name &&
      a.of.length === b.of.length &&
      a.of.every((part, index) => sameType(part, b.of[index] as CelType)))
  );
}

/**
 * Whether a value may stand for a parameter of this type at run time. Of lists and maps only the first item counts
 * (cel-go, `common/types/types.go`, IsAssignableRuntimeType).
 */
export function acceptsValue(type: CelType, value: Stored): boolean {
  if (value instanceof UnknownInput) return true;
  switch (type.kind) {
    case 'dyn':
    case 'parameter':
      return true;
    case 'list':
      return Array.isArray(value) && (value.length === 0 || acceptsValue(type.of[0] as CelType, value[0]));
    case 'map': {
      if (!(value instanceof CelMap)) return false;
      const [first] = value.entries().values();
      return (
        first === undefined ||
        (acceptsValue(type.of[0] as CelType, first.key) && acceptsValue(type.of[1] as CelType, first.value))
      );
    }
    default:
      return (
        runtimeTypeName(value) === RUNTIME_NAMES[type.kind as keyof typeof RUNTIME_NAMES] ||
        ((type.kind === 'opaque' || type.kind === 'object') && runtimeTypeName(value) === type.name)
      );
  }
}

const RUNTIME_NAMES = {
  null: 'null_type',
  bool: 'bool',
  int: 'int',
  uint: 'uint',
  double: 'double',
  string: 'string',
  bytes: 'bytes',
  timestamp: 'google.protobuf.Timestamp',
  duration: 'google.protobuf.Duration',
  type: 'type',
} as const;

/** What `type()` says of a value. */
export function runtimeTypeName(value: CelValue): string {
  switch (typeof value) {
    case 'bigint':
      return 'int';
    case 'number':
      return 'double';
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    default:
      return objectTypeName(value);
  }
}

function objectTypeName(value: Exclude<CelValue, bigint | number | string | boolean>): string {
  if (value === null) return 'null_type';
  if (value instanceof Uint) return 'uint';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof Timestamp) return 'google.protobuf.Timestamp';
  if (value instanceof Duration) return 'google.protobuf.Duration';
  if (value instanceof Optional) return 'optional_type';
  if (value instanceof TypeValue) return 'type';
  if (value instanceof CelMap) return 'map';
  return value instanceof Opaque ? value.typeName : 'list';
}
