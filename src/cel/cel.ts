/** CEL in Kubernetes' dialect: compiled and evaluated as kube-apiserver does, with a third answer where inputs are not known. */
export { type Compiled, type CompileOptions, compileCel } from './compile-cel.ts';
export type { CelEnvironment } from './environment.ts';
export type {
  AuthorizerAttributes,
  AuthorizerDecision,
  AuthorizerUser,
  Decide,
} from './libraries/authorizer-values.ts';
export type { CelInputs, CelProgram, CelResult } from './program.ts';
export { type JsonInput, jsonNumber, partialJson, unknownInput, wholeJson } from './values/json.ts';
export { toJson } from './values/to-json.ts';
export type { CelValue } from './values/value.ts';
