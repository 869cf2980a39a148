/**
 * How deep a value from outside may nest. Kubernetes' own objects stay below 60 levels, and everything that follows a value down by calling
 * itself has room for some thousands.
 */
export const MOST_NESTED = 300;

/** Whether a value nests no deeper than that; asked of whatever comes from outside, since JSON can be read at any depth. */
export function nestsWithin(root: unknown, most: number = MOST_NESTED): boolean {
  let level = isBranch(root) ? [root] : [];
  for (let depth = 0; depth < most; depth++) {
    if (level.length === 0) return true;
    const next: object[] = [];
    for (const branch of level)
      for (const value of Object.values(branch)) if (isBranch(value)) next.push(value);
    level = next;
  }
  return level.length === 0;
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
