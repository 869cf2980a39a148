import { CelMap } from './map.ts';
import { Optional, type Stored } from './value.ts';

const weights = new WeakMap<object, number>();

/** How many values a value consists of: what comparing it whole may take. Values never change, so that each is counted once. */
export function weightOf(value: Stored): number {
  if (value === null || typeof value !== 'object') return 1;
  const found = weights.get(value);
  if (found !== undefined) return found;
  const weight = 1 + partsOf(value).reduce<number>((sum, part) => sum + weightOf(part), 0);
  weights.set(value, weight);
  return weight;
}

function partsOf(value: Stored): readonly Stored[] {
  if (Array.isArray(value)) return value as readonly Stored[];
  if (value instanceof CelMap) return Array.from(value.entries().values(), (entry) => entry.value);
  return value instanceof Optional && value.value !== undefined ? [value.value] : [];
}
