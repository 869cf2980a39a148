/**
 * What is known of one thing about a cluster.
 *
 * `known`: this is all of it. `partial`: what is here is true, but there may be more (files from a repository, say):
 * something found is found, something missing proves nothing. `unknown`: it could not be read, and `because` says why.
 */
export type Fact<T> = Known<T> | Partial<T> | Unknown;

export interface Known<T> {
  readonly state: 'known';
  readonly value: T;
}

export interface Partial<T> {
  readonly state: 'partial';
  readonly value: T;
  /** Why it may not be all, as a clause: "only the given files were read". */
  readonly because: string;
  /** What is missing, where that is all and can be named: API groups, of discovery. */
  readonly missing?: readonly string[];
}

export interface Unknown {
  readonly state: 'unknown';
  /** Why, as a clause that names the thing and the reason: "nodes cannot be listed: forbidden for user x". */
  readonly because: string;
  /** What the reader can do about it, as an imperative sentence. */
  readonly next?: string;
}

/** A fact that is wholly known. */
export function known<T>(value: T): Known<T> {
  return { state: 'known', value };
}

/** A fact of which only a part may be known. */
export function partial<T>(value: T, because: string, missing?: readonly string[]): Partial<T> {
  return { state: 'partial', value, because, ...(missing === undefined ? {} : { missing }) };
}

/** A fact that could not be read. */
export function unknown(because: string, next?: string): Unknown {
  return next === undefined ? { state: 'unknown', because } : { state: 'unknown', because, next };
}

/** The same fact with its value changed; what is not known stays so. */
export function mapFact<T, U>(fact: Fact<T>, change: (value: T) => U): Fact<U> {
  return fact.state === 'unknown' ? fact : { ...fact, value: change(fact.value) };
}

/** Whether a fact is whole as far as one of its parts goes: an API group, of discovery. */
export function isWhole(fact: Fact<unknown>, part: string): boolean {
  if (fact.state !== 'partial') return fact.state === 'known';
  return fact.missing !== undefined && !fact.missing.includes(part);
}
