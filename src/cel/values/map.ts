import { CelUnknown } from './failure.ts';
import { type CelValue, type Stored, Uint, UnknownInput } from './value.ts';

/** A key as JavaScript compares it: equal numbers of different CEL types are one key. */
type PlainKey = unknown;

export interface MapEntry {
  readonly key: CelValue;
  readonly value: Stored;
}

function plainKey(key: CelValue): PlainKey {
  if (key instanceof Uint) return key.value;
  return typeof key === 'number' && Number.isInteger(key) ? BigInt(key) : key;
}

/** A map whose absent keys may be unknown: of a partial object only some fields are at hand. */
export class CelMap {
  /** Why an absent key may be there nevertheless; undefined where the map is whole. */
  readonly absent: string | undefined;
  readonly #load: () => Iterable<MapEntry>;
  readonly #lookUp: ((name: string) => Stored | undefined) | undefined;
  #found: Map<string, Stored> | undefined;
  #entries: Map<PlainKey, MapEntry> | undefined;
  #incomplete: { readonly because: string | undefined } | undefined;

  /** @param lookUp finds what stands at a text without loading all entries; left out, they are loaded */
  constructor(
    load: () => Iterable<MapEntry>,
    absent?: string,
    lookUp?: (name: string) => Stored | undefined,
  ) {
    this.#load = load;
    this.absent = absent;
    this.#lookUp = lookUp;
  }

  /** A whole map of entries at hand; the last of equal keys wins, as in cel-go (`interpreter/interpretable.go`, evalMap). */
  static of(entries: Iterable<MapEntry>): CelMap {
    const map = new CelMap(() => entries);
    map.entries();
    return map;
  }

  /** The entries that are at hand, by key. */
  entries(): ReadonlyMap<PlainKey, MapEntry> {
    this.#entries ??= new Map([...this.#load()].map((entry) => [plainKey(entry.key), entry]));
    return this.#entries;
  }

  /** What stands at a key; undefined where the map surely has nothing there. */
  find(key: CelValue): Stored | undefined {
    const found = this.#at(key);
    if (found !== undefined) return found;
    return this.absent === undefined
      ? undefined
      : new UnknownInput(`${describe(key)} is not known: ${this.absent}`);
  }

  /** Most expressions ask for one field of many objects of many fields. */
  #at(key: CelValue): Stored | undefined {
    if (this.#entries !== undefined || this.#lookUp === undefined || typeof key !== 'string')
      return this.entries().get(plainKey(key))?.value;
    const known = this.#found?.get(key);
    if (known !== undefined) return known;
    const value = this.#lookUp(key);
    // A list is made of its items: once, however often an expression asks for it.
    if (typeof value === 'object' && value !== null) {
      this.#found ??= new Map();
      this.#found.set(key, value);
    }
    return value;
  }

  /** The value of a key; undefined where the map surely has none. */
  get(key: CelValue): CelValue | undefined {
    const stored = this.find(key);
    if (stored instanceof UnknownInput) throw new CelUnknown(stored.because);
    return stored;
  }

  /** Why the set of keys is not known; undefined where it is. A field of unknown value may be absent. */
  incomplete(): string | undefined {
    if (this.absent !== undefined) return this.absent;
    this.#incomplete ??= { because: firstReason(this.entries().values()) };
    return this.#incomplete.because;
  }

  /** How many entries there are; unknown where there may be more. */
  size(): number {
    const because = this.incomplete();
    if (because !== undefined) throw new CelUnknown(because);
    return this.entries().size;
  }

  /** All entries; unknown where there may be more. */
  whole(): MapEntry[] {
    const because = this.incomplete();
    if (because !== undefined) throw new CelUnknown(because);
    return [...this.entries().values()];
  }

  /** The entries that are surely there. */
  certain(): MapEntry[] {
    return [...this.entries().values()].filter(({ value }) => !(value instanceof UnknownInput));
  }
}

function firstReason(entries: Iterable<MapEntry>): string | undefined {
  for (const { value } of entries) if (value instanceof UnknownInput) return value.because;
  return undefined;
}

function describe(key: CelValue): string {
  return typeof key === 'string' ? key : String(plainKey(key));
}
