import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const MEGABYTE = 1024 * 1024;

let left = 0;
let collector: (() => void) | undefined;

/**
 * Has V8 drop what is not used any more, where enough of it may lie about. Left to itself V8 lets the heap grow to three times what it holds;
 * asked between two pages of a list, when a page was just dropped, it finds almost nothing to keep but the facts.
 * @param litter megabytes that may be used beyond what was left last time
 */
export function sweep(litter = 40): void {
  if (used() < left + litter * MEGABYTE) return;
  collector ??= findCollector();
  collector();
  left = used();
}

function used(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}

/** V8 gives its collector only to contexts that are made under this flag (Node 20 to 24); where it does not, nothing is swept. */
function findCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('typeof gc === "function" ? gc : undefined');
  setFlagsFromString('--no-expose-gc');
  return typeof found === 'function' ? (found as () => void) : () => {};
}
