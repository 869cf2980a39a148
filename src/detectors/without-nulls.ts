/** Cleaned once, however many hazards look at it. */
const cleaned = new WeakMap<object, object>();

/**
 * The same value without fields that are null. Go writes an empty list that lacks `omitempty` as null (`endpoints` of an EndpointSlice,
 * for one) and people write `labels:` with nothing behind; the API takes null for absent, and so must conditions.
 */
export function withoutNulls<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const known = cleaned.get(value);
  if (known !== undefined) return known as T;
  const result = Array.isArray(value) ? cleanList(value) : cleanFields(value);
  cleaned.set(value, result);
  return result as T;
}

function cleanList(list: readonly unknown[]): readonly unknown[] {
  const items = list.map(withoutNulls);
  return items.some((item, index) => item !== list[index]) ? items : list;
}

function cleanFields(fields: object): object {
  let changed = false;
  const entries = Object.entries(fields).flatMap(([name, value]): [string, unknown][] => {
    const clean = withoutNulls(value);
    if (clean !== value || value === null) changed = true;
    return value === null ? [] : [[name, clean]];
  });
  return changed ? Object.fromEntries(entries) : fields;
}
