import { runtimeTypeName } from '../check/type.ts';
import { compare, isComparable } from '../values/compare.ts';
import { attempt, CelStopped, fail } from '../values/failure.ts';
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
  return inOrder(items).map(({ item }) => item);
}

/** Up to here Go sorts by insertion; of longer lists it says nothing of the order of equal keys (Go's `sort.Slice`). */
const INSERTED = 12;

function inOrder(items: readonly Keyed[]): readonly Keyed[] {
  if (items.length <= INSERTED) return inserted(items);
  const sorted = [...items].sort((a, b) => (isBefore(a, b) ? -1 : Number(isBefore(b, a))));
  const isOpen = (item: Keyed, before: Keyed | undefined) =>
    before !== undefined && !isBefore(before, item) && before.item !== item.item;
  if (sorted.some((item, index) => isOpen(item, sorted[index - 1])))
    throw new CelStopped('it sorts a long list in which several items have the same place');
  return sorted;
}

function inserted(items: readonly Keyed[]): readonly Keyed[] {
  const sorted: Keyed[] = [];
  for (const item of items) {
    let at = sorted.length;
    while (at > 0 && isBefore(item, sorted[at - 1] as Keyed)) at -= 1;
    sorted.splice(at, 0, item);
  }
  return sorted;
}

/** What cannot be compared, NaN, is before nothing. */
function isBefore(a: Keyed, b: Keyed): boolean {
  return attempt(() => compare(a.key, b.key) < 0) ?? false;
}
