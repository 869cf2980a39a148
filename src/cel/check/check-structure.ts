import { CompileError } from '../syntax/compile-error.ts';
import type { Expression } from '../syntax/expression.ts';
import type { Checker } from './check.ts';
import type { Scope } from './scope.ts';
import { type CelType, DYN, formatType, optionalOf, STRING, structure } from './type.ts';

/** The fields of a JSON patch operation (apiserver, `pkg/cel/mutation/jsonpatch.go`). */
const PATCH_FIELDS: ReadonlyMap<string, CelType> = new Map([
  ['op', STRING],
  ['path', STRING],
  ['from', STRING],
  ['value', DYN],
]);

/** The type of `Object{…}` or `JSONPatch{…}`, which only mutating policies may write; fields of objects are not declared. */
export function checkStructure(
  checker: Checker,
  expression: Expression & { kind: 'structure' },
  scope: Scope,
): CelType {
  const { name, fields, at } = expression;
  const isObject = name === 'Object' || name.startsWith('Object.');
  if (!checker.declarations.patchTypes || (!isObject && name !== 'JSONPatch'))
    throw new CompileError(`undeclared reference to '${name}'`, at);
  for (const field of fields) {
    const declared = isObject ? DYN : PATCH_FIELDS.get(field.name);
    if (declared === undefined) throw new CompileError(`undefined field '${field.name}'`, field.at);
    const found = checker.check(field.value, scope);
    if (!checker.substitutions.assignable([found], [field.optional ? optionalOf(declared) : declared]))
      throw new CompileError(
        `expected type of field '${field.name}' is '${formatType(declared)}' but provided type is '${formatType(found)}'`,
        field.at,
      );
  }
  return structure(name);
}
