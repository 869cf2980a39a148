import type { Argv } from 'yargs';
import type { Io } from './io.ts';

/** A command as the command line shows it. What it does is loaded when it runs, so that `--help` stays quick. */
export interface Command {
  /** The positional form, `explain <id>`. */
  readonly usage: string;
  readonly describe: string;
  readonly options: (yargs: Argv) => Argv;
  /** @returns the exit code */
  readonly run: (args: Arguments, io: Io) => Promise<number>;
}

/** Options by their long names, in camelCase as yargs gives them; each command reads its own. */
export type Arguments = Readonly<Record<string, unknown>>;
