import { acceptsValue, type CelType } from '../check/type.ts';
import { OPERATORS } from '../libraries/operators.ts';
import type { Overload } from '../libraries/overload.ts';
import type { Expression } from '../syntax/expression.ts';
import { contains, equal } from '../values/equal.ts';
import { CelUnknown, noSuchOverload } from '../values/failure.ts';
import { firstUnknown } from '../values/json.ts';
import { CelMap } from '../values/map.ts';
import { type CelList, type CelValue, Optional } from '../values/value.ts';
import { weightOf } from '../values/weight.ts';
import type { Context, Evaluate } from './evaluate.ts';
import type { Run } from './run.ts';

type Call = Expression & { kind: 'call' };
type Compile = (part: Expression) => Evaluate;

/** How much of a string's or list's length a call costs (cel-go `common/cost.go`, StringTraversalCostFactor). */
const TRAVERSAL_COST = 0.1;

/** Compiles a call: its arguments first, then the overload that takes their values. */
export function evaluateCall(call: Call, context: Context, compile: Compile): Evaluate {
  const qualified = context.checked.qualified.get(call);
  const target = qualified === undefined ? call.target : undefined;
  if (isInNothing(call)) return () => false;
  const args = [...(target === undefined ? [] : [target]), ...call.args].map(compile);
  const lazy = LAZY[call.name];
  if (target !== undefined && lazy !== undefined && args.length === 2)
    return lazy(args as [Evaluate, Evaluate], context.declarations.beforeCelGo29);
  const special = qualified === undefined && target === undefined ? SPECIAL[call.name] : undefined;
  const run = special ?? dispatch(candidates(call, qualified, target !== undefined, context, args.length));
  if (args.length === 1) {
    const [only] = args as [Evaluate];
    return (state) => run(state, only(state));
  }
  return (state) => run(state, ...args.map((evaluate) => evaluate(state)));
}

/** The API server answers `x in []` when it compiles, whatever x says (cel-go `interpreter/decorators.go`, maybeOptimizeSetMembership). */
function isInNothing({ name, args: [, container] }: Call): boolean {
  return name === '@in' && container?.kind === 'list' && container.items.length === 0;
}

function candidates(
  call: Call,
  qualified: string | undefined,
  member: boolean,
  context: Context,
  count: number,
): readonly Overload[] {
  // Which operators take which values at run time never changed; only what the checker admits did.
  const operators = OPERATORS.get(call.name);
  const meant = context.checked.overloads.get(call);
  if (operators === undefined && meant !== undefined) return [meant];
  const declared = operators ?? context.declarations.functions.get(qualified ?? call.name) ?? [];
  return declared.filter((overload) => overload.member === member && overload.parameters.length === count);
}

type Apply = (run: Run, ...values: CelValue[]) => CelValue;

function dispatch(overloads: readonly Overload[]): Apply {
  return (run, ...values) => {
    const overload = overloads.find(({ parameters, options }) =>
      (options.accepts ?? parameters).every((type, index) => acceptsValue(type, values[index] as CelValue)),
    );
    if (overload === undefined) return noSuchOverload();
    if (overload.options.shallow !== true)
      for (const [index, type] of overload.parameters.entries()) requireFit(type, values[index] as CelValue);
    let cost = 1;
    for (const value of values) cost += sizeOf(value) * TRAVERSAL_COST;
    run.spend(cost);
    if (overload.options.looksAt !== undefined) run.look(looks(overload.options.looksAt, values));
    const work = overload.options.work as ((...given: readonly CelValue[]) => number) | undefined;
    if (work !== undefined) run.spend(work(...values));
    return overload.call(...values);
  };
}

/** A function that looks at all of a list or map cannot answer while a part of it is not known, nor where an item is of the wrong type. */
function requireFit(type: CelType, value: CelValue): void {
  const because = firstUnknown(value);
  if (because !== undefined) throw new CelUnknown(because);
  const [element] = type.of;
  if (type.kind !== 'list' || element === undefined || !Array.isArray(value)) return;
  if (!value.every((item) => acceptsValue(element, item))) noSuchOverload();
}

function sizeOf(value: CelValue): number {
  if (typeof value === 'string' || value instanceof Uint8Array) return value.length;
  return Array.isArray(value) ? value.length : 0;
}

/** Pairs are each item of the first with each of the second, or with the others of the first. */
function looks(at: 'all' | 'pairs' | 'writes', values: readonly CelValue[]): number {
  if (at !== 'pairs') {
    const seen = values.reduce<number>((sum, value) => sum + weightOf(value), 0);
    return at === 'writes' ? seen * 10 : seen;
  }
  const [first = null, second] = values;
  return weightOf(first) * Math.max(1, sizeOf(second === undefined ? first : second));
}

function isIn(run: Run, value: CelValue, container: CelValue): boolean {
  if (container instanceof CelMap) {
    run.spend(1);
    return container.get(value) !== undefined;
  }
  if (!Array.isArray(container)) return noSuchOverload();
  run.spend(1 + container.length);
  run.look(container.length);
  if (isContainer(value)) run.look(Math.min(weightOf(container), weightOf(value) * container.length));
  return contains(container as CelList, value);
}

function isContainer(value: CelValue): boolean {
  return value instanceof CelMap || value instanceof Optional || Array.isArray(value);
}

function areEqual(run: Run, a: CelValue, b: CelValue): boolean {
  run.spend(1 + Math.min(deepSize(a), deepSize(b)) * TRAVERSAL_COST);
  if (isContainer(a) && isContainer(b)) run.look(Math.min(weightOf(a), weightOf(b)));
  return equal(a, b);
}

/** Comparing walks through both values; what is not an own list of the expression was made by the cluster and is bounded. */
function deepSize(value: CelValue): number {
  if (value instanceof CelMap) return value.entries().size;
  return sizeOf(value);
}

/** Equality and `in` take values of any type. */
const SPECIAL: Readonly<Record<string, Apply | undefined>> = {
  '_==_': (run, a, b) => areEqual(run, a as CelValue, b as CelValue),
  '_!=_': (run, a, b) => !areEqual(run, a as CelValue, b as CelValue),
  '@in': (run, value, container) => isIn(run, value as CelValue, container as CelValue),
};

type Lazy = (args: [Evaluate, Evaluate], older: boolean) => Evaluate;

/** `or` and `orValue` evaluate what they fall back on only where it is needed; of older ones what is no optional is its own value. */
const LAZY: Readonly<Record<string, Lazy | undefined>> = {
  or:
    ([first, second]) =>
    (run) => {
      run.spend(1);
      const value = first(run);
      if (!(value instanceof Optional)) return noSuchOverload();
      return value.value === undefined ? second(run) : value;
    },
  orValue:
    ([first, second], older) =>
    (run) => {
      run.spend(1);
      const value = first(run);
      if (!(value instanceof Optional)) return older ? value : noSuchOverload();
      return value.value === undefined ? second(run) : value.value;
    },
};
