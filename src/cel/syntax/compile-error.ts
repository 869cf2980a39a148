/** The expression does not compile; `at` counts UTF-16 units from the start of the source. */
export class CompileError {
  readonly message: string;
  readonly at: number;
  constructor(message: string, at: number) {
    this.message = message;
    this.at = at;
  }
}

/** `1:12: no such thing`: line and column from one, as editors count. */
export function formatCompileError(error: CompileError, source: string): string {
  const before = source.slice(0, error.at).split(/\r\n|\r|\n/);
  return `${before.length}:${(before.at(-1) ?? '').length + 1}: ${error.message}`;
}
