import { isNumber, plainNumber } from '../values/equal.ts';
import { fail, noSuchOverload } from '../values/failure.ts';
import { CelMap } from '../values/map.ts';
import { type CelList, type CelValue, known, NONE, Optional } from '../values/value.ts';

/*
 * What is no container has no fields and no items: asking whether one is there is no error, reading it is one; a list asked for
 * a name is an error either way (cel-go 0.26, `interpreter/attributes.go`, refQualify).
 */

/** `a.b`. */
export function selectField(operand: CelValue, field: string): CelValue {
  if (operand instanceof Optional) return selectOptionalField(operand, field);
  const value = find(operand, field);
  return value === undefined ? fail(`no such key: ${field}`) : value;
}

/** `a.?b`: none where there is no such field. */
export function selectOptionalField(operand: CelValue, field: string): Optional {
  return selectOptionalIndex(operand, field);
}

/** `has(a.b)`. */
export function hasField(operand: CelValue, field: string): boolean {
  if (operand instanceof Optional) return operand.value !== undefined && hasField(operand.value, field);
  return find(operand, field) !== undefined;
}

/** `a[b]`. */
export function selectIndex(operand: CelValue, index: CelValue): CelValue {
  if (operand instanceof Optional) return selectOptionalIndex(operand, index);
  const value = find(operand, index);
  if (value !== undefined) return value;
  return fail(`${isList(operand) ? 'index out of bounds' : 'no such key'}: ${describe(index)}`);
}

/** `a[?b]`: none where there is no such item. */
export function selectOptionalIndex(operand: CelValue, index: CelValue): Optional {
  if (operand instanceof Optional)
    return operand.value === undefined ? NONE : selectOptionalIndex(operand.value, index);
  const value = find(operand, index);
  return value === undefined ? NONE : new Optional(value);
}

function find(operand: CelValue, index: CelValue): CelValue | undefined {
  if (operand instanceof CelMap) return operand.get(index);
  return isList(operand) ? at(operand, index) : undefined;
}

/** A position may be any number without a fraction. */
function at(items: CelList, index: CelValue): CelValue | undefined {
  if (!isNumber(index)) return noSuchOverload();
  const position = Number(plainNumber(index));
  if (!Number.isInteger(position)) return noSuchOverload();
  const item = position < 0 ? undefined : items[position];
  return item === undefined ? undefined : known(item);
}

function isList(value: CelValue): value is CelList {
  return Array.isArray(value);
}

function describe(index: CelValue): string {
  return isNumber(index) ? String(plainNumber(index)) : String(index);
}
