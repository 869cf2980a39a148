import type { Minor } from '../../upgrade/version.ts';
import { CompileError } from './compile-error.ts';
import type { Expression, Gathering } from './expression.ts';

interface Macro {
  readonly name: string;
  /** How many variables it names before the expressions. */
  readonly variables: 1 | 2;
  /** How many expressions follow; with one more than `body`, the first of them filters. */
  readonly expressions: 1 | 2;
  readonly gathering: Gathering;
  readonly since: Minor;
}

function macro(
  name: string,
  variables: 1 | 2,
  expressions: 1 | 2,
  gathering: Gathering,
  since: Minor = '1.23',
): Macro {
  return { name, variables, expressions, gathering, since };
}

/**
 * The macros that Kubernetes loads, with the minor that brought each: in its own list (apiserver, `pkg/cel/environment/base.go`) or with
 * the cel-go it was built with (0.17 in 1.29, 0.23 in 1.33).
 */
export const MACROS: readonly Macro[] = [
  macro('all', 1, 1, 'all'),
  macro('exists', 1, 1, 'exists'),
  macro('exists_one', 1, 1, 'existsOne'),
  macro('map', 1, 1, 'list'),
  macro('map', 1, 2, 'list'),
  macro('filter', 1, 1, 'filter'),
  macro('optMap', 1, 1, 'optMap', '1.28'),
  macro('optFlatMap', 1, 1, 'optFlatMap', '1.29'),
  macro('all', 2, 1, 'all', '1.32'),
  macro('exists', 2, 1, 'exists', '1.32'),
  macro('existsOne', 2, 1, 'existsOne', '1.32'),
  macro('exists_one', 2, 1, 'existsOne', '1.32'),
  macro('transformList', 2, 1, 'list', '1.32'),
  macro('transformList', 2, 2, 'list', '1.32'),
  macro('transformMap', 2, 1, 'map', '1.32'),
  macro('transformMap', 2, 2, 'map', '1.32'),
  macro('transformMapEntry', 2, 1, 'mapEntry', '1.32'),
  macro('transformMapEntry', 2, 2, 'mapEntry', '1.32'),
  macro('sortBy', 1, 1, 'sortBy', '1.34'),
];

/** Expands a call that is a macro; undefined where it is an ordinary call. */
export function expandMacro(
  macros: readonly Macro[],
  at: number,
  name: string,
  target: Expression | undefined,
  args: readonly Expression[],
): Expression | undefined {
  if (target === undefined) return name === 'has' && args.length === 1 ? expandHas(args) : undefined;
  const found = macros.find(
    (candidate) => candidate.name === name && candidate.variables + candidate.expressions === args.length,
  );
  if (found === undefined) return undefined;
  const variables = args.slice(0, found.variables).map(variableName);
  const [first, second] = args.slice(found.variables);
  if (first === undefined) return undefined;
  if (found.variables === 2 && variables[0] === variables[1])
    throw new CompileError(`the variables of ${name} must differ`, at);
  const { gathering } = found;
  const parts = second === undefined ? { filter: undefined, body: first } : { filter: first, body: second };
  return { kind: 'comprehension', at, gathering, range: target, variables, ...parts };
}

function expandHas([argument]: readonly Expression[]): Expression | undefined {
  if (argument?.kind !== 'select' || argument.optional)
    throw new CompileError(
      'invalid argument to has() macro: it must be a field selection such as a.b',
      argument?.at ?? 0,
    );
  return { ...argument, test: true };
}

/** What macros once called the result they gather (cel-go `parser/macro.go`, AccumulatorName). */
const ACCUMULATOR = '__result__';

function variableName(argument: Expression): string {
  if (argument.kind !== 'ident' || argument.root)
    throw new CompileError('the variable of a comprehension must be a simple name', argument.at);
  if (argument.name === ACCUMULATOR)
    throw new CompileError('the variable of a comprehension must not be named as its result', argument.at);
  return argument.name;
}
