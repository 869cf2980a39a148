import type { Checked } from '../check/check.ts';
import type { Declarations } from '../check/scope.ts';
import { PatchObject } from '../libraries/patch-object.ts';
import type { Expression } from '../syntax/expression.ts';
import { equal } from '../values/equal.ts';
import { noSuchOverload } from '../values/failure.ts';
import { CelMap, type MapEntry } from '../values/map.ts';
import { rereadOptional } from '../values/reread-optional.ts';
import { type CelValue, known, Optional, TypeValue } from '../values/value.ts';
import { hasField, selectField, selectIndex, selectOptionalField, selectOptionalIndex } from './access.ts';
import { evaluateCall } from './evaluate-call.ts';
import { evaluateComprehension } from './evaluate-comprehension.ts';
import { decide } from './logic.ts';
import type { Run } from './run.ts';

/** A compiled part of an expression. */
export type Evaluate = (run: Run) => CelValue;

/** What compiling a part needs to know: the checked whole, and the comprehension variables around the part by their slots. */
export interface Context {
  readonly checked: Checked;
  readonly declarations: Declarations;
  readonly locals: readonly string[];
}

/** What a list literal, a map literal and a structure cost (cel-go `common/cost.go`). */
const LIST_COST = 10;
const MAP_COST = 30;
const STRUCTURE_COST = 40;

/** Turns a checked expression into functions, once; they hold no state and may run any number of times. */
export function compileExpression(expression: Expression, context: Context): Evaluate {
  const compile = (part: Expression) => compileExpression(part, context);
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'ident':
      return compileIdent(expression, context);
    case 'select':
      return compileSelect(expression, context);
    case 'index': {
      const operand = compile(expression.operand);
      const index = compile(expression.index);
      const select = expression.optional ? selectOptionalIndex : selectIndex;
      return (run) => {
        run.spend(1);
        const container = operand(run);
        return select(container, index(run));
      };
    }
    case 'call':
      return evaluateCall(expression, context, compile);
    case 'list':
      return compileList(expression, compile);
    case 'map':
      return compileMap(expression, compile);
    case 'structure':
      return compileStructure(expression, compile);
    case 'conditional': {
      const condition = compile(expression.condition);
      const then = compile(expression.then);
      const otherwise = compile(expression.otherwise);
      const reread = rereading(context);
      return (run) => {
        const answer = condition(run);
        if (typeof answer !== 'boolean') return noSuchOverload();
        return reread(answer ? then(run) : otherwise(run));
      };
    }
    case 'and':
    case 'or': {
      const terms = expression.terms.map(compile);
      const deciding = expression.kind === 'or';
      return (run) => {
        run.spend(terms.length - 1);
        return decide(deciding, terms, (term) => term(run));
      };
    }
    case 'comprehension':
      return evaluateComprehension(expression, context);
  }
}

function compileIdent(expression: Expression & { kind: 'ident' }, context: Context): Evaluate {
  const qualified = context.checked.qualified.get(expression);
  if (qualified !== undefined) return namedValue(qualified, context);
  const slot = context.locals.lastIndexOf(expression.name);
  const reread = rereading(context);
  return (run) => {
    run.spend(1);
    const value = run.locals[slot];
    return value === undefined ? noSuchOverload() : reread(known(value));
  };
}

/** What becomes of an optional that a variable holds or a conditional chooses. */
export function rereading({ declarations }: Context): (value: CelValue) => CelValue {
  return declarations.beforeCelGo29 ? rereadOptional : (value) => value;
}

/** A variable of the environment, or a type. */
function namedValue(name: string, { declarations }: Context): Evaluate {
  if (!declarations.variables.has(name)) {
    const type = new TypeValue(name);
    return () => type;
  }
  return (run) => {
    run.spend(1);
    return run.input(name);
  };
}

function compileSelect(expression: Expression & { kind: 'select' }, context: Context): Evaluate {
  const { field, optional, test } = expression;
  const qualified = context.checked.qualified.get(expression);
  if (qualified !== undefined) return namedValue(qualified, context);
  if (context.checked.typeOf(expression.operand).name === 'kubernetes.variables')
    return compileVariable(field, optional, test);
  const operand = compileExpression(expression.operand, context);
  const select = test ? hasField : optional ? selectOptionalField : selectField;
  return (run) => {
    run.spend(1);
    return select(operand(run), field);
  };
}

function compileVariable(name: string, optional: boolean, test: boolean): Evaluate {
  if (test) return () => true;
  return (run) => {
    run.spend(1);
    return optional ? new Optional(run.variable(name)) : run.variable(name);
  };
}

type Compile = (part: Expression) => Evaluate;

function compileList(expression: Expression & { kind: 'list' }, compile: Compile): Evaluate {
  const items = expression.items.map(({ optional, value }) => ({ optional, evaluate: compile(value) }));
  return (run) => {
    run.spend(LIST_COST);
    const values: CelValue[] = [];
    for (const { optional, evaluate } of items) {
      const value = present(evaluate(run), optional);
      if (value !== undefined) values.push(value);
    }
    return values;
  };
}

function compileMap(expression: Expression & { kind: 'map' }, compile: Compile): Evaluate {
  const items = expression.items.map(({ optional, key, value }) => ({
    optional,
    key: compile(key),
    evaluate: compile(value),
  }));
  return (run) => {
    run.spend(MAP_COST);
    const entries: MapEntry[] = [];
    for (const { optional, key: evaluateKey, evaluate } of items) {
      const key = evaluateKey(run);
      const value = present(evaluate(run), optional);
      if (value !== undefined) entries.push({ key, value });
      else remove(entries, key);
    }
    return CelMap.of(entries);
  };
}

/** An optional entry without a value takes away one of the same key before it (cel-go `interpreter/interpretable.go`, evalMap). */
function remove(entries: MapEntry[], key: CelValue): void {
  const index = entries.findIndex((entry) => equal(entry.key, key));
  if (index >= 0) entries.splice(index, 1);
}

function compileStructure(expression: Expression & { kind: 'structure' }, compile: Compile): Evaluate {
  const fields = expression.fields.map(({ name, optional, value }) => ({
    name,
    optional,
    evaluate: compile(value),
  }));
  return (run) => {
    run.spend(STRUCTURE_COST);
    const entries: MapEntry[] = [];
    for (const { name, optional, evaluate } of fields) {
      const value = present(evaluate(run), optional);
      if (value !== undefined) entries.push({ key: name, value });
    }
    return new PatchObject(expression.name, CelMap.of(entries));
  };
}

/** The value of an item; undefined where it is optional and has none. */
function present(value: CelValue, optional: boolean): CelValue | undefined {
  if (!optional) return value;
  return value instanceof Optional ? value.value : noSuchOverload();
}
