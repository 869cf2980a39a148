/**
 * How deep a value from outside may nest. Kubernetes' own objects stay below 60 levels, and everything that follows a value down by calling
 * itself has room for some thousands.
 */
export const MOST_NESTED = 300;

/** Whether a value nests no deeper than that; asked of whatever comes from outside, since JSON can be read at any depth. */
export function nestsWithin(root: unknown, most: number = MOST_NESTED): boolean {
  if (typeof root !== 'object' || root === null) return true;
  if (most === 0) return false;
  if (Array.isArray(root)) return root.every((item) => nestsWithin(item, most - 1));
  for (const name in root) {
    if (!nestsWithin((root as Record<string, unknown>)[name], most - 1)) return false;
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
