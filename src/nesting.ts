/**
 * How deep a value from outside may nest. Kubernetes' own objects stay below 60 levels, and everything that follows a value down by calling
 * itself has room for some thousands.
 */
export const MOST_NESTED = 300;

/** Whether a value nests no deeper than that; asked of whatever comes from outside, since JSON can be read at any depth. */
export function nestsWithin(root: unknown, most: number = MOST_NESTED): boolean {
  if (!isBranch(root)) return true;
  if (most === 0) return false;
  // Asked of every object of a cluster: what is no branch is not worth a call.
  if (Array.isArray(root)) {
    for (const item of root) if (isBranch(item) && !nestsWithin(item, most - 1)) return false;
    return true;
  }
  for (const name in root) {
    const value = (root as Record<string, unknown>)[name];
    if (isBranch(value) && !nestsWithin(value, most - 1)) return false;
  }
  return true;
}

/** Whether a value holds no more values than that, counted as a reader that follows every alias of YAML would meet them. */
export function unfoldsWithin(root: unknown, most: number): boolean {
  let left = most;
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    if (left-- <= 0) return false;
    const value = stack.pop();
    if (typeof value === 'object' && value !== null)
      for (const item of Object.values(value)) stack.push(item);
  }
  return true;
}

function isBranch(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
