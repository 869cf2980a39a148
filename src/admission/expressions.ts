import {
  type CelEnvironment,
  type CelInputs,
  type CelResult,
  compileCel,
  type JsonInput,
} from '../cel/cel.ts';
import { remember } from '../collections.ts';
import type { Minor } from '../upgrade/version.ts';
import type { ConditionValue } from './conditions.ts';
import type { Convert } from './conversion.ts';
import type { Equivalent } from './equivalence.ts';
import { expressionInputs } from './expression-inputs.ts';
import { knownAuthorization } from './known-authorization.ts';
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
type Compile = (expression: string) => Compiled;

/**
 * Prepares evaluation as an API server of this minor does it.
 * @param server undefined for the newest that is known
 */
export function expressionsFor(server: Minor | undefined, convert: Convert): Expressions {
  const inputsOf = rememberInputs(convert);
  const base = { kubernetes: server, hasAuthorizer: true } as const;
  const ofWebhooks = compileOnce({ ...base, use: 'matchConditions' }, 'bool');
  const ofPolicy = remember((policy: Policy) => {
    const use = policy.type === 'Mutating' ? 'mutatingPolicy' : 'validatingPolicy';
    const outer = { ...base, use, hasParams: policy.paramKind !== undefined } as const;
    const inner = { ...outer, variables: policy.variables };
    return {
      // Variables are made after conditions have been met.
      condition: compileOnce(outer, 'bool'),
      validation: compileOnce(inner, 'bool'),
      auditAnnotation: compileOnce(inner, 'any'),
    };
  });
  const answers = remember((_inputs: CelInputs) => new Map<string, ConditionValue>());
  return {
    webhookCondition: (expression, subject) => {
      // Many webhooks of one product share their conditions.
      const inputs = inputsOf(subject, 'asked');
      const known = answers(inputs);
      let answer = known.get(expression);
      if (answer === undefined) {
        answer = truthOf(run(ofWebhooks(expression), inputs));
        known.set(expression, answer);
      }
      return answer;
    },
    policyCondition: (expression, policy, subject, params) =>
      truthOf(run(ofPolicy(policy).condition(expression), { ...inputsOf(subject, 'asked'), params })),
    validation: (expression, policy, subject, inputs) =>
      truthOf(run(ofPolicy(policy).validation(expression), { ...inputsOf(subject, 'matched'), ...inputs })),
    auditAnnotation: (expression, policy, subject, inputs) => {
      // It compiles with an authorizer and is evaluated without (Kubernetes 1.36, apiserver `policy/validating/validator.go`, Validate).
      const seen = { ...inputsOf(subject, 'matched'), ...inputs, decide: 'absent' as const };
      const result = run(ofPolicy(policy).auditAnnotation(expression), seen);
      return 'value' in result ? { value: true } : result;
    },
  };
}

function compileOnce(environment: CelEnvironment, resultType: 'bool' | 'any'): Compile {
  const made = new Map<string, Compiled>();
  return (expression) => {
    let compiled = made.get(expression);
    if (compiled === undefined) {
      compiled = compileCel(expression, environment, { resultType });
      made.set(expression, compiled);
    }
    return compiled;
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
  const ofRequest = remember((_request: AdmissionRequest) => new Map<string, CelInputs>());
  return ({ request, as }: Subject, shows: 'asked' | 'matched'): CelInputs => {
    const made = ofRequest(request);
    const { group, version, resource } = as?.resource ?? { group: '', version: '', resource: '' };
    const key = `${shows} ${as?.kind.kind ?? ''} ${group}/${version}/${resource}`;
    let inputs = made.get(key);
    if (inputs === undefined) {
      inputs = {
        ...expressionInputs(request, as, shows, convert),
        namespaceObject: null,
        decide: knownAuthorization,
      };
      made.set(key, inputs);
    }
    return inputs;
  };
}
