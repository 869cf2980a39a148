import type { Comprehension } from '../syntax/expression.ts';
import { CelUnknown, fail, noSuchOverload } from '../values/failure.ts';
import { CelMap, type MapEntry } from '../values/map.ts';
import {
  type CelList,
  type CelValue,
  known,
  NONE,
  Optional,
  type Stored,
  UnknownInput,
} from '../values/value.ts';
import { type Context, compileExpression, type Evaluate, rereading } from './evaluate.ts';
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
  readonly certain: Iterable<Turn>;
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
  // These two stand for a conditional.
  if (expression.gathering === 'optMap' || expression.gathering === 'optFlatMap') {
    const reread = rereading(context);
    return (run) => reread(gather(run, range(run), two, parts));
  }
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
  mapEntry: (run, range, two, parts) =>
    mergeEntries(run, gathered(run, range, two, parts, GATHER_ENTRY_COST)),
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
  return decide<Turn | string>(deciding, withMore(certain, more), evaluate);
}

function* withMore(certain: Iterable<Turn>, more: string | undefined): Iterable<Turn | string> {
  yield* certain;
  if (more !== undefined) yield more;
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

function mergeEntries(run: Run, parts: readonly { readonly value: CelValue }[]): CelMap {
  const entries: MapEntry[] = [];
  for (const { value } of parts) {
    if (!(value instanceof CelMap)) return noSuchOverload();
    run.spend(value.size());
    for (const entry of value.whole()) entries.push(entry);
  }
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
  if (Array.isArray(range)) return { certain: itemTurns(range as CelList, two), more: undefined };
  if (!(range instanceof CelMap)) return noSuchOverload();
  return { certain: entryTurns(range, two), more: range.incomplete() };
}

/** One by one: the first may decide. */
function* itemTurns(items: CelList, two: boolean): Iterable<Turn> {
  for (const [index, item] of items.entries()) yield two ? [BigInt(index), item] : [item];
}

function* entryTurns(map: CelMap, two: boolean): Iterable<Turn> {
  for (const { key, value } of map.entries().values())
    if (!(value instanceof UnknownInput)) yield two ? [key, value] : [key];
}

function wholeTurns(range: CelValue, two: boolean): Iterable<Turn> {
  const { certain, more } = turnsOf(range, two);
  if (more !== undefined) throw new CelUnknown(more);
  return certain;
}

function isTrue(value: CelValue): boolean {
  return typeof value === 'boolean' ? value : noSuchOverload();
}
