/** Runs a task for each item, at most `limit` at a time; the results are in the items' order. */
export async function mapLimit<T, U>(
  items: readonly T[],
  limit: number,
  task: (item: T) => Promise<U>,
): Promise<readonly U[]> {
  const results: U[] = new Array(items.length);
  let next = 0;
  const work = async () => {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await task(items[index] as T);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return results;
}
