/** A thing of two reports that has the same id in both, or is in one only. */
export interface Pair<T> {
  readonly id: string;
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/** Pairs the things of two lists: in the order of the newer one, then those that are gone. */
export function matchById<T>(
  older: readonly T[],
  newer: readonly T[],
  idOf: (thing: T) => string,
): readonly Pair<T>[] {
  const [before, after] = [older, newer].map((list) => new Map(list.map((thing) => [idOf(thing), thing])));
  const ids = new Set([...(after?.keys() ?? []), ...(before?.keys() ?? [])]);
  return [...ids].map((id) => ({ id, before: before?.get(id), after: after?.get(id) }));
}
