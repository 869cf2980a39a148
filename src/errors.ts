/** The user asked for something that cannot be done: one line on stderr, exit code 2. The message names the thing, the reason and the next step. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Whether an error is the user's to mend. It goes by the name: the built command line and the commands are two bundles, with a class each. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === 'UsageError';
}
