import { fail } from './failure.ts';
import { type CelValue, Opaque, Optional, TypeValue } from './value.ts';

/** Stands for what was lost inside an optional: whatever is asked of it is an error. */
export class Lost extends Opaque {
  readonly typeName = 'error';
  readonly #what: string;

  constructor(what: string) {
    super();
    this.#what = what;
  }

  equals(): boolean {
    return this.fail();
  }

  text(): string {
    return `unsupported conversion of ${this.#what}`;
  }

  fail(): never {
    return fail(this.text());
  }
}

/** Types whose values are their own in Go too. */
const KEPT = new Set(['kubernetes.NamedFormat', 'JSONPatch']);

/**
 * An optional that a variable holds or a conditional chooses: cel-go takes what is inside for a value of Go and makes it a value of CEL
 * again. That flattens optionals, makes a type its name, and loses what only Kubernetes' libraries know; that there is something is not lost
 * (cel-go 0.16 to 0.28, `interpreter/attributes.go`, applyQualifiers).
 */
export function rereadOptional(value: CelValue): CelValue {
  if (value instanceof Lost) return value.fail();
  if (!(value instanceof Optional) || value.value === undefined) return value;
  const reread = rereadValue(value.value);
  return reread === value.value ? value : new Optional(reread);
}

function rereadValue(value: CelValue): CelValue {
  if (value instanceof Optional) return value.value === undefined ? null : rereadValue(value.value);
  if (value instanceof TypeValue) return value.name;
  if (value instanceof Lost || !(value instanceof Opaque) || KEPT.has(value.typeName)) return value;
  return value.typeName.startsWith('Object') ? value : new Lost(value.typeName);
}
