import { bindAuthorizer } from './authorizer-inputs.ts';
import type { CelEnvironment } from './environment.ts';
import type { Evaluate } from './evaluate/evaluate.ts';
import { Run } from './evaluate/run.ts';
import type { Decide } from './libraries/authorizer-values.ts';
import { CelError, CelStopped, CelUnknown } from './values/failure.ts';
import { firstUnknown, type JsonInput } from './values/json.ts';
import { Lost } from './values/reread-optional.ts';
import type { CelValue } from './values/value.ts';

/** The values of the variables by name; one that is left out is not known. */
export interface CelInputs {
  readonly [name: string]: JsonInput | Decide | undefined;
  /** What the authorizer says; unknown where it is left out. Where it is `absent`, whatever names it fails. */
  readonly decide?: Decide | 'absent';
}

export type CelResult =
  | { readonly value: CelValue }
  | { readonly error: string }
  | { readonly unknown: string };

/** A compiled expression; it holds no state between evaluations. */
export class CelProgram {
  readonly #evaluate: Evaluate;
  readonly #variables: ReadonlyMap<string, Evaluate>;
  readonly #use: CelEnvironment['use'];

  constructor(evaluate: Evaluate, variables: ReadonlyMap<string, Evaluate>, environment: CelEnvironment) {
    this.#evaluate = evaluate;
    this.#variables = variables;
    this.#use = environment.use;
  }

  /** The value, the error the API server would meet, or why neither can be told. */
  evaluate(inputs: CelInputs): CelResult {
    // Match conditions are evaluated without the namespace (Kubernetes 1.36, apiserver `webhook/matchconditions/matcher.go`).
    const seen = this.#use === 'matchConditions' ? { ...inputs, namespaceObject: null } : inputs;
    const run = new Run(seen, this.#variables, (name) =>
      this.#use === 'plain' ? undefined : bindAuthorizer(inputs, name),
    );
    try {
      const value = this.#evaluate(run);
      if (value instanceof Lost) value.fail();
      const because = firstUnknown(value);
      return because === undefined ? { value } : { unknown: because };
    } catch (failure) {
      if (failure instanceof CelError) return { error: failure.message };
      if (failure instanceof CelUnknown || failure instanceof CelStopped) return { unknown: failure.because };
      if (failure instanceof RangeError) return { unknown: 'it is nested too deeply to be evaluated' };
      throw failure;
    }
  }
}
