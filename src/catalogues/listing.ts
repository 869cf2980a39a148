import type { ObjectRef } from '../facts/kube-object.ts';

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const unique = [...new Set(words)];
  const last = unique.at(-1) ?? '';
  return unique.length < 2 ? last : `${unique.slice(0, -1).join(', ')} and ${last}`;
}

/** The first few of many, and how many there are beside. */
export function someOf(words: readonly string[], most = 3): string {
  const unique = [...new Set(words)];
  if (unique.length <= most) return listed(unique);
  return `${unique.slice(0, most).join(', ')} and ${unique.length - most} more`;
}

/** `Pod kube-system/kube-apiserver-cp1`. */
export function nameOf({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
