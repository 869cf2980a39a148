import type { Overload } from '../libraries/overload.ts';
import { CompileError } from '../syntax/compile-error.ts';
import { type Comprehension, type Expression, qualifiedName } from '../syntax/expression.ts';
import { checkCall } from './check-call.ts';
import { checkComprehension } from './check-comprehension.ts';
import { checkStructure } from './check-structure.ts';
import { literalType } from './literal-type.ts';
import { type Declarations, Scope } from './scope.ts';
import {
  BOOL,
  boundedType,
  type CelType,
  DYN,
  formatType,
  INT,
  list,
  mapOf,
  optionalOf,
  typeOf,
} from './type.ts';
import { mostGeneral, Substitutions } from './unify.ts';

/** What the checker found out of an expression. */
export interface Checked {
  readonly expression: Expression;
  readonly typeOf: (expression: Expression) => CelType;
  /** A variable or type with dots in its name, or a call of a function with dots in its name. */
  readonly qualified: ReadonlyMap<Expression, string>;
  /** Calls of which the types say which overload is meant, even where values such as an empty list would fit others. */
  readonly overloads: ReadonlyMap<Expression, Overload>;
}

/** Works out the type of every part; throws a CompileError where the parts do not go together. */
export function check(expression: Expression, declarations: Declarations): Checked {
  const checker = new Checker(declarations);
  checker.check(expression, new Scope());
  return {
    expression,
    typeOf: (part) => checker.resolved(part),
    qualified: checker.qualified,
    overloads: checker.overloads,
  };
}

/** The state of one check; the rules of calls, comprehensions and structures are in files of their own. */
export class Checker {
  readonly declarations: Declarations;
  readonly substitutions = new Substitutions();
  readonly qualified = new Map<Expression, string>();
  readonly overloads = new Map<Expression, Overload>();
  readonly #types = new Map<Expression, CelType>();

  constructor(declarations: Declarations) {
    this.declarations = declarations;
  }

  resolved(expression: Expression): CelType {
    return this.substitutions.resolve(this.#types.get(expression) ?? DYN, true);
  }

  /** The type of an expression; what is learnt of it later is not in it. */
  check(expression: Expression, scope: Scope): CelType {
    const type = boundedType(this.#typeOf(expression, scope));
    this.#types.set(expression, type);
    return type;
  }

  /** Refuses an expression that cannot be of the type. */
  expectType(expression: Expression, scope: Scope, expected: CelType): void {
    const found = this.check(expression, scope);
    if (!this.substitutions.assignable([expected], [found])) this.#mismatch(expression, expected, found);
  }

  #mismatch(expression: Expression, expected: CelType, found: CelType): never {
    const [wanted, given] = [expected, found].map((type) => formatType(this.substitutions.resolve(type)));
    throw new CompileError(`expected type '${wanted}' but found '${given}'`, expression.at);
  }

  #typeOf(expression: Expression, scope: Scope): CelType {
    switch (expression.kind) {
      case 'literal':
        return literalType(expression.value);
      case 'ident':
        return this.#ident(expression, scope);
      case 'select':
        return this.#select(expression, scope);
      case 'index':
        return this.#index(expression, scope);
      case 'call':
        return checkCall(this, expression, scope);
      case 'list':
        return this.#list(expression, scope);
      case 'map':
        return this.#map(expression, scope);
      case 'structure':
        return checkStructure(this, expression, scope);
      case 'conditional':
        return this.#conditional(expression, scope);
      case 'and':
      case 'or':
        for (const term of expression.terms) this.expectOperand(expression.kind, term, scope);
        return BOOL;
      case 'comprehension':
        return checkComprehension(this, expression as Comprehension, scope);
    }
  }

  expectOperand(operator: 'and' | 'or', term: Expression, scope: Scope): void {
    const found = this.check(term, scope);
    if (!this.substitutions.assignable([found], [BOOL]))
      throw new CompileError(
        `found no matching overload for '${operator === 'and' ? '_&&_' : '_||_'}' applied to '${formatType(this.substitutions.resolve(found))}'`,
        term.at,
      );
  }

  #ident(expression: Expression & { kind: 'ident' }, scope: Scope): CelType {
    const { name, root } = expression;
    // A leading dot once reached no further than the variables of comprehensions.
    const local = root && !this.declarations.beforeCelGo29 ? undefined : scope.find(name);
    const found = local ?? this.declared(name);
    if (found === undefined) throw new CompileError(`undeclared reference to '${name}'`, expression.at);
    if (local === undefined) this.qualified.set(expression, name);
    return found;
  }

  /** The type of a variable, or of a type that is named as a value. */
  declared(name: string): CelType | undefined {
    const variable = this.declarations.variables.get(name);
    if (variable !== undefined) return variable;
    return this.declarations.typeNames.has(name) ? typeOf(DYN) : undefined;
  }

  #select(expression: Expression & { kind: 'select' }, scope: Scope): CelType {
    const name = qualifiedName(expression);
    const root = name?.split('.')[0];
    if (name !== undefined && root !== undefined && scope.find(root) === undefined) {
      const found = this.declared(name);
      if (found !== undefined) {
        this.qualified.set(expression, name);
        return found;
      }
    }
    const operand = this.substitutions.resolve(this.check(expression.operand, scope));
    const unwrapped = operand.name === 'optional_type' ? (operand.of[0] ?? DYN) : undefined;
    const field = this.#field(expression, unwrapped ?? operand);
    if (expression.test) return BOOL;
    return unwrapped !== undefined || expression.optional ? optionalOf(field) : field;
  }

  #field(expression: Expression & { kind: 'select' }, target: CelType): CelType {
    switch (target.kind) {
      case 'map':
        return target.of[1] ?? DYN;
      case 'object':
        return this.#declaredField(expression, target);
      case 'parameter':
        this.substitutions.assignable([DYN], [target]);
        return DYN;
      case 'dyn':
      case 'error':
        return DYN;
      default:
        throw new CompileError(
          `type '${formatType(target)}' does not support field selection`,
          expression.at,
        );
    }
  }

  #declaredField(expression: Expression & { kind: 'select' }, target: CelType): CelType {
    const field = this.declarations.structures.get(target.name)?.get(expression.field);
    if (field === undefined) throw new CompileError(`undefined field '${expression.field}'`, expression.at);
    return field;
  }

  #index(expression: Expression & { kind: 'index' }, scope: Scope): CelType {
    const operand = this.check(expression.operand, scope);
    const index = this.check(expression.index, scope);
    const found = this.#indexed(operand, index, expression.optional);
    if (found !== undefined) return found;
    const types = [operand, index].map((type) => formatType(this.substitutions.resolve(type))).join(', ');
    throw new CompileError(`found no matching overload for '_[_]' applied to '(${types})'`, expression.at);
  }

  #indexed(operand: CelType, index: CelType, optional: boolean): CelType | undefined {
    const value = this.substitutions.fresh();
    const key = this.substitutions.fresh();
    const ways: [CelType, CelType, boolean][] = [
      [list(value), INT, false],
      [mapOf(key, value), key, false],
    ];
    if (this.declarations.optionals)
      ways.push([optionalOf(list(value)), INT, true], [optionalOf(mapOf(key, value)), key, true]);
    const results: CelType[] = [];
    for (const [container, position, wrapped] of ways) {
      if (!this.substitutions.assignable([operand, index], [container, position])) continue;
      const resolved = this.substitutions.resolve(value);
      results.push(wrapped || optional ? optionalOf(resolved) : resolved);
    }
    const [first] = results;
    return first !== undefined && results.length > 1 && operand.kind === 'dyn'
      ? optional
        ? optionalOf(DYN)
        : DYN
      : first;
  }

  #list(expression: Expression & { kind: 'list' }, scope: Scope): CelType {
    let joined: CelType | undefined;
    for (const { optional, value } of expression.items)
      joined = this.#join(joined, this.#item(value, optional, scope), value);
    return list(joined ?? this.substitutions.fresh());
  }

  #map(expression: Expression & { kind: 'map' }, scope: Scope): CelType {
    let keys: CelType | undefined;
    let values: CelType | undefined;
    for (const { optional, key, value } of expression.items) {
      keys = this.#join(keys, this.check(key, scope), key);
      values = this.#join(values, this.#item(value, optional, scope), value);
    }
    return mapOf(keys ?? this.substitutions.fresh(), values ?? this.substitutions.fresh());
  }

  /** The type of an item; of an optional one, of what it may hold. */
  #item(value: Expression, optional: boolean, scope: Scope): CelType {
    const type = this.check(value, scope);
    if (!optional) return type;
    const resolved = this.substitutions.resolve(type);
    if (resolved.name === 'optional_type') return resolved.of[0] ?? DYN;
    return resolved.kind === 'dyn' ? DYN : this.#mismatch(value, optionalOf(resolved), resolved);
  }

  /** The type of items so far and of one more. Before 1.29 the checker itself refuses what does not go together (cel-go 0.16). */
  #join(previous: CelType | undefined, type: CelType, item: Expression): CelType {
    if (previous === undefined) return type;
    if (this.substitutions.assignable([previous], [type])) return mostGeneral(previous, type);
    return this.declarations.validatesLiterals ? DYN : this.#mismatch(item, previous, type);
  }

  #conditional(expression: Expression & { kind: 'conditional' }, scope: Scope): CelType {
    const { condition, then, otherwise, at } = expression;
    const given = [condition, then, otherwise].map((part) => this.check(part, scope));
    const either = this.substitutions.fresh();
    if (this.substitutions.assignable(given, [BOOL, either, either]))
      return this.substitutions.resolve(either);
    const types = given.map((type) => formatType(this.substitutions.resolve(type))).join(', ');
    throw new CompileError(`found no matching overload for '_?_:_' applied to '(${types})'`, at);
  }
}
