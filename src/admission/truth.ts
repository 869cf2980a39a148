/** Kleene's three values: what cannot be told is neither true nor false. */
export type Truth = true | false | 'unknown';

/** True where all are, false where one is; one that decides makes the unknown ones irrelevant. */
export function allOf<T>(items: readonly T[], test: (item: T) => Truth): Truth {
  let result: Truth = true;
  for (const item of items) {
    const truth = test(item);
    if (truth === false) return false;
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

/** True where one is, false where none is. */
export function anyOf<T>(items: readonly T[], test: (item: T) => Truth): Truth {
  return negate(allOf(items, (item) => negate(test(item))));
}

/** The opposite; unknown stays unknown. */
export function negate(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth;
}
