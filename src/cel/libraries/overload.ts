import type { Minor } from '../../upgrade/version.ts';
import type { CelType, Type } from '../check/type.ts';
import type { CelValue } from '../values/value.ts';

/** One way to call a function: what the checker compares with and the evaluator calls. */
export interface Overload {
  readonly name: string;
  /** Whether it is called as `a.f(b)`; then the first parameter is `a`. */
  readonly member: boolean;
  readonly parameters: readonly CelType[];
  readonly result: CelType;
  readonly options: OverloadOptions;
  call(...args: readonly CelValue[]): CelValue;
}

export interface OverloadOptions {
  /** What it costs beyond its arguments' sizes, where the result may be larger than they are; asked before the call. */
  readonly work?: (...args: readonly never[]) => number;
  /** Whether it never looks inside lists and maps that are not known completely. */
  readonly shallow?: boolean;
  /**
   * Whether it looks at each value inside its arguments; `pairs`: and compares those of a list with other values; `writes`: and
   * turns each into text, which takes as long as looking at ten.
   */
  readonly looksAt?: 'all' | 'pairs' | 'writes';
  /** What it takes at run time, where that is more than the checker admits. */
  readonly accepts?: readonly CelType[];
}

/** The functions one library brings. */
export interface Library {
  readonly name: string;
  /** The minor whose API server first understood it (apiserver, `pkg/cel/environment/base.go`). */
  readonly since: Minor;
  /** The first minor that no longer loads it. */
  readonly until?: Minor;
  readonly overloads: readonly Overload[];
  /** Types that can be named. */
  readonly types?: readonly string[];
}

type ValuesOf<P extends readonly Type<unknown>[]> = {
  [K in keyof P]: P[K] extends Type<infer V> ? V : never;
};

interface Options<P extends readonly Type<unknown>[]> extends Omit<OverloadOptions, 'work'> {
  readonly work?: Call<P, number>;
}

type Call<P extends readonly Type<unknown>[], R> = (...args: ValuesOf<P>) => R;

/** Declares `name(a, b)`. */
export function global<const P extends readonly Type<unknown>[], R extends CelValue>(
  name: string,
  parameters: P,
  result: Type<R>,
  call: Call<P, R>,
  options: Options<P> = {},
): Overload {
  return declare(name, false, parameters, result, call, options);
}

/** Declares `a.name(b)`, where the first parameter is `a`. */
export function member<const P extends readonly Type<unknown>[], R extends CelValue>(
  name: string,
  parameters: P,
  result: Type<R>,
  call: Call<P, R>,
  options: Options<P> = {},
): Overload {
  return declare(name, true, parameters, result, call, options);
}

/** The evaluator calls an overload only with values that its parameters accept; this is where that becomes types. */
function declare<P extends readonly Type<unknown>[], R extends CelValue>(
  name: string,
  isMember: boolean,
  parameters: P,
  result: Type<R>,
  call: Call<P, R>,
  options: Options<P>,
): Overload {
  return {
    name,
    member: isMember,
    parameters,
    result,
    options: options as OverloadOptions,
    call: call as unknown as (...args: readonly CelValue[]) => CelValue,
  };
}

/** Overloads by the name of the function. */
export function byName(overloads: readonly Overload[]): ReadonlyMap<string, readonly Overload[]> {
  const groups = new Map<string, Overload[]>();
  for (const overload of overloads) {
    const group = groups.get(overload.name);
    if (group === undefined) groups.set(overload.name, [overload]);
    else group.push(overload);
  }
  return groups;
}
