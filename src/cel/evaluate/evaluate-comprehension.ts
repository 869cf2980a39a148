import type { Comprehension } from '../syntax/expression.ts';
import { CelUnknown, fail, noSuchOverload } from '../values/failure.ts';
import { CelMap, type MapEntry } from '../values/map.ts';
import { type CelList, type CelValue, known, NONE, Optional, type Stored } from '../values/value.ts';
import { type Context, compileExpression, type Evaluate } from './evaluate.ts';
import { decide } from './logic.ts';
import type { Run } from './run.ts';
import { sortBy } from './sort.ts';

/** What one turn costs beyond its body; building a list or map costs a literal a turn (cel-go `parser/macro.go`). */
const TURN_COST = 2;
const GATHER_COST = 12;
const GATHER_ENTRY_COST = 32;

/** The values of a comprehension's variables for one turn. */
type Turn = readonly Stored[];

/** What a comprehension runs over: turns that surely come, and why there may be more. */
interface Turns {
  readonly certain: readonly Turn[];
  readonly more: string | undefined;
}

/** Compiles a comprehension; its variables get slots after those of the comprehensions around it. */
export function evaluateComprehension(expression: Comprehension, context: Context): Evaluate {
  const range = compileExpression(expression.range, context);
  const inner = { ...context, locals: [...context.locals, ...expression.variables] };
  const slot = context.locals.length;
  const body = compileExpression(expression.body, inner);
  const filter = expression.filter === undefined ? undefined : compileExpression(expression.filter, inner);
  const two = expression.variables.length === 2;
  const parts: Parts = {
    set: (run, turn) => {
      run.spend(TURN_COST);
      turn.forEach((value, index) => {
        run.locals[slot + index] = value;
      });
    },
    body,
    filter,
  };
  const gather = GATHERINGS[expression.gathering];
  return (run) => gather(run, range(run), two, parts);
}

interface Parts {
  readonly set: (run: Run, turn: Turn) => void;
  readonly body: Evaluate;
  readonly filter: Evaluate | undefined;
}

type Gather = (run: Run, range: CelValue, two: boolean, parts: Parts) => CelValue;

const GATHERINGS: Readonly<Record<Comprehension['gathering'], Gather>> = {
  all: (run, range, two, parts) => quantify(false, run, range, two, parts),
  exists: (run, range, two, parts) => quantify(true, run, range, two, parts),
  existsOne: (run, range, two, parts) => {
    let count = 0;
    for (const turn of wholeTurns(range, two)) {
      parts.set(run, turn);
      if (isTrue(parts.body(run))) count += 1;
    }
    return count === 1;
  },
  filter: (run, range, two, parts) => {
    const kept: Stored[] = [];
    for (const turn of wholeTurns(range, two)) {
      parts.set(run, turn);
      run.spend(GATHER_COST);
      if (isTrue(parts.body(run))) kept.push(turn[0] as Stored);
    }
    return kept;
  },
  list: (run, range, two, parts) => gathered(run, range, two, parts, GATHER_COST).map(({ value }) => value),
  map: (run, range, two, parts) =>
    CelMap.of(
      gathered(run, range, two, parts, GATHER_ENTRY_COST).map(({ turn, value }) => ({
        key: known(turn[0] as Stored),
        value,
      })),
    ),
  mapEntry: (run, range, two, parts) => mergeEntries(gathered(run, range, two, parts, GATHER_ENTRY_COST)),
  sortBy: (run, range, _two, parts) => {
    const items = gathered(run, range, false, parts, GATHER_COST);
    return sortBy(items.map(({ turn, value }) => ({ item: turn[0] as Stored, key: value })));
  },
  optMap: (run, range, _two, parts) => {
    const value = optionalTurn(run, range, parts);
    return value === undefined ? NONE : new Optional(value);
  },
  optFlatMap: (run, range, _two, parts) => optionalTurn(run, range, parts) ?? NONE,
};

function quantify(deciding: boolean, run: Run, range: CelValue, two: boolean, parts: Parts): boolean {
  const { certain, more } = turnsOf(range, two);
  const evaluate = (turn: Turn | string): CelValue => {
    if (typeof turn === 'string') throw new CelUnknown(turn);
    parts.set(run, turn);
    return parts.body(run);
  };
  return decide<Turn | string>(deciding, more === undefined ? certain : [...certain, more], evaluate);
}

function gathered(
  run: Run,
  range: CelValue,
  two: boolean,
  parts: Parts,
  cost: number,
): { readonly turn: Turn; readonly value: CelValue }[] {
  const results: { readonly turn: Turn; readonly value: CelValue }[] = [];
  for (const turn of wholeTurns(range, two)) {
    parts.set(run, turn);
    run.spend(cost);
    if (parts.filter === undefined || isTrue(parts.filter(run)))
      results.push({ turn, value: parts.body(run) });
  }
  return results;
}

function mergeEntries(parts: readonly { readonly value: CelValue }[]): CelMap {
  const entries: MapEntry[] = parts.flatMap(({ value }) =>
    value instanceof CelMap ? value.whole() : noSuchOverload(),
  );
  const merged = CelMap.of(entries);
  return merged.entries().size === entries.length ? merged : fail('insert failed: key already exists');
}

function optionalTurn(run: Run, range: CelValue, parts: Parts): CelValue | undefined {
  if (!(range instanceof Optional)) return noSuchOverload();
  if (range.value === undefined) return undefined;
  parts.set(run, [range.value]);
  return parts.body(run);
}

function turnsOf(range: CelValue, two: boolean): Turns {
  if (Array.isArray(range)) {
    const items = range as CelList;
    return { certain: items.map((item, index) => (two ? [BigInt(index), item] : [item])), more: undefined };
  }
  if (!(range instanceof CelMap)) return noSuchOverload();
  const entries = range.certain();
  return { certain: entries.map(({ key, value }) => (two ? [key, value] : [key])), more: range.incomplete() };
}

function wholeTurns(range: CelValue, two: boolean): readonly Turn[] {
  const { certain, more } = turnsOf(range, two);
  if (more !== undefined) throw new CelUnknown(more);
  return certain;
}

function isTrue(value: CelValue): boolean {
  return typeof value === 'boolean' ? value : noSuchOverload();
}
