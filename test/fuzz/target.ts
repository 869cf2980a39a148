import fc from 'fast-check';

/** Something of the project that takes what others wrote, and what must hold whatever they wrote. */
export interface Target {
  readonly name: string;
  /** Inputs that a bounded run tries. */
  readonly runs: number;
  /** Tries so many inputs; fails with the smallest one for which it does not hold. */
  readonly check: (runs: number, seed: number) => Promise<Outcome>;
}

/** What a run came to. */
export interface Outcome {
  readonly tried: number;
  /** The smallest input that fails and how; absent where none does. */
  readonly failure?: string;
}

/** Makes a target of an arbitrary and of a predicate that throws where it does not hold. */
export function target<T>(
  name: string,
  runs: number,
  input: fc.Arbitrary<T>,
  holds: (input: T) => void | Promise<void>,
): Target {
  return {
    name,
    runs,
    check: async (numRuns, seed) => {
      const details = await fc.check(
        fc.asyncProperty(input, async (value) => await holds(value)),
        { numRuns, seed },
      );
      if (!details.failed) return { tried: details.numRuns };
      return { tried: details.numRuns, failure: describe(details.errorInstance, details.counterexample) };
    },
  };
}

const LONGEST = 4000;

/** fast-check's own report follows every value down, and some of these are nested too deeply for that. */
function describe(error: unknown, counterexample: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  let input: string;
  try {
    input = JSON.stringify(counterexample) ?? 'nothing';
  } catch {
    input = 'an input that is nested too deeply to be shown';
  }
  return `${stack.split('\n').slice(0, 12).join('\n')}\n${input.length > LONGEST ? `an input of ${input.length} characters` : input}`;
}
