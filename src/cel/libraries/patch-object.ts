import { equal } from '../values/equal.ts';
import type { CelMap } from '../values/map.ts';
import { Opaque } from '../values/value.ts';

/** What a mutating policy writes: `Object{…}` or `JSONPatch{…}`. */
export class PatchObject extends Opaque {
  readonly typeName: string;
  readonly fields: CelMap;

  constructor(typeName: string, fields: CelMap) {
    super();
    this.typeName = typeName;
    this.fields = fields;
  }

  equals(other: Opaque): boolean {
    return other instanceof PatchObject && equal(this.fields, other.fields);
  }

  text(): string {
    return this.typeName;
  }
}
