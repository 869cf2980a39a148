import { type Context, compileExpression } from '../evaluate/evaluate.ts';
import { Run } from '../evaluate/run.ts';
import { parseFormat } from '../libraries/format-string.ts';
import { compileRegex } from '../libraries/re2.ts';
import { CompileError } from '../syntax/compile-error.ts';
import type { Expression } from '../syntax/expression.ts';
import { CelError, CelStopped } from '../values/failure.ts';
import type { CelValue } from '../values/value.ts';
import type { Checked } from './check.ts';
import type { Declarations } from './scope.ts';
import type { CelType } from './type.ts';
import { formatType, runtimeTypeName, sameType } from './type.ts';

/** Conversions of constants are made when the API server compiles (cel-go `interpreter/decorators.go`, maybeOptimizeConstUnary). */
const CONVERSIONS = new Set([
  'bool',
  'bytes',
  'double',
  'duration',
  'dyn',
  'int',
  'string',
  'timestamp',
  'type',
  'uint',
]);

/** Refuses what the API server refuses of an expression whose types are right: constants that cannot be what they are used for, and mixed literals. */
export function checkLiterals(checked: Checked, declarations: Declarations): void {
  const context: Context = { checked, declarations, locals: [] };
  walk(checked.expression, false, (expression, mayMix) => {
    if (expression.kind === 'call') {
      checkConversion(expression, context);
      checkPattern(expression);
      if (declarations.validatesLiterals) checkFormat(expression, checked);
    }
    if (expression.kind === 'index') checkQualifier(expression.index, context);
    if (declarations.validatesLiterals && !mayMix) checkSameTypes(expression, checked);
  });
}

type Visit = (expression: Expression, mayMix: boolean) => void;

function walk(expression: Expression, mayMix: boolean, visit: Visit): void {
  // The arguments of format may be of different types (cel-go `ext/strings.go`).
  const inner = mayMix || (expression.kind === 'call' && expression.name === 'format');
  for (const part of partsOf(expression)) walk(part, inner, visit);
  visit(expression, mayMix);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'ident':
      return [];
    case 'select':
      return [expression.operand];
    case 'index':
      return [expression.operand, expression.index];
    case 'call':
      return expression.target === undefined ? expression.args : [expression.target, ...expression.args];
    case 'list':
      return expression.items.map(({ value }) => value);
    case 'map':
      return expression.items.flatMap(({ key, value }) => [key, value]);
    case 'structure':
      return expression.fields.map(({ value }) => value);
    case 'conditional':
      return [expression.condition, expression.then, expression.otherwise];
    case 'and':
    case 'or':
      return expression.terms;
    case 'comprehension':
      return [
        expression.range,
        ...(expression.filter === undefined ? [] : [expression.filter]),
        expression.body,
      ];
  }
}

function isConstant(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return true;
    case 'list':
      return expression.items.every(({ optional, value }) => !optional && isConstant(value));
    case 'map':
      return expression.items.every(
        ({ optional, key, value }) => !optional && isConstant(key) && isConstant(value),
      );
    case 'call':
      return isConversion(expression) && expression.args.every(isConstant);
    default:
      return false;
  }
}

function isConversion({ name, target, args }: Expression & { kind: 'call' }): boolean {
  return target === undefined && args.length === 1 && CONVERSIONS.has(name);
}

function checkConversion(expression: Expression & { kind: 'call' }, context: Context): void {
  if (isConversion(expression) && expression.args.every(isConstant)) constantValue(expression, context);
}

/** Of constants only these are looked up in lists and maps (cel-go `interpreter/attributes.go`, newQualifier). */
const QUALIFIERS = new Set(['bool', 'int', 'uint', 'double', 'string']);

function checkQualifier(index: Expression, context: Context): void {
  if (!isConstant(index)) return;
  const value = constantValue(index, context);
  if (value !== undefined && !QUALIFIERS.has(runtimeTypeName(value)))
    throw new CompileError(`invalid qualifier type: ${runtimeTypeName(value)}`, index.at);
}

/** Undefined where it takes too long. */
function constantValue(expression: Expression, context: Context): CelValue | undefined {
  try {
    return compileExpression(expression, context)(new Run({}, new Map(), () => undefined));
  } catch (failure) {
    if (failure instanceof CelError) throw new CompileError(failure.message, expression.at);
    if (!(failure instanceof CelStopped)) throw failure;
    return undefined;
  }
}

/** Functions whose constant patterns are compiled with the expression (apiserver `pkg/cel/library/regex.go`, FindRegexOptimization). */
const TAKE_PATTERNS = new Set(['matches', 'find', 'findAll']);

function checkPattern({ name, target, args }: Expression & { kind: 'call' }): void {
  const pattern = args[target === undefined ? 1 : 0];
  if (!TAKE_PATTERNS.has(name) || pattern?.kind !== 'literal' || typeof pattern.value !== 'string') return;
  try {
    compileRegex(pattern.value);
  } catch (failure) {
    if (failure instanceof CelError)
      throw new CompileError(`invalid ${name} argument: ${failure.message}`, pattern.at);
    // Whether it compiles is then for the evaluation not to know.
    if (!(failure instanceof CelStopped)) throw failure;
  }
}

/** Which types a verb of a format string takes. */
const TAKEN: Readonly<Record<string, readonly string[] | undefined>> = {
  d: ['int', 'uint'],
  f: ['double', 'string'],
  e: ['double', 'string'],
  b: ['int', 'uint', 'bool'],
  o: ['int', 'uint'],
  x: ['int', 'uint', 'string', 'bytes'],
  X: ['int', 'uint', 'string', 'bytes'],
};

function checkFormat({ name, target, args, at }: Expression & { kind: 'call' }, checked: Checked): void {
  const [list] = args;
  if (
    name !== 'format' ||
    target?.kind !== 'literal' ||
    typeof target.value !== 'string' ||
    list?.kind !== 'list'
  )
    return;
  const { clauses } = parse(target.value, at);
  if (list.items.length > clauses.length)
    throw new CompileError(`too many arguments supplied to format: ${clauses.length} are expected`, at);
  for (const [index, { verb }] of clauses.entries()) {
    const argument = list.items[index]?.value;
    if (argument === undefined)
      throw new CompileError(`error during formatting: index ${index} out of range`, at);
    const type = checked.typeOf(argument);
    const taken = verb === 's' ? isPrintable(type) : (TAKEN[verb]?.includes(type.kind) ?? false);
    if (!taken && type.kind !== 'dyn' && type.kind !== 'parameter')
      throw new CompileError(
        `error during formatting: %${verb} cannot print a ${formatType(type)}`,
        argument.at,
      );
  }
}

function isPrintable({ kind }: CelType): boolean {
  return kind !== 'opaque' && kind !== 'object' && kind !== 'error';
}

function parse(format: string, at: number): ReturnType<typeof parseFormat> {
  try {
    return parseFormat(format);
  } catch (failure) {
    if (failure instanceof CelError) throw new CompileError(failure.message, at);
    throw failure;
  }
}

function checkSameTypes(expression: Expression, checked: Checked): void {
  if (expression.kind === 'list')
    expectSame(
      expression.items.map(({ value, optional }) => ({ value, type: itemType(value, optional, checked) })),
    );
  if (expression.kind !== 'map') return;
  expectSame(expression.items.map(({ key }) => ({ value: key, type: checked.typeOf(key) })));
  expectSame(
    expression.items.map(({ value, optional }) => ({ value, type: itemType(value, optional, checked) })),
  );
}

function itemType(value: Expression, optional: boolean, checked: Checked): CelType {
  const type = checked.typeOf(value);
  return optional && type.name === 'optional_type' ? (type.of[0] ?? type) : type;
}

function expectSame(items: readonly { readonly value: Expression; readonly type: CelType }[]): void {
  const [first] = items;
  const other = items.find(({ type }) => first !== undefined && !sameType(first.type, type));
  if (first !== undefined && other !== undefined)
    throw new CompileError(
      `expected type '${formatType(first.type)}' but found '${formatType(other.type)}'`,
      other.value.at,
    );
}
