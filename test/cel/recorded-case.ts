import { readFileSync } from 'node:fs';
import { type CelEnvironment, type CelInputs, type Decide, jsonNumber } from '../../src/cel/cel.ts';
import type { Tagged } from './normalise.ts';

/** One expression with its inputs and what the API server said. */
export interface RecordedCase {
  readonly id: string;
  readonly expr: string;
  readonly object?: object | null;
  readonly oldObject?: object | null;
  readonly request: object;
  readonly namespaceObject?: object;
  readonly params?: object;
  readonly variables?: readonly { readonly name: string; readonly expression: string }[];
  readonly value?: Tagged;
  readonly error?: string;
  readonly compileError?: string;
}

const TEXT = readFileSync(new URL('./recorded/expressions.json', import.meta.url), 'utf8');

/** JSON.parse cannot tell 1.0 from 1 and rounds beyond 2^53: such numbers are marked in the text before it is read. */
const MARK = '#number:';
const MARKED = TEXT.replace(/^(.*": )(-?\d+\.0|\d{16,})(,?)$/gm, `$1"${MARK}$2"$3`);

/** All recorded cases. */
export const RECORDED: readonly RecordedCase[] = (
  JSON.parse(MARKED, (_, value) =>
    typeof value === 'string' && value.startsWith(MARK) ? jsonNumber(value.slice(MARK.length)) : value,
  ) as { cases: RecordedCase[] }
).cases;

/** The environment the cases were recorded in. */
export function environmentOf(
  { variables = [] }: RecordedCase,
  kubernetes: '1.34' | '1.36' = '1.36',
): CelEnvironment {
  return { kubernetes, use: 'validatingPolicy', hasParams: true, hasAuthorizer: true, variables };
}

/** The inputs of a case; what the recording leaves out was null. */
export function inputsOf(recorded: RecordedCase): CelInputs {
  const { object = null, oldObject = null, request, namespaceObject = null, params = null } = recorded;
  return { object, oldObject, request, namespaceObject, params, decide };
}

/** The authorizer the cases were recorded with. */
export const decide: Decide = (attributes) => {
  if ('path' in attributes)
    return attributes.path.startsWith('/healthz')
      ? { allowed: true, reason: 'path ok' }
      : { allowed: false, reason: 'no opinion' };
  const { resource, verb, namespace } = attributes;
  if (resource === 'errors') return { allowed: false, error: 'authz backend down' };
  const allowed = verb === 'get' || (verb === 'create' && namespace === 'default');
  return { allowed, reason: allowed ? 'fake allow' : 'fake deny' };
};
