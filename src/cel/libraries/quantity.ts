import { BOOL, DOUBLE, INT, opaque, STRING } from '../check/type.ts';
import { attempt, fail } from '../values/failure.ts';
import { global, type Library, member } from './overload.ts';
import { parseQuantity, Quantity } from './quantity-value.ts';

const QUANTITY = opaque<Quantity>('kubernetes.Quantity');

function plain(value: bigint): Quantity {
  return new Quantity(value, 0, true);
}

/** Amounts of resources (apiserver `pkg/cel/library/quantity.go`); `sign` is declared as a function, not as a method. */
export const quantity: Library = {
  name: 'quantity',
  since: '1.28',
  overloads: [
    global('quantity', [STRING], QUANTITY, parseQuantity),
    global('isQuantity', [STRING], BOOL, (text) => attempt(() => parseQuantity(text)) !== undefined),
    global('sign', [QUANTITY], INT, (a) => a.compare(plain(0n))),
    member('isGreaterThan', [QUANTITY, QUANTITY], BOOL, (a, b) => a.compare(b) > 0n),
    member('isLessThan', [QUANTITY, QUANTITY], BOOL, (a, b) => a.compare(b) < 0n),
    member('compareTo', [QUANTITY, QUANTITY], INT, (a, b) => a.compare(b)),
    member('asApproximateFloat', [QUANTITY], DOUBLE, (a) => a.approximate()),
    member('asInteger', [QUANTITY], INT, (a) => a.integer() ?? fail('cannot convert value to integer')),
    member('isInteger', [QUANTITY], BOOL, (a) => a.integer() !== undefined),
    member('add', [QUANTITY, QUANTITY], QUANTITY, (a, b) => a.add(b)),
    member('add', [QUANTITY, INT], QUANTITY, (a, b) => a.add(plain(b))),
    member('sub', [QUANTITY, QUANTITY], QUANTITY, (a, b) => a.add(b.negate())),
    member('sub', [QUANTITY, INT], QUANTITY, (a, b) => a.add(plain(-b))),
  ],
};
