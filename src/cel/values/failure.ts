/** The answer of an expression that fails in the API server too; `&&`, `||`, `all` and `exists` may still absorb it. */
export class CelError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** The answer hangs on something that is not known; absorbed only where another operand decides. */
export class CelUnknown {
  readonly because: string;
  constructor(because: string) {
    this.because = because;
  }
}

/** Evaluation was given up; nothing absorbs it, as the API server's cost limit ends an expression whatever else it says. */
export class CelStopped {
  readonly because: string;
  constructor(because: string) {
    this.because = because;
  }
}

/** Ends the evaluation of a term with an error. */
export function fail(message: string): never {
  throw new CelError(message);
}

/** No overload of a function or operator takes what was given at run time. */
export function noSuchOverload(): never {
  throw new CelError('no such overload');
}

/** What the function gives; undefined where it fails. */
export function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (failure) {
    if (failure instanceof CelError) return undefined;
    throw failure;
  }
}
