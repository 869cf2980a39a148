import { type CelInputs, compileCel, toJson } from '../cel/cel.ts';

/** What an expression gives for one object: a value, or why there is none. */
export type Judgement<T> = { readonly value: T } | { readonly because: string };

/** An expression of a hazard, compiled once and asked for each object. */
export type Expression<T> = (inputs: CelInputs) => Judgement<T>;

/** Compiles a condition of a hazard, or says why it is no CEL. */
export function compileCondition(
  text: string,
  names: readonly string[],
): { readonly expression: Expression<boolean> } | { readonly compileError: string } {
  return compile(text, names, 'bool', (value) => value === true);
}

/** Compiles an expression that gives a text for evidence; lists are joined by commas. */
export function compileText(
  text: string,
  names: readonly string[],
): { readonly expression: Expression<string> } | { readonly compileError: string } {
  return compile(text, names, 'any', textOf);
}

function compile<T>(
  text: string,
  names: readonly string[],
  resultType: 'bool' | 'any',
  convert: (value: unknown) => T,
): { readonly expression: Expression<T> } | { readonly compileError: string } {
  const compiled = compileCel(
    text,
    { kubernetes: undefined, use: 'plain' },
    { declare: [...names], resultType },
  );
  if ('compileError' in compiled) return compiled;
  const { program } = compiled;
  return {
    expression: (inputs) => {
      const result = program.evaluate(inputs);
      if ('value' in result) return { value: convert(toJson(result.value)) };
      return { because: 'error' in result ? result.error : result.unknown };
    },
  };
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
