import { BOOL, parameter, storedList } from '../check/type.ts';
import { contains } from '../values/equal.ts';
import { type CelList, known } from '../values/value.ts';
import { global, type Library } from './overload.ts';

const T_LIST = storedList(parameter('T'));

function includesAll(items: CelList, others: CelList): boolean {
  return others.every((other) => contains(items, known(other)));
}

function work(a: CelList, b: CelList): number {
  return a.length * b.length;
}

/** Lists as sets. */
export const sets: Library = {
  name: 'sets',
  since: '1.29',
  overloads: [
    global('sets.contains', [T_LIST, T_LIST], BOOL, includesAll, { work, looksAt: 'pairs' }),
    global('sets.equivalent', [T_LIST, T_LIST], BOOL, (a, b) => includesAll(a, b) && includesAll(b, a), {
      work,
    }),
    global('sets.intersects', [T_LIST, T_LIST], BOOL, (a, b) => a.some((item) => contains(b, known(item))), {
      work,
    }),
  ],
};
