/** Something wrong in a file that a person wrote. */
export interface Problem {
  readonly file: string;
  /** Counted from one; absent where no line can be named. */
  readonly line?: number;
  /** The field, `affects.versions[0].introduced`; empty for the file as a whole. */
  readonly field: string;
  /** What is wrong, and what is allowed. */
  readonly what: string;
}

/** `file:line: field: what`. */
export function formatProblem({ file, line, field, what }: Problem): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return field === '' ? `${place}: ${what}` : `${place}: ${field}: ${what}`;
}
