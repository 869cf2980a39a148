import yargs from 'yargs';
import type { Command } from './commands/command.ts';
import { COMMANDS } from './commands/commands.ts';
import type { Io } from './commands/io.ts';
import { isUsageError, UsageError } from './errors.ts';
import { TOOL_VERSION } from './tool.ts';

/** Exit code for what could not run at all. */
const COULD_NOT_RUN = 2;
/** Characters of a message; nobody reads more of one. */
const LONGEST_MESSAGE = 4000;
/** Exit code after Ctrl-C, as shells have it. */
const INTERRUPTED = 130;

/**
 * Runs one command line.
 * @param argv the arguments after the program's name
 * @returns the exit code
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (io.interrupted.aborted) {
      io.stderr.write('\nholdshort: interrupted; nothing was concluded.\n');
      return INTERRUPTED;
    }
    if (isUsageError(error)) {
      // It may name what others named: objects, files, fields.
      const { printable, shorten } = await import('./report/plain-text.ts');
      io.stderr.write(`holdshort: ${shorten(printable(error.message), LONGEST_MESSAGE)}\n`);
      return COULD_NOT_RUN;
    }
    io.stderr.write(faultText(error));
    return COULD_NOT_RUN;
  }
}

/** Where an error of the tool's own was thrown. Its message is left out: it may quote what was read, and that may be a secret. */
function faultText(error: unknown): string {
  const { name = 'unknown', code, stack = '' } = error as NodeJS.ErrnoException;
  const places = stack.split('\n').filter((line) => /^\s{1,20}at /.test(line));
  const what = code === undefined ? name : `${name}, ${code}`;
  return `holdshort: a fault of its own ended it (${what}); nothing was concluded. Please report it with these lines:\n${places.join('\n')}\n`;
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  if (argv.length === 1 && argv[0] === '--version') return await printVersion(io);
  let chosen: (() => Promise<number>) | undefined;
  const parser = COMMANDS.reduce(
    (program, command) =>
      program.command(command.usage, command.describe, command.options, (args) => {
        chosen = () => command.run(args, io);
      }),
    program(io),
  );
  let printed = '';
  await parser.parseAsync(withExpression(argv), {}, (_error, _args, output) => {
    printed = output;
  });
  if (chosen !== undefined) return await chosen();
  io.stdout.write(`${printed}\n`);
  return argv.length === 0 ? COULD_NOT_RUN : 0;
}

/** An expression may begin with a minus, which yargs would take for an option. */
function withExpression(argv: readonly string[]): string[] {
  const at = argv.findIndex((one) => one === '--expression' || one === '-e');
  const expression = at < 0 ? undefined : argv[at + 1];
  return expression?.startsWith('-') === true
    ? [...argv.slice(0, at), `--expression=${expression}`, ...argv.slice(at + 2)]
    : [...argv];
}

function program(io: Io) {
  return yargs()
    .scriptName('holdshort')
    .usage('$0 <command>\n\nGo or no-go before a Kubernetes upgrade.')
    .demandCommand(1, 'Which command?')
    .strictCommands()
    .strict()
    .exitProcess(false)
    .wrap(Math.min(io.stdout.columns ?? 100, 110))
    .parserConfiguration({ 'dot-notation': false, 'parse-numbers': false, 'parse-positional-numbers': false })
    .version(false)
    .option('version', { type: 'boolean', describe: 'Print the versions of the tool and of its knowledge' })
    .help()
    .alias('h', 'help')
    .epilogue(
      'Exit codes of check: 0 GO, 1 NO-GO, 3 UNDETERMINED, 2 it could not run; with --fail-on new: 0 nothing new, 4 GO but something is new.',
    )
    .fail((message, error) => {
      // yargs has errors of its own for what a person typed.
      if (error !== undefined && error !== null && error.name !== 'YError') throw error;
      throw new UsageError(`${sentence(message)} See holdshort --help.`);
    });
}

/** yargs ends some of its messages with a mark, some with none, and lists on lines of their own. */
function sentence(message: string): string {
  const line = message
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .join('; ');
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

async function printVersion(io: Io): Promise<number> {
  const { shippedKnowledge } = await import('./commands/shipped-knowledge.ts');
  const knowledge = await shippedKnowledge();
  const horizon = knowledge.releases.at(-1)?.minor ?? 'nothing';
  io.stdout.write(
    `holdshort ${TOOL_VERSION}\nknowledge ${knowledge.version}, knows Kubernetes up to ${horizon}\n`,
  );
  return 0;
}

export type { Command };
