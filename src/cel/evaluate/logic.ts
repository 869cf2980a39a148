import { CelError, CelUnknown } from '../values/failure.ts';
import type { CelValue } from '../values/value.ts';

/**
 * `&&`, `||`, `all` and `exists` alike: the deciding value wins over everything, then what is not known, then errors. What is no
 * boolean counts as an error (cel-go `interpreter/interpretable.go`, evalAnd and evalOr).
 */
export function decide<T>(deciding: boolean, terms: Iterable<T>, evaluate: (term: T) => CelValue): boolean {
  let failure: CelError | CelUnknown | undefined;
  for (const term of terms) {
    const answer = attempt(() => evaluate(term));
    if (answer === deciding) return deciding;
    if (answer === !deciding) continue;
    const failed =
      answer instanceof CelError || answer instanceof CelUnknown ? answer : new CelError('no such overload');
    if (failure === undefined || (failed instanceof CelUnknown && failure instanceof CelError))
      failure = failed;
  }
  if (failure !== undefined) throw failure;
  return !deciding;
}

function attempt(evaluate: () => CelValue): CelValue | CelError | CelUnknown {
  try {
    return evaluate();
  } catch (failure) {
    if (failure instanceof CelError || failure instanceof CelUnknown) return failure;
    throw failure;
  }
}
