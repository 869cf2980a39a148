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
  return list.every((item) => withoutNulls(item) === item) ? list : list.map(withoutNulls);
}

function cleanFields(fields: object): object {
  const entries = Object.entries(fields);
  // Most objects hold no null, and then nothing need be made anew.
  if (entries.every(([, value]) => value !== null && withoutNulls(value) === value)) return fields;
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === null ? [] : [[name, withoutNulls(value)]])),
  );
}
