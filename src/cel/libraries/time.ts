import { DURATION, INT, STRING, TIMESTAMP } from '../check/type.ts';
import { localDate } from '../values/time.ts';
import type { Duration } from '../values/value.ts';
import { type Library, member, type Overload } from './overload.ts';

function part(name: string, read: (date: Date) => number): readonly Overload[] {
  return [
    member(name, [TIMESTAMP], INT, (moment) => BigInt(read(localDate(moment, 'UTC')))),
    member(name, [TIMESTAMP, STRING], INT, (moment, zone) => BigInt(read(localDate(moment, zone)))),
  ];
}

function span(name: string, read: (duration: Duration) => bigint): Overload {
  return member(name, [DURATION], INT, read);
}

const DAY = 86_400_000;

/** Parts of moments and spans. */
export const time: Library = {
  name: 'time',
  since: '1.23',
  overloads: [
    ...part('getFullYear', (date) => date.getUTCFullYear()),
    ...part('getMonth', (date) => date.getUTCMonth()),
    ...part('getDate', (date) => date.getUTCDate()),
    ...part('getDayOfMonth', (date) => date.getUTCDate() - 1),
    ...part('getDayOfWeek', (date) => date.getUTCDay()),
    ...part('getDayOfYear', dayOfYear),
    ...part('getHours', (date) => date.getUTCHours()),
    ...part('getMinutes', (date) => date.getUTCMinutes()),
    ...part('getSeconds', (date) => date.getUTCSeconds()),
    ...part('getMilliseconds', (date) => date.getUTCMilliseconds()),
    span('getHours', ({ nanoseconds }) => nanoseconds / 3_600_000_000_000n),
    span('getMinutes', ({ nanoseconds }) => nanoseconds / 60_000_000_000n),
    span('getSeconds', ({ nanoseconds }) => nanoseconds / 1_000_000_000n),
    span('getMilliseconds', ({ nanoseconds }) => nanoseconds / 1_000_000n),
  ],
};

function dayOfYear(date: Date): number {
  const start = new Date(0);
  start.setUTCFullYear(date.getUTCFullYear(), 0, 1);
  return Math.floor((date.getTime() - start.getTime()) / DAY);
}
