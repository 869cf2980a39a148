import type { Chain } from '../admission/chain.ts';
import { expressionInputs } from '../admission/expression-inputs.ts';
import { knownAuthorization } from '../admission/known-authorization.ts';
import { requestedAs } from '../admission/match.ts';
import type { AdmissionRequest } from '../admission/request.ts';
import { type CelResult, compileCel, toJson, unknownInput } from '../cel/cel.ts';
import { UsageError } from '../errors.ts';
import { oneLine } from '../report/plain-text.ts';
import { choiceOf, textOf, textsOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';
import { readRequests } from './read-requests.ts';
import { readMinor, readSimulatedCluster } from './simulated-cluster.ts';

type Answer =
  | { readonly value: unknown }
  | { readonly error: string }
  | { readonly unknown: string }
  | { readonly compileError: string };

/** `holdshort cel`: evaluates one expression as kube-apiserver does in admission. */
export async function cel(args: Arguments, io: Io): Promise<number> {
  const expression = textOf(args, 'expression');
  if (expression === undefined)
    throw new UsageError('cel needs --expression: the CEL expression to evaluate.');
  const format = choiceOf(args, 'format', ['table', 'json'], 'table');
  const file = textOf(args, 'request');
  const requests = file === undefined ? [undefined] : await readRequests(file, io);
  const hasCluster = textOf(args, 'snapshot') !== undefined || textsOf(args, 'objects').length > 0;
  const cluster = hasCluster ? await readSimulatedCluster(args, io, 'kubernetes') : undefined;
  const compiled = compileCel(
    expression,
    {
      kubernetes: readMinor(args, 'kubernetes') ?? cluster?.server,
      use: 'validatingPolicy',
      hasParams: true,
      hasAuthorizer: true,
    },
    { resultType: 'any' },
  );
  const answers = requests.map((request): Answer => {
    if ('compileError' in compiled) return { compileError: compiled.compileError };
    return answerOf(
      compiled.program.evaluate({
        ...inputsOf(request, cluster?.chain),
        params: null,
        decide: knownAuthorization,
      }),
    );
  });
  io.stdout.write(
    format === 'json' ? `${JSON.stringify(answers, undefined, 2)}\n` : answers.map(draw).join(''),
  );
  return 0;
}

const NO_REQUEST = 'no request was given';

function inputsOf(request: AdmissionRequest | undefined, chain: Chain | undefined) {
  if (request === undefined) {
    const nothing = unknownInput(NO_REQUEST);
    return { object: nothing, oldObject: nothing, request: nothing, namespaceObject: nothing };
  }
  const { kind, resource } = request;
  const convert = chain?.convert ?? (() => undefined);
  return {
    ...expressionInputs(request, { kind, resource }, 'matched', convert),
    namespaceObject: namespaceOf(request, chain),
  };
}

function namespaceOf(request: AdmissionRequest, chain: Chain | undefined) {
  if (chain !== undefined) return chain.namespaceObject(request);
  const isCluster = (request.namespace ?? '') === '' || requestedAs(request).kind.kind === 'Namespace';
  return isCluster ? null : unknownInput('its namespace was not given: name a file with it by --objects');
}

function answerOf(result: CelResult): Answer {
  return 'value' in result ? { value: toJson(result.value) } : result;
}

function draw(answer: Answer): string {
  if ('value' in answer) return `${oneLine(JSON.stringify(answer.value) ?? 'null')}\n`;
  const [[what, why] = ['', '']] = Object.entries(answer);
  return `${what === 'compileError' ? 'does not compile' : what}: ${oneLine(String(why))}\n`;
}
