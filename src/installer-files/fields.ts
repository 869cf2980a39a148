/** Reads settings of installer files, whose shape nobody vouches for, and remembers what is not as it should be. */

export type FieldPath = readonly (string | number)[];

/** Something in an installer's file that cannot be read as it stands. */
export interface Misfit {
  /** Which of the file's documents, counted from zero. */
  readonly document: number;
  readonly path: FieldPath;
  /** A clause: "must be a mapping". Never the value itself: it may be a secret. */
  readonly what: string;
}

export type Mapping = Readonly<Record<string, unknown>>;

/** One document with a memory for misfits. */
export class SettingsReader {
  readonly misfits: Misfit[] = [];
  readonly #root: Mapping;
  readonly #document: number;

  constructor(root: Mapping, document: number) {
    this.#root = root;
    this.#document = document;
  }

  /** The mapping at a path; an empty one where there is none. */
  mapping(...path: FieldPath): Mapping {
    const value = this.#at(path);
    if (value === undefined || value === null) return {};
    if (isMapping(value)) return value;
    this.misfit(path, 'must be a mapping');
    return {};
  }

  /** The text at a path; numbers and truth count as they are written. */
  text(...path: FieldPath): string | undefined {
    const value = this.#at(path);
    if (value === undefined || value === null) return undefined;
    if (isScalar(value)) return String(value);
    this.misfit(path, 'must be a text');
    return undefined;
  }

  /**
   * Arguments of a component: a mapping of name and value, where a value may be a list from Talos 1.13 on, or, where it is asked for,
   * a list of `{name, value}` as in kubeadm v1beta4.
   */
  args(form: 'mapping' | 'list', ...path: FieldPath): readonly Argument[] {
    const value = this.#at(path);
    if (value === undefined || value === null) return [];
    if (form === 'list') return this.#listedArgs(value, path);
    if (!isMapping(value)) {
      this.misfit(path, 'must be a mapping of names and values');
      return [];
    }
    return Object.entries(value).flatMap(([name, item]) =>
      (Array.isArray(item) ? item : [item]).flatMap((one): Argument[] => {
        if (isScalar(one)) return [{ name, value: String(one) }];
        this.misfit([...path, name], 'must be a text, or a list of texts');
        return [];
      }),
    );
  }

  /** Notes what is wrong at a path. */
  misfit(path: FieldPath, what: string): void {
    const isNoted = this.misfits.some((one) => one.what === what && one.path.join('/') === path.join('/'));
    if (!isNoted) this.misfits.push({ document: this.#document, path, what });
  }

  #listedArgs(value: unknown, path: FieldPath): readonly Argument[] {
    if (!Array.isArray(value)) {
      this.misfit(path, 'must be a list of {name, value} in v1beta4');
      return [];
    }
    return value.flatMap((item: unknown, index): Argument[] => {
      if (isMapping(item) && typeof item.name === 'string' && isScalar(item.value)) {
        return [{ name: item.name, value: String(item.value) }];
      }
      this.misfit([...path, index], 'must have a name and a value');
      return [];
    });
  }

  #at(path: FieldPath): unknown {
    let value: unknown = this.#root;
    for (const [index, part] of path.entries()) {
      if (value === undefined || value === null) return undefined;
      if (!isMapping(value)) {
        this.misfit(path.slice(0, index), 'must be a mapping');
        return undefined;
      }
      value = value[part];
    }
    return value;
  }
}

/** A flag without its hyphens. */
export interface Argument {
  readonly name: string;
  readonly value: string;
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
