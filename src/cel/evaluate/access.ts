import { isNumber, plainNumber } from '../values/equal.ts';
import { fail, noSuchOverload } from '../values/failure.ts';
import { CelMap } from '../values/map.ts';
import { type CelList, type CelValue, known, NONE, Optional } from '../values/value.ts';

/** `a.b`. */
export function selectField(operand: CelValue, field: string): CelValue {
  if (operand instanceof Optional) return selectOptionalField(operand, field);
  if (operand instanceof CelMap) return required(operand.get(field), 'no such key', field);
  return operand === null ? fail(`no such key: ${field}`) : noSuchOverload();
}

/** `a.?b`: none where there is no such field. */
export function selectOptionalField(operand: CelValue, field: string): Optional {
  if (operand instanceof Optional)
    return operand.value === undefined ? NONE : selectOptionalField(operand.value, field);
  if (operand instanceof CelMap) return optional(operand.get(field));
  return operand === null ? NONE : noSuchOverload();
}

/** `has(a.b)`; false of null, as the API server answers. */
export function hasField(operand: CelValue, field: string): boolean {
  if (operand instanceof Optional)
    return operand.value === undefined ? false : hasField(operand.value, field);
  if (operand instanceof CelMap) return operand.get(field) !== undefined;
  return operand === null ? false : noSuchOverload();
}

/** `a[b]`. */
export function selectIndex(operand: CelValue, index: CelValue): CelValue {
  if (operand instanceof Optional) return selectOptionalIndex(operand, index);
  if (operand instanceof CelMap) return required(operand.get(index), 'no such key', index);
  if (isList(operand)) return required(at(operand, index), 'index out of bounds', index);
  return operand === null && typeof index === 'string' ? fail(`no such key: ${index}`) : noSuchOverload();
}

/** `a[?b]`: none where there is no such item. */
export function selectOptionalIndex(operand: CelValue, index: CelValue): Optional {
  if (operand instanceof Optional)
    return operand.value === undefined ? NONE : selectOptionalIndex(operand.value, index);
  if (operand instanceof CelMap) return optional(operand.get(index));
  if (isList(operand)) return optional(at(operand, index));
  return operand === null ? NONE : noSuchOverload();
}

/** A position may be any number without a fraction. */
function at(items: CelList, index: CelValue): CelValue | undefined {
  if (!isNumber(index)) return noSuchOverload();
  const position = Number(plainNumber(index));
  if (!Number.isInteger(position)) return noSuchOverload();
  const item = position < 0 ? undefined : items[position];
  return item === undefined ? undefined : known(item);
}

function required(value: CelValue | undefined, problem: string, key: CelValue): CelValue {
  return value === undefined ? fail(`${problem}: ${describe(key)}`) : value;
}

function isList(value: CelValue): value is CelList {
  return Array.isArray(value);
}

function optional(value: CelValue | undefined): Optional {
  return value === undefined ? NONE : new Optional(value);
}

function describe(index: CelValue): string {
  return isNumber(index) ? String(plainNumber(index)) : String(index);
}
