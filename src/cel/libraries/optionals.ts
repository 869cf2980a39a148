import { BOOL, optionalOf, parameter, storedList } from '../check/type.ts';
import { CelUnknown, fail } from '../values/failure.ts';
import { CelMap } from '../values/map.ts';
import {
  type CelList,
  type CelValue,
  Duration,
  known,
  NONE,
  Optional,
  Timestamp,
  Uint,
} from '../values/value.ts';
import { global, type Library, member } from './overload.ts';

const V = parameter('V');
const OPTIONAL = optionalOf(V);

/** Optional values; `optMap` and `optFlatMap` are macros, and the evaluator answers `or` and `orValue` itself. */
export const optionals: Library = {
  name: 'optionals',
  since: '1.28',
  overloads: [
    global('optional.of', [V], OPTIONAL, (value) => new Optional(value), { shallow: true }),
    global(
      'optional.ofNonZeroValue',
      [V],
      OPTIONAL,
      (value) => (isZero(value) ? NONE : new Optional(value)),
      {
        shallow: true,
      },
    ),
    global('optional.none', [], OPTIONAL, () => NONE),
    member('hasValue', [OPTIONAL], BOOL, ({ value }) => value !== undefined, { shallow: true }),
    member('value', [OPTIONAL], V, ({ value }) => orFail(value), { shallow: true }),
    member('or', [OPTIONAL, OPTIONAL], OPTIONAL, (first, second) =>
      first.value === undefined ? second : first,
    ),
    member('orValue', [OPTIONAL, V], V, ({ value }, otherwise) => (value === undefined ? otherwise : value)),
  ],
  types: ['optional_type'],
};

/** What version 2 of the library adds: it came with cel-go 0.23, in Kubernetes 1.33. */
export const optionalLists: Library = {
  name: 'optionals, version 2',
  since: '1.33',
  overloads: [
    global('optional.unwrap', [storedList(OPTIONAL)], storedList(V), unwrap),
    member('unwrapOpt', [storedList(OPTIONAL)], storedList(V), unwrap),
    member('first', [storedList(V)], OPTIONAL, (items) => end(items, 0), { shallow: true }),
    member('last', [storedList(V)], OPTIONAL, (items) => end(items, -1), { shallow: true }),
  ],
};

function orFail(value: CelValue | undefined): CelValue {
  return value === undefined ? fail('optional.none() dereference') : value;
}

const GO_ZERO_TIME = -62_135_596_800_000_000_000n;

function isZero(value: CelValue): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof CelMap) return isEmpty(value);
  if (value instanceof Uint8Array) return value.length === 0;
  if (value instanceof Uint) return value.value === 0n;
  if (value instanceof Duration) return value.nanoseconds === 0n;
  if (value instanceof Timestamp) return value.nanoseconds === GO_ZERO_TIME;
  return value === null || value === false || value === '' || value === 0n || value === 0;
}

function isEmpty(map: CelMap): boolean {
  if (map.certain().length > 0) return false;
  const because = map.incomplete();
  if (because !== undefined) throw new CelUnknown(because);
  return true;
}

function unwrap(items: CelList): CelList {
  return items.flatMap((item) => {
    const optional = known(item);
    return optional instanceof Optional && optional.value !== undefined ? [optional.value] : [];
  });
}

function end(items: CelList, position: 0 | -1): Optional {
  const item = items.at(position);
  return item === undefined ? NONE : new Optional(known(item));
}
