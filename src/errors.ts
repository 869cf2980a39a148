/** The user asked for something that cannot be done: one line on stderr, exit code 2. The message names the thing, the reason and the next step. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
