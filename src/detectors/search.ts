import type { CelInputs } from '../cel/cel.ts';
import type { ObjectRef } from '../facts/kube-object.ts';
import type { Detection, DetectorExpression, Evidence } from './detector.ts';
import { compileCondition, compileText, type Expression } from './expression.ts';

/** One thing a condition is asked of. */
export interface Subject {
  readonly ref: ObjectRef;
  readonly inputs: CelInputs;
}

/** What is looked for, in CEL. */
export interface Query {
  readonly where: string;
  readonly values?: Readonly<Record<string, string>> | undefined;
  /** The variables that the expressions may name. */
  readonly names: readonly string[];
}

/** The expressions of a query, for lint. */
export function expressionsOf({ where, values = {}, names }: Query): readonly DetectorExpression[] {
  return [
    { field: ['where'], text: where, names, result: 'bool' },
    ...Object.entries(values).map(([name, text]) => ({
      field: ['values', name],
      text,
      names,
      result: 'any' as const,
    })),
  ];
}

/**
 * Asks a condition of each subject.
 * @param gaps why there may be more subjects than are given; then finding nothing proves nothing
 */
export function search(subjects: Iterable<Subject>, query: Query, gaps: readonly string[]): Detection {
  let condition: ReturnType<typeof compileCondition> | undefined;
  let texts: ReturnType<typeof compileTexts> | undefined;
  const evidence: Evidence[] = [];
  const undecided: { ref: ObjectRef; because: string }[] = [];
  for (const { ref, inputs } of subjects) {
    // Most clusters have nothing of what most hazards ask about, and compiling is most of what asking costs.
    condition ??= compileCondition(query.where, query.names);
    if ('compileError' in condition) {
      return { outcome: 'unknown', because: [`its condition is no valid CEL: ${condition.compileError}`] };
    }
    const judged = condition.expression(inputs);
    if ('because' in judged) undecided.push({ ref, because: judged.because });
    else if (judged.value) {
      // Most hazards hit nothing, and then nothing need be said of it.
      texts ??= compileTexts(query);
      evidence.push({ object: ref, values: textsOf(texts, inputs) });
    }
  }
  const because = [...gaps, ...tellUndecided(undecided)];
  return conclude(evidence, because);
}

function conclude(evidence: readonly Evidence[], because: readonly string[]): Detection {
  if (evidence.length > 0) {
    return because.length === 0 ? { outcome: 'hit', evidence } : { outcome: 'hit', evidence, because };
  }
  return because.length === 0 ? { outcome: 'miss' } : { outcome: 'unknown', because };
}

function compileTexts({ values = {}, names }: Query): readonly [string, Expression<string>][] {
  return Object.entries(values).flatMap(([name, text]): [string, Expression<string>][] => {
    const compiled = compileText(text, names);
    return 'expression' in compiled ? [[name, compiled.expression]] : [];
  });
}

/** A text that cannot be had is left out: what was found stays found, and the reader sees `<name>`. */
function textsOf(texts: readonly [string, Expression<string>][], inputs: CelInputs): Record<string, string> {
  return Object.fromEntries(
    texts.flatMap(([name, expression]) => {
      const judged = expression(inputs);
      return 'value' in judged ? [[name, judged.value]] : [];
    }),
  );
}

/** One object is named, the others are counted: a thousand that fail alike say nothing more. */
function tellUndecided(undecided: readonly { ref: ObjectRef; because: string }[]): readonly string[] {
  const [first] = undecided;
  if (first === undefined) return [];
  const { kind, namespace, name } = first.ref;
  const named = `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
  const others = undecided.length === 1 ? '' : ` and ${undecided.length - 1} more`;
  return [`${named}${others} could not be judged: ${first.because}`];
}
