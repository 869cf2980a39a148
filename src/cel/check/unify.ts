import { type CelType, DYN, sameType } from './type.ts';

/** What is known so far of each type variable. A failed attempt leaves no trace. */
export class Substitutions {
  readonly #bound = new Map<string, CelType>();
  #trail: { readonly name: string; readonly before: CelType | undefined }[] = [];
  #fresh = 0;

  /** A variable that no other type mentions. */
  fresh(): CelType {
    this.#fresh += 1;
    return { kind: 'parameter', name: `_${this.#fresh}`, of: [] };
  }

  /** Whether each type of the one row may stand where the other row's is declared; what that says of variables is kept. */
  assignable(given: readonly CelType[], declared: readonly CelType[]): boolean {
    this.#trail = [];
    if (this.#allAssignable(given, declared)) return true;
    for (const { name, before } of this.#trail.reverse()) {
      if (before === undefined) this.#bound.delete(name);
      else this.#bound.set(name, before);
    }
    return false;
  }

  /** The type with its variables replaced by what is known of them; those of which nothing is known become dyn where asked. */
  resolve(type: CelType, unboundIsDyn = false): CelType {
    if (type.kind === 'parameter') {
      const bound = this.#bound.get(type.name);
      if (bound !== undefined) return this.resolve(bound, unboundIsDyn);
      return unboundIsDyn ? DYN : type;
    }
    if (type.of.length === 0) return type;
    return { ...type, of: type.of.map((part) => this.resolve(part, unboundIsDyn)) };
  }

  #bind(name: string, type: CelType): void {
    this.#trail.push({ name, before: this.#bound.get(name) });
    this.#bound.set(name, type);
  }

  #allAssignable(given: readonly CelType[], declared: readonly CelType[]): boolean {
    return (
      given.length === declared.length &&
      given.every((type, index) => this.#assignable(type, declared[index] as CelType))
    );
  }

  /** As cel-go decides it (`checker/types.go`, internalIsAssignable). */
  #assignable(a: CelType, b: CelType): boolean {
    if (b.kind === 'parameter') {
      const substitution = this.#substitutes(a, b);
      if (substitution !== 'unbound') return substitution === 'valid';
    }
    if (a.kind === 'parameter') return this.#substitutes(b, a) === 'valid';
    if (isWild(a) || isWild(b)) return true;
    if (a.kind === 'null') return isNullable(b);
    if (b.kind === 'null') return isNullable(a);
    if (a.kind === 'type') return b.kind === 'type';
    return a.kind === b.kind && a.name === b.name && this.#allAssignable(a.of, b.of);
  }

  #substitutes(type: CelType, variable: CelType): 'valid' | 'invalid' | 'unbound' {
    if (type.kind === 'parameter' && type.name === variable.name) return 'valid';
    const bound = this.#bound.get(variable.name);
    if (bound !== undefined) {
      if (sameType(type, bound)) return 'valid';
      if (!this.#assignable(type, bound)) return 'invalid';
      const general = mostGeneral(type, bound);
      if (!this.#mentions(general, variable)) this.#bind(variable.name, general);
      return 'valid';
    }
    if (this.#mentions(type, variable)) return 'unbound';
    this.#bind(variable.name, type);
    return 'valid';
  }

  #mentions(type: CelType, variable: CelType): boolean {
    if (type.kind !== 'parameter') return type.of.some((part) => this.#mentions(part, variable));
    if (type.name === variable.name) return true;
    const bound = this.#bound.get(type.name);
    return bound !== undefined && this.#mentions(bound, variable);
  }
}

function isWild({ kind }: CelType): boolean {
  return kind === 'dyn' || kind === 'error';
}

function isNullable({ kind }: CelType): boolean {
  return ['opaque', 'object', 'null', 'timestamp', 'duration'].includes(kind);
}

/** Of two types that go together, the one that says less. */
export function mostGeneral(a: CelType, b: CelType): CelType {
  return isLessSpecific(a, b) ? a : b;
}

function isLessSpecific(a: CelType, b: CelType): boolean {
  if (a.kind === 'dyn' || a.kind === 'parameter') return true;
  if (b.kind === 'dyn' || b.kind === 'parameter') return false;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'type') return true;
  return (
    a.name === b.name &&
    a.of.length === b.of.length &&
    a.of.every((part, index) => isLessSpecific(part, b.of[index] as CelType))
  );
}
