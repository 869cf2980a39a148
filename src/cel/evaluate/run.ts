import { CelError, CelStopped, CelUnknown } from '../values/failure.ts';
import { fromJson } from '../values/json.ts';
import { type CelValue, known, type Stored } from '../values/value.ts';
import type { Evaluate } from './evaluate.ts';

/**
 * Where the API server stops one expression (Kubernetes 1.36, apiserver `pkg/apis/cel/config.go`, PerCallLimit). Costs are counted
 * roughly as cel-go counts them, so that past the limit the answer is not known rather than an error.
 */
const COST_LIMIT = 1_000_000;

/** About a second's worth. */
const STEP_LIMIT = 5_000_000;

/** One evaluation: the inputs, the values of comprehension variables, and what it has cost so far. */
export class Run {
  /** Values of the comprehension variables around the place that is being evaluated. */
  locals: Stored[] = [];
  readonly #inputs: Readonly<Record<string, unknown>>;
  readonly #converted = new Map<string, Stored>();
  readonly #variables: ReadonlyMap<string, Evaluate>;
  readonly #variableValues = new Map<string, CelValue | CelError | CelUnknown>();
  readonly #bind: (name: string) => CelValue | undefined;
  #cost = 0;
  #steps = 0;

  /** Bound values are no JSON: the authorizer. */
  constructor(
    inputs: Readonly<Record<string, unknown>>,
    variables: ReadonlyMap<string, Evaluate>,
    bind: (name: string) => CelValue | undefined,
  ) {
    this.#inputs = inputs;
    this.#variables = variables;
    this.#bind = bind;
  }

  /** Counts work; ends the evaluation where the API server would have ended it. */
  spend(cost: number): void {
    this.#cost += cost;
    if (this.#cost > COST_LIMIT)
      throw new CelStopped(
        `evaluating it costs more than about ${COST_LIMIT} units, where the API server gives up`,
      );
  }

  /** Counts values that are looked at, which the API server's costs leave out: nothing may take for ever. */
  look(steps: number): void {
    this.#steps += steps;
    if (this.#steps > STEP_LIMIT) throw new CelStopped('it looks at too many values');
  }

  /** The value of a declared variable. */
  input(name: string): CelValue {
    const bound = this.#bind(name);
    if (bound !== undefined) return bound;
    let value = this.#converted.get(name);
    if (value === undefined) {
      const json = Object.hasOwn(this.#inputs, name) ? this.#inputs[name] : undefined;
      if (json === undefined) throw new CelUnknown(`${name} is not known`);
      value = fromJson(json);
      this.#converted.set(name, value);
    }
    return known(value);
  }

  /** The value of `variables.name`, evaluated when it is first asked for. */
  variable(name: string): CelValue {
    let value = this.#variableValues.get(name);
    if (value === undefined) {
      value = this.#evaluateVariable(name);
      this.#variableValues.set(name, value);
    }
    if (value instanceof CelError || value instanceof CelUnknown) throw value;
    return value;
  }

  #evaluateVariable(name: string): CelValue | CelError | CelUnknown {
    const evaluate = this.#variables.get(name);
    if (evaluate === undefined) return new CelError(`no such key: ${name}`);
    const outer = this.locals;
    this.locals = [];
    try {
      return evaluate(this);
    } catch (failure) {
      if (failure instanceof CelUnknown) return failure;
      if (!(failure instanceof CelError)) throw failure;
      return new CelError(`composited variable "${name}" fails to evaluate: ${failure.message}`);
    } finally {
      this.locals = outer;
    }
  }
}
