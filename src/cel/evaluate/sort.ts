import { runtimeTypeName } from '../check/type.ts';
import { compare, isComparable } from '../values/compare.ts';
import { fail } from '../values/failure.ts';
import type { CelValue, Stored } from '../values/value.ts';

interface Keyed {
  readonly item: Stored;
  readonly key: CelValue;
}

/** The items in the order of their keys; the keys must be of one type that has an order (cel-go `ext/lists.go`, sortListByAssociatedKeys). */
export function sortBy(items: readonly Keyed[]): Stored[] {
  const [first] = items;
  if (first === undefined) return [];
  if (!isComparable(first.key)) fail(`list elements must be comparable`);
  const type = runtimeTypeName(first.key);
  if (items.some(({ key }) => runtimeTypeName(key) !== type)) fail('list elements must have the same type');
  return [...items].sort((a, b) => compare(a.key, b.key)).map(({ item }) => item);
}
