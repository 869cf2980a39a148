import {
  type CelEnvironment,
  type CelInputs,
  type CelResult,
  compileCel,
  type JsonInput,
} from '../cel/cel.ts';
import type { Minor } from '../upgrade/version.ts';
import type { ConditionValue } from './conditions.ts';
import type { Convert } from './conversion.ts';
import type { Equivalent } from './equivalence.ts';
import { expressionInputs } from './expression-inputs.ts';
import type { Policy } from './policy.ts';
import type { AdmissionRequest } from './request.ts';

/** What an expression is asked about: a request as it was matched; without `as` where that is not sure. */
export interface Subject {
  readonly request: AdmissionRequest;
  readonly as: Equivalent | undefined;
}

/** What expressions of a policy see beside the request. */
export interface PolicyInputs {
  readonly params: JsonInput;
  readonly namespaceObject: JsonInput;
}

/** Evaluates the expressions of webhooks and policies; each is compiled once, however often it is asked. */
export interface Expressions {
  readonly webhookCondition: (expression: string, subject: Subject) => ConditionValue;
  readonly policyCondition: (
    expression: string,
    policy: Policy,
    subject: Subject,
    params: JsonInput,
  ) => ConditionValue;
  readonly validation: (
    expression: string,
    policy: Policy,
    subject: Subject,
    inputs: PolicyInputs,
  ) => ConditionValue;
  /** Whether a value for the audit log can be made; what it is does not matter. */
  readonly auditAnnotation: (
    expression: string,
    policy: Policy,
    subject: Subject,
    inputs: PolicyInputs,
  ) => ConditionValue;
}

type Compiled = ReturnType<typeof compileCel>;

/**
 * Prepares evaluation as an API server of this minor does it. What authorizers answer is not simulated.
 * @param server undefined for the newest that is known
 */
export function expressionsFor(server: Minor | undefined, convert: Convert): Expressions {
  const compiled = new Map<string, Compiled>();
  const compile = (
    scope: string,
    expression: string,
    environment: CelEnvironment,
    resultType: 'bool' | 'any',
  ) => {
    const key = JSON.stringify([scope, resultType, expression]);
    const found = compiled.get(key);
    if (found !== undefined) return found;
    const made = compileCel(expression, environment, { resultType });
    compiled.set(key, made);
    return made;
  };
  const inputsOf = rememberInputs(convert);
  const base = { kubernetes: server, hasAuthorizer: true } as const;
  const ofPolicy = (policy: Policy, withVariables: boolean): [string, CelEnvironment] => {
    const hasParams = policy.paramKind !== undefined;
    const variables = withVariables ? policy.variables : [];
    const use = policy.type === 'Mutating' ? 'mutatingPolicy' : 'validatingPolicy';
    return [JSON.stringify([use, hasParams, variables]), { ...base, use, hasParams, variables }];
  };
  return {
    webhookCondition: (expression, subject) =>
      truthOf(
        run(
          compile('webhook', expression, { ...base, use: 'matchConditions' }, 'bool'),
          inputsOf(subject, 'asked'),
        ),
      ),
    policyCondition: (expression, policy, subject, params) => {
      const [scope, environment] = ofPolicy(policy, false);
      const program = compile(scope, expression, environment, 'bool');
      return truthOf(run(program, { ...inputsOf(subject, 'asked'), params, namespaceObject: null }));
    },
    validation: (expression, policy, subject, inputs) => {
      const [scope, environment] = ofPolicy(policy, true);
      return truthOf(
        run(compile(scope, expression, environment, 'bool'), { ...inputsOf(subject, 'matched'), ...inputs }),
      );
    },
    auditAnnotation: (expression, policy, subject, inputs) => {
      const [scope, environment] = ofPolicy(policy, true);
      const result = run(compile(scope, expression, environment, 'any'), {
        ...inputsOf(subject, 'matched'),
        ...inputs,
      });
      return 'value' in result ? { value: true } : result;
    },
  };
}

/** The API server stores no expression that does not compile, so one that does not compile here is one that is not understood here. */
function run(compiled: Compiled, inputs: CelInputs): CelResult {
  return 'compileError' in compiled
    ? { unknown: `the expression is not understood: ${compiled.compileError}` }
    : compiled.program.evaluate(inputs);
}

function truthOf(result: CelResult): ConditionValue {
  if (!('value' in result)) return result;
  return typeof result.value === 'boolean' ? { value: result.value } : { error: 'the result is not a bool' };
}

/** The variables of one request are made once for each kind it is seen as, however many expressions read them. */
function rememberInputs(convert: Convert) {
  const made = new WeakMap<AdmissionRequest, Map<string, CelInputs>>();
  return ({ request, as }: Subject, shows: 'asked' | 'matched'): CelInputs => {
    let ofRequest = made.get(request);
    if (ofRequest === undefined) {
      ofRequest = new Map();
      made.set(request, ofRequest);
    }
    const { group, version, resource } = as?.resource ?? { group: '', version: '', resource: '' };
    const key = `${shows} ${as?.kind.kind ?? ''} ${group}/${version}/${resource}`;
    let inputs = ofRequest.get(key);
    if (inputs === undefined) {
      inputs = { ...expressionInputs(request, as, shows, convert), namespaceObject: null };
      ofRequest.set(key, inputs);
    }
    return inputs;
  };
}
