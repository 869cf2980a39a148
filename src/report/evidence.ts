import type { Evidence } from '../detectors/detector.ts';
import { shorten } from './plain-text.ts';

/** An evidence in words: which object, and what was seen there. Both are the cluster's text, not yet made safe. */
export interface Seen {
  /** `Node w1`, `Service kyverno/kyverno-svc`; undefined where no one object is meant. */
  readonly subject: { readonly kind: string; readonly name: string } | undefined;
  readonly details: readonly Detail[];
}

export interface Detail {
  /** `kubelet version`. */
  readonly label: string;
  readonly value: string;
}

/** A value longer than this is somebody's document, not a name. */
const LONGEST_VALUE = 160;

/** Puts evidence in words. */
export function seenIn({ object, values }: Evidence): Seen {
  const subject = object && {
    kind: object.kind,
    name: object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`,
  };
  const told = new Set(object === undefined ? [] : ['kind', 'name', 'namespace']);
  return {
    subject,
    details: Object.entries(values)
      .filter(([name, value]) => !told.has(name) && value !== '')
      .map(([name, value]) => ({ label: wordsOf(name), value: shorten(value, LONGEST_VALUE) })),
  };
}

/** Names of the objects, those of one kind together: `Node: w1, w2`. */
export function subjectsByKind(evidence: readonly Evidence[]): ReadonlyMap<string, readonly string[]> {
  const kinds = new Map<string, Set<string>>();
  for (const { subject } of evidence.map(seenIn)) {
    if (subject === undefined) continue;
    kinds.set(subject.kind, (kinds.get(subject.kind) ?? new Set()).add(subject.name));
  }
  return new Map([...kinds].map(([kind, names]) => [kind, [...names]]));
}

/** `kubeletVersion` as `kubelet version`; abbreviations stay. */
function wordsOf(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])(?=[a-z])/g, (_, before: string, letter: string) => {
    return `${before} ${letter.toLowerCase()}`;
  });
}
