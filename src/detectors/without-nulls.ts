import { remember } from '../collections.ts';

/**
 * The same value without fields that are null. Go writes an empty list that lacks `omitempty` as null (`endpoints` of an EndpointSlice,
 * for one) and people write `labels:` with nothing behind; the API takes null for absent, and so must conditions.
 */
export function withoutNulls<T>(value: T): T {
  return holdsNull(value) ? (clean(value) as T) : value;
}

/** The same list with each item cleaned so; cleaned once, however many hazards look at it. */
export const eachWithoutNulls = remember(<T>(items: readonly T[]): readonly T[] =>
  items.some(holdsNull) ? items.map(withoutNulls) : items,
) as <T>(items: readonly T[]) => readonly T[];

/** Most objects hold no null, and then nothing need be made anew. */
function holdsNull(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsNull);
  for (const name in value) {
    const field = (value as Record<string, unknown>)[name];
    if (field === null || (typeof field === 'object' && holdsNull(field))) return true;
  }
  return false;
}

/** An item of a list stays where it is, null or not. */
function clean(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(clean);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => (field === null ? [] : [[name, clean(field)]])),
  );
}
