/** What a command may touch of the world outside: passed in, so that tests see and steer all of it. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: () => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Aborted when the user interrupts. */
  readonly interrupted: AbortSignal;
}

export interface Output {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** Columns of the terminal; undefined where it is none. */
  readonly columns: number | undefined;
}
