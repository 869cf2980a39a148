import { CompileError } from '../syntax/compile-error.ts';
import type { Comprehension } from '../syntax/expression.ts';
import type { Checker } from './check.ts';
import type { Scope } from './scope.ts';
import { BOOL, type CelType, DYN, formatType, INT, list, mapOf, optionalOf } from './type.ts';

/** The type of what a comprehension gathers; its variables get the types of the range's parts. */
export function checkComprehension(checker: Checker, expression: Comprehension, scope: Scope): CelType {
  const range = checker.substitutions.resolve(checker.check(expression.range, scope));
  const types = variableTypes(checker, expression, range);
  const inner = expression.variables.reduce(
    (outer, name, index) => outer.with(name, types[index] ?? DYN),
    scope,
  );
  if (expression.filter !== undefined) checker.expectType(expression.filter, inner, BOOL);
  return gathered(checker, expression, inner, range);
}

function gathered(checker: Checker, expression: Comprehension, scope: Scope, range: CelType): CelType {
  const { gathering, body } = expression;
  switch (gathering) {
    case 'all':
    case 'exists':
    case 'existsOne':
      checker.expectType(body, scope, BOOL);
      return BOOL;
    case 'filter':
      checker.expectType(body, scope, BOOL);
      return list(range.kind === 'list' || range.kind === 'map' ? (range.of[0] ?? DYN) : DYN);
    case 'list':
      return list(checker.check(body, scope));
    case 'map':
      return mapOf(
        range.kind === 'map' ? (range.of[0] ?? DYN) : range.kind === 'list' ? INT : DYN,
        checker.check(body, scope),
      );
    case 'mapEntry': {
      const entry = mapOf(checker.substitutions.fresh(), checker.substitutions.fresh());
      checker.expectType(body, scope, entry);
      return checker.substitutions.resolve(entry);
    }
    case 'optMap':
      return optionalOf(checker.check(body, scope));
    case 'optFlatMap': {
      const result = optionalOf(checker.substitutions.fresh());
      checker.expectType(body, scope, result);
      return checker.substitutions.resolve(result);
    }
    case 'sortBy':
      checker.check(body, scope);
      return range.kind === 'list' ? range : list(DYN);
  }
}

function variableTypes(checker: Checker, expression: Comprehension, range: CelType): readonly CelType[] {
  const { gathering, variables, range: source } = expression;
  if (gathering === 'optMap' || gathering === 'optFlatMap')
    return [optionalValue(checker, expression, range)];
  const two = variables.length === 2;
  switch (range.kind) {
    case 'list':
      return two ? [INT, range.of[0] ?? DYN] : [range.of[0] ?? DYN];
    case 'map':
      return range.of;
    case 'parameter':
      checker.substitutions.assignable([DYN], [range]);
      return [DYN, DYN];
    case 'dyn':
    case 'error':
      return [DYN, DYN];
    default:
      throw new CompileError(
        `expression of type '${formatType(range)}' cannot be range of a comprehension (must be list, map, or dynamic)`,
        source.at,
      );
  }
}

function optionalValue(checker: Checker, expression: Comprehension, range: CelType): CelType {
  const held = checker.substitutions.fresh();
  if (checker.substitutions.assignable([range], [optionalOf(held)]))
    return checker.substitutions.resolve(held);
  throw new CompileError(
    `found no matching overload for '${expression.gathering}' applied to '${formatType(range)}'`,
    expression.at,
  );
}
