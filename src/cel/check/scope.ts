import type { Overload } from '../libraries/overload.ts';
import type { ParseOptions } from '../syntax/parse.ts';
import type { CelType } from './type.ts';

/** What an expression may name. */
export interface Declarations extends ParseOptions {
  readonly functions: ReadonlyMap<string, readonly Overload[]>;
  readonly variables: ReadonlyMap<string, CelType>;
  /** Types that can be named as values. */
  readonly typeNames: ReadonlySet<string>;
  /** The declared fields of structures. */
  readonly structures: ReadonlyMap<string, ReadonlyMap<string, CelType>>;
  /** Which check of constant arguments the API server makes when it compiles (since 1.29). */
  readonly validatesLiterals: boolean;
  /** Whether `Object{…}` and `JSONPatch{…}` can be written. */
  readonly patchTypes: boolean;
  /** Whether optionals and names with a leading dot are handled as before Kubernetes 1.37, which has cel-go 0.29. */
  readonly beforeCelGo29: boolean;
}

/** The variables of comprehensions around a place, innermost first; each has a slot at run time. */
export class Scope {
  readonly #name: string | undefined;
  readonly #type: CelType | undefined;
  readonly #outer: Scope | undefined;

  constructor(name?: string, type?: CelType, outer?: Scope) {
    this.#name = name;
    this.#type = type;
    this.#outer = outer;
  }

  with(name: string, type: CelType): Scope {
    return new Scope(name, type, this);
  }

  find(name: string): CelType | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.#outer)
      if (scope.#name === name) return scope.#type;
    return undefined;
  }
}
