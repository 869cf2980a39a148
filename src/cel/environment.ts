import { compareMinors, type Minor } from '../upgrade/version.ts';
import { ADMISSION_STRUCTURES, NAMESPACE, REQUEST } from './check/admission-types.ts';
import type { Declarations } from './check/scope.ts';
import { type CelType, DYN, structure } from './check/type.ts';
import { AUTHORIZER, RESOURCE_CHECK } from './libraries/authorizer.ts';
import { jsonPatch } from './libraries/json-patch.ts';
import { LIBRARIES } from './libraries/libraries.ts';
import { byName } from './libraries/overload.ts';
import { MACROS } from './syntax/macros.ts';

/** What an expression is for and which API server reads it; that says which names, functions and types it knows. */
export interface CelEnvironment {
  /** The minor of the API server; undefined: the newest we know. */
  readonly kubernetes: Minor | undefined;
  /** `plain` is for hazards of our own: every library, and only the variables that are declared. */
  readonly use: 'matchConditions' | 'validatingPolicy' | 'mutatingPolicy' | 'plain';
  readonly hasParams?: boolean;
  /** True where it is not said, but in `plain`. */
  readonly hasAuthorizer?: boolean;
  /** Evaluated when first asked for; later ones may use earlier ones. */
  readonly variables?: readonly { readonly name: string; readonly expression: string }[];
}

export const VARIABLES = structure('kubernetes.variables');

/** What an expression may name in this environment, `variables` apart. */
export function declarationsOf(environment: CelEnvironment, declare: readonly string[] = []): Declarations {
  return {
    ...loadedBy(environment),
    variables: new Map([...admissionVariables(environment), ...declare.map((name) => [name, DYN] as const)]),
    structures: ADMISSION_STRUCTURES,
  };
}

type Loaded = Omit<Declarations, 'variables' | 'structures'>;

const loaded = new Map<string, Loaded>();

/** Functions, macros and types by minor and use: the same for every expression, and there are few of them. */
function loadedBy(environment: CelEnvironment): Loaded {
  const key = `${environment.kubernetes} ${environment.use}`;
  const found = loaded.get(key);
  if (found !== undefined) return found;
  const made = load(environment);
  loaded.set(key, made);
  return made;
}

function load(environment: CelEnvironment): Loaded {
  const loads = ({ since, until }: { readonly since: Minor; readonly until?: Minor }) =>
    isReached(environment, since) && (until === undefined || !isReached(environment, until));
  const patches = environment.use === 'mutatingPolicy' || environment.use === 'plain';
  const libraries = [...LIBRARIES, ...(patches ? [jsonPatch] : [])].filter(loads);
  return {
    functions: byName(libraries.flatMap(({ overloads }) => overloads)),
    typeNames: new Set(libraries.flatMap(({ types }) => types ?? [])),
    macros: MACROS.filter(loads),
    optionals: isReached(environment, '1.28'),
    validatesLiterals: isReached(environment, '1.29'),
    patchTypes: environment.use === 'mutatingPolicy',
    beforeCelGo29: !isReached(environment, '1.37'),
  };
}

function isReached({ kubernetes, use }: CelEnvironment, since: Minor): boolean {
  return kubernetes === undefined || use === 'plain' || compareMinors(kubernetes, since) >= 0;
}

function admissionVariables(environment: CelEnvironment): readonly (readonly [string, CelType])[] {
  const { use, hasParams = false, hasAuthorizer = true } = environment;
  if (use === 'plain') return [];
  return [
    ['object', DYN],
    ['oldObject', DYN],
    ['request', REQUEST],
    ['namespaceObject', NAMESPACE],
    ...(use === 'matchConditions' ? [] : [['variables', VARIABLES] as const]),
    ...(hasParams ? [['params', DYN] as const] : []),
    ...(hasAuthorizer && isReached(environment, '1.27')
      ? ([
          ['authorizer', AUTHORIZER],
          ['authorizer.requestResource', RESOURCE_CHECK],
        ] as const)
      : []),
  ];
}
