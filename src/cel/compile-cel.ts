import { type Checked, check } from './check/check.ts';
import { checkLiterals } from './check/literals.ts';
import type { Declarations } from './check/scope.ts';
import { type CelType, formatType } from './check/type.ts';
import { type CelEnvironment, declarationsOf, VARIABLES } from './environment.ts';
import { compileExpression, type Evaluate } from './evaluate/evaluate.ts';
import { CelProgram } from './program.ts';
import { CompileError, formatCompileError } from './syntax/compile-error.ts';
import { parse } from './syntax/parse.ts';

export interface CompileOptions {
  /** Names of variables that may be of any type. */
  readonly declare?: readonly string[];
  /** What the expression must evaluate to; `any` where it is not said. */
  readonly resultType?: 'bool' | 'string' | 'any';
}

export type Compiled = { readonly program: CelProgram } | { readonly compileError: string };

/** Compiling is costly beside evaluating, and callers ask for the same text again for each request. */
const MAX_KEPT = 2000;
const MAX_KEPT_LENGTH = 10_000;
const kept = new Map<string, Compiled>();

/** Compiles an expression as the API server of that minor would, or says why that refuses it. */
export function compileCel(
  expression: string,
  environment: CelEnvironment,
  options: CompileOptions = {},
): Compiled {
  const key = JSON.stringify([expression, environment, options]);
  const found = kept.get(key);
  if (found !== undefined) return found;
  const compiled = compileAnew(expression, environment, options);
  if (kept.size >= MAX_KEPT) kept.clear();
  if (key.length <= MAX_KEPT_LENGTH) kept.set(key, compiled);
  return compiled;
}

function compileAnew(expression: string, environment: CelEnvironment, options: CompileOptions): Compiled {
  const composition = composeVariables(environment, declarationsOf(environment, options.declare));
  if ('compileError' in composition) return composition;
  const { declarations, variables } = composition;
  const result = compileOne(expression, declarations);
  if ('compileError' in result) return result;
  const problem = resultProblem(result.type, environment, options.resultType ?? 'any');
  if (problem !== undefined) return { compileError: problem };
  return { program: new CelProgram(result.evaluate, variables, environment) };
}

interface Composition {
  readonly declarations: Declarations;
  readonly variables: ReadonlyMap<string, Evaluate>;
}

/** Each variable is typed by its expression and seen by those after it. */
function composeVariables(
  { variables = [] }: CelEnvironment,
  base: Declarations,
): Composition | { readonly compileError: string } {
  const types = new Map<string, CelType>();
  const evaluates = new Map<string, Evaluate>();
  const declarations = { ...base, structures: new Map(base.structures).set(VARIABLES.name, types) };
  for (const { name, expression } of variables) {
    const result = compileOne(expression, declarations);
    if ('compileError' in result) return { compileError: `variable ${name}: ${result.compileError}` };
    types.set(name, result.type);
    evaluates.set(name, result.evaluate);
  }
  return { declarations, variables: evaluates };
}

type One = { readonly evaluate: Evaluate; readonly type: CelType } | { readonly compileError: string };

function compileOne(source: string, declarations: Declarations): One {
  try {
    const checked: Checked = check(parse(source, declarations), declarations);
    checkLiterals(checked, declarations);
    const context = { checked, declarations, locals: [] };
    return {
      evaluate: compileExpression(checked.expression, context),
      type: checked.typeOf(checked.expression),
    };
  } catch (failure) {
    if (failure instanceof CompileError) return { compileError: formatCompileError(failure, source) };
    if (failure instanceof RangeError) return { compileError: 'the expression is nested too deeply' };
    throw failure;
  }
}

/** The API server wants exactly the type (`pkg/admission/plugin/cel/compile.go`); hazards of our own may also leave it to the evaluation. */
function resultProblem(
  type: CelType,
  { use }: CelEnvironment,
  wanted: 'bool' | 'string' | 'any',
): string | undefined {
  const fits = wanted === 'any' || type.kind === wanted || (use === 'plain' && type.kind === 'dyn');
  return fits ? undefined : `must evaluate to ${wanted} but got ${formatType(type)}`;
}
