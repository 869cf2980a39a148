import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  list,
  parameter,
  STRING,
  storedList,
  TIMESTAMP,
  type Type,
  UINT,
} from '../check/type.ts';
import { sortBy } from '../evaluate/sort.ts';
import { compare, isComparable } from '../values/compare.ts';
import { contains, equal } from '../values/equal.ts';
import { attempt, fail, noSuchOverload } from '../values/failure.ts';
import { type CelList, type CelValue, Duration, int64, known, type Stored, Uint } from '../values/value.ts';
import { global, type Library, member, type Overload } from './overload.ts';

const T = parameter('T');
const ORDERED: readonly Type<CelValue>[] = [INT, UINT, DOUBLE, BOOL, DURATION, TIMESTAMP, STRING, BYTES];

/** Of dynamic lists only the first item is of the type for sure: what follows is compared all the same. */
function ordered(type: Type<CelValue>): readonly Overload[] {
  const items = storedList(type);
  const options = { shallow: true };
  return [
    member('isSorted', [items], BOOL, isSorted, options),
    member('min', [items], type, (all) => extreme('min', all, (order) => order > 0), options),
    member('max', [items], type, (all) => extreme('max', all, (order) => order < 0), options),
  ];
}

/** Lists as Kubernetes extends them (apiserver `pkg/cel/library/lists.go`). */
export const lists: Library = {
  name: 'lists',
  since: '1.23',
  overloads: [
    ...ORDERED.flatMap(ordered),
    member('sum', [list(INT)], INT, (items) => items.reduce((a, b) => int64(a + b), 0n)),
    member('sum', [list(UINT)], UINT, (items) =>
      items.reduce((a, b) => new Uint(a.value + b.value), new Uint(0n)),
    ),
    member('sum', [list(DOUBLE)], DOUBLE, (items) => items.reduce((a, b) => a + b, 0)),
    member('sum', [list(DURATION)], DURATION, (items) =>
      items.reduce((a, b) => new Duration(a.nanoseconds + b.nanoseconds), new Duration(0n)),
    ),
    member('indexOf', [list(T), T], INT, indexOf, { looksAt: 'pairs' }),
    member('lastIndexOf', [list(T), T], INT, lastIndexOf, { looksAt: 'pairs' }),
  ],
};

const DYN_LIST = storedList(DYN);
const T_LIST = storedList(T);

/** Lists as version 3 of cel-go's extension has them; `sortBy` is a macro. */
export const listExtension: Library = {
  name: 'lists, version 3',
  since: '1.34',
  overloads: [
    member('slice', [T_LIST, INT, INT], T_LIST, slice, { shallow: true }),
    member('flatten', [storedList(T_LIST)], T_LIST, (items) => flatten(items, 1n), {
      shallow: true,
      accepts: [DYN_LIST],
      looksAt: 'all',
    }),
    member('flatten', [DYN_LIST, INT], DYN_LIST, flatten, {
      work: (items, depth) => items.length * Number(depth),
      looksAt: 'all',
      shallow: true,
    }),
    member('reverse', [T_LIST], T_LIST, (items) => [...items].reverse(), { shallow: true }),
    member('distinct', [T_LIST], T_LIST, distinct, {
      work: (items) => items.length ** 2 / 10,
      looksAt: 'pairs',
    }),
    ...ORDERED.map((type) =>
      member('sort', [list(type)], storedList(type), (items) =>
        sortBy(items.map((item) => ({ item, key: item }))),
      ),
    ),
    global('lists.range', [INT], list(INT), range, { work: (count) => Number(count) }),
  ],
};

/** Whether a list holds a value, or a value is equal (apiserver `pkg/cel/library/lists.go`, version 1). */
export const listIncludes: Library = {
  name: 'lists, includes',
  since: '1.37',
  overloads: [
    member(
      'includes',
      [DYN, DYN],
      BOOL,
      (target, value) => (Array.isArray(target) ? contains(target as CelList, value) : equal(target, value)),
      { shallow: true, looksAt: 'pairs' },
    ),
  ],
};

function indexOf(items: readonly CelValue[], item: CelValue): bigint {
  return BigInt(items.findIndex((other) => equal(other, item)));
}

function lastIndexOf(items: readonly CelValue[], item: CelValue): bigint {
  return BigInt(items.findLastIndex((other) => equal(other, item)));
}

function isSorted(items: CelList): boolean {
  return items.every((item, index) => index === 0 || orderOf(items[index - 1] as Stored, item) <= 0);
}

function extreme(name: string, items: CelList, replaces: (order: number) => boolean): CelValue {
  const [first, ...rest] = items;
  if (first === undefined) return fail(`${name} called on empty list`);
  return rest.reduce<CelValue>(
    (best, item) => (replaces(orderOf(best, item)) ? known(item) : best),
    known(first),
  );
}

/** Items that have no order between them count as equal; one that has no order at all is an error (apiserver `pkg/cel/library/lists.go`, cmp). */
function orderOf(before: Stored, item: Stored): number {
  const [left, right] = [known(before), known(item)];
  if (!isComparable(right)) return noSuchOverload();
  return attempt(() => compare(left, right)) ?? 0;
}

function slice(items: CelList, start: bigint, end: bigint): CelList {
  if (start < 0n || end < 0n) return fail(`cannot slice(${start}, ${end}), negative indexes not supported`);
  if (start > end)
    return fail(`cannot slice(${start}, ${end}), start index must be less than or equal to end index`);
  if (end > BigInt(items.length))
    return fail(`cannot slice(${start}, ${end}), list is length ${items.length}`);
  return items.slice(Number(start), Number(end));
}

function flatten(items: CelList, depth: bigint): CelList {
  if (depth < 0n) return fail('level must be non-negative');
  return depth === 0n
    ? items
    : items.flatMap((item) =>
        Array.isArray(item) ? (flatten(item as CelList, depth - 1n) as Stored[]) : [known(item)],
      );
}

function distinct(items: CelList): CelList {
  const kept: Stored[] = [];
  for (const item of items) if (!contains(kept, known(item))) kept.push(item);
  return kept;
}

function range(count: bigint): readonly bigint[] {
  return Array.from({ length: Math.max(0, Number(count)) }, (_, index) => BigInt(index));
}
