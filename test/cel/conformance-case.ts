import type { JsonInput } from '../../src/cel/cel.ts';
import { jsonNumber } from '../../src/cel/cel.ts';
import type { Tagged } from './normalise.ts';

/** A value as the specification's tests write it: one key that names the type. */
export type SpecValue = Readonly<Record<string, unknown>>;

/** One test of the CEL specification. */
export interface SpecTest {
  readonly name?: string;
  readonly expr: string;
  readonly container?: string;
  readonly typeEnv?: readonly { readonly name: string }[];
  readonly bindings?: Readonly<Record<string, { readonly value?: SpecValue }>>;
  readonly value?: SpecValue;
  readonly evalError?: unknown;
  readonly checkOnly?: boolean;
  readonly typedResult?: unknown;
}

interface SpecSuite {
  readonly name: string;
  readonly suites?: readonly SpecSuite[];
  readonly tests?: readonly { readonly original: unknown }[];
}

/** Every test with the path of suites it is in: `basic/self_eval_zeroish/self_eval_int_zero`. */
export function* testsOf(
  { suites = [], tests = [] }: SpecSuite,
  path = '',
): Iterable<{ readonly path: string; readonly test: SpecTest }> {
  for (const suite of suites) yield* testsOf(suite, `${path}${suite.name}/`);
  for (const { original } of tests) {
    const test = original as SpecTest;
    yield { path: `${path}${test.name ?? test.expr}`, test };
  }
}

interface Entry {
  readonly key: SpecValue;
  readonly value: SpecValue;
}

function partsOf(value: SpecValue): { readonly kind: string; readonly content: unknown } {
  const [[kind, content] = ['none', undefined]] = Object.entries(value);
  return { kind, content };
}

const SCALARS: Readonly<Record<string, string>> = {
  int64Value: 'int',
  uint64Value: 'uint',
  doubleValue: 'double',
  stringValue: 'string',
  bytesValue: 'bytes',
  typeValue: 'type',
};

/** What a test expects, in the form of the recordings. */
export function taggedOf(value: SpecValue): Tagged {
  const { kind, content } = partsOf(value);
  if (kind === 'nullValue') return { t: 'null' };
  if (kind === 'boolValue') return { t: 'bool', v: content };
  if (kind === 'listValue') return { t: 'list', v: valuesOf(content).map(taggedOf) };
  if (kind === 'mapValue')
    return { t: 'map', v: entriesOf(content).map((entry) => [taggedOf(entry.key), taggedOf(entry.value)]) };
  return { t: SCALARS[kind] ?? kind, v: SCALARS[kind] === undefined ? content : String(content) };
}

/** A bound value as JSON; undefined where JSON has no such value. */
export function jsonOf(value: SpecValue): JsonInput | undefined {
  const { kind, content } = partsOf(value);
  switch (kind) {
    case 'nullValue':
      return null;
    case 'int64Value':
      return jsonNumber(String(content));
    case 'doubleValue':
      return jsonNumber(`${content}e0`);
    case 'stringValue':
    case 'boolValue':
      return content as JsonInput;
    case 'listValue':
      return valuesOf(content).map((item) => jsonOf(item) ?? null);
    case 'mapValue':
      return Object.fromEntries(
        entriesOf(content).map((entry) => [partsOf(entry.key).content, jsonOf(entry.value)]),
      );
    default:
      return undefined;
  }
}

function valuesOf(content: unknown): readonly SpecValue[] {
  return (content as { values?: readonly SpecValue[] }).values ?? [];
}

function entriesOf(content: unknown): readonly Entry[] {
  return (content as { entries?: readonly Entry[] }).entries ?? [];
}
