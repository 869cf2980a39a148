import { type CelValue, Uint } from '../values/value.ts';
import { BOOL, BYTES, type CelType, DOUBLE, INT, NULL, STRING, UINT } from './type.ts';

/** The type of a literal. */
export function literalType(value: CelValue): CelType {
  if (value === null) return NULL;
  if (value instanceof Uint) return UINT;
  switch (typeof value) {
    case 'boolean':
      return BOOL;
    case 'bigint':
      return INT;
    case 'number':
      return DOUBLE;
    case 'string':
      return STRING;
    default:
      return BYTES;
  }
}
