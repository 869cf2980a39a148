import type { Overload } from '../libraries/overload.ts';
import { CompileError } from '../syntax/compile-error.ts';
import { type Expression, qualifiedName } from '../syntax/expression.ts';
import type { Checker } from './check.ts';
import type { Scope } from './scope.ts';
import { type CelType, DYN, formatType, sameType } from './type.ts';

type Call = Expression & { kind: 'call' };

/** The type of a call: its overloads are tried in order, and where several fit and disagree it is dyn. */
export function checkCall(checker: Checker, call: Call, scope: Scope): CelType {
  const { target, args } = call;
  const given = args.map((argument) => checker.check(argument, scope));
  const name = qualifiedFunction(checker, call, scope);
  if (name !== undefined) {
    checker.qualified.set(call, name);
    return resolve(checker, call, name, given, false);
  }
  if (target === undefined) return resolve(checker, call, call.name, given, false);
  return resolve(checker, call, call.name, [checker.check(target, scope), ...given], true);
}

/** `ip.isCanonical` in `ip.isCanonical(x)`: a function with a dot in its name, not a method of a variable. */
function qualifiedFunction(checker: Checker, { name, target }: Call, scope: Scope): string | undefined {
  const prefix = target === undefined ? undefined : qualifiedName(target);
  if (prefix === undefined || scope.find(prefix.split('.')[0] ?? '') !== undefined) return undefined;
  const full = `${prefix}.${name}`;
  return checker.declarations.functions.has(full) ? full : undefined;
}

function resolve(
  checker: Checker,
  call: Call,
  name: string,
  given: readonly CelType[],
  member: boolean,
): CelType {
  const overloads = checker.declarations.functions.get(name);
  if (overloads === undefined) throw new CompileError(`undeclared reference to '${name}'`, call.at);
  let result: CelType | undefined;
  const fits: Overload[] = [];
  for (const overload of overloads) {
    if (overload.member !== member) continue;
    const fitting = resultOf(checker, overload, given);
    if (fitting === undefined) continue;
    fits.push(overload);
    result = result === undefined || sameType(result, fitting) ? fitting : DYN;
  }
  const [only, ...others] = fits;
  if (only !== undefined && others.length === 0) checker.overloads.set(call, only);
  if (result !== undefined) return result;
  const types = given.map((type) => formatType(checker.substitutions.resolve(type)));
  const applied = member ? `${types[0]}.(${types.slice(1).join(', ')})` : `(${types.join(', ')})`;
  throw new CompileError(`found no matching overload for '${name}' applied to '${applied}'`, call.at);
}

function resultOf(checker: Checker, overload: Overload, given: readonly CelType[]): CelType | undefined {
  if (overload.parameters.length !== given.length) return undefined;
  const fresh = new Map<string, CelType>();
  const instantiate = (type: CelType): CelType => {
    if (type.kind !== 'parameter')
      return type.of.length === 0 ? type : { ...type, of: type.of.map(instantiate) };
    const found = fresh.get(type.name) ?? checker.substitutions.fresh();
    fresh.set(type.name, found);
    return found;
  };
  if (!checker.substitutions.assignable(given, overload.parameters.map(instantiate))) return undefined;
  return checker.substitutions.resolve(instantiate(overload.result));
}
