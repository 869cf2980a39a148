import type { Compiled } from './compile.ts';
import type { Knowledge } from './knowledge.ts';
import type { Fault } from './lint-rule.ts';

/** The tables that ship with the knowledge. */
export type Tables = Pick<
  Knowledge,
  'apis' | 'featureGates' | 'flags' | 'admissionPlugins' | 'storageVersions'
>;

/** Something wrong in a table. */
export interface TableFault extends Fault {
  /** `apis.yaml`. */
  readonly file: string;
}

/** One thing that tables must keep, by themselves or with each other and the hazards. */
export type TableRule = (knowledge: Knowledge, hazards: Compiled['hazards']) => readonly TableFault[];

/** The number of a minor, by which releases are compared: 34 of `1.34`. */
export function minorNumber(minor: string): number {
  return Number(minor.slice(minor.indexOf('.') + 1));
}

/** Whether release `a` comes before release `b`. */
export function comesBefore(a: string, b: string): boolean {
  return minorNumber(a) < minorNumber(b);
}

/** Indexes of items that name the same as one before them. */
export function repeated<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
): readonly { readonly item: T; readonly index: number }[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const name = nameOf(item);
    if (seen.has(name)) return [{ item, index }];
    seen.add(name);
    return [];
  });
}
