import type { KubeObject } from '../facts/kube-object.ts';

/** Texts longer than this are seldom equal, and dear to compare. */
const LONGEST = 4000;

/**
 * Keeps one of equal parts. A hundred thousand pods come from a few thousand workloads: their containers, volumes and labels are the same
 * but for the pod, and take most of the memory. Facts are never changed, so that sharing cannot be seen.
 * @returns a function that gives an object back with its parts shared
 */
export function shareEqual(): (object: KubeObject) => KubeObject {
  const kept = new Map<string, unknown>();
  const share = (value: unknown, depth: number): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (depth > 0) {
      const fields = value as Record<string, unknown>;
      for (const [name, field] of Object.entries(fields)) fields[name] = share(field, depth - 1);
      return value;
    }
    const text = JSON.stringify(value);
    if (text.length > LONGEST) return value;
    const same = kept.get(text);
    if (same !== undefined) return same;
    kept.set(text, value);
    return value;
  };
  // The object, its metadata, spec and status are its own; the fields of these may be shared.
  return (object) => share(object, 2) as KubeObject;
}
