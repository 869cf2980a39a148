import type { Argv } from 'yargs';
import { UsageError } from '../errors.ts';
import { FORMAT_NAMES, type FormatName } from '../report/format-names.ts';
import { textOf, textsOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';

/** A report to be written: a format and a file; no file means standard output. */
export interface Output {
  readonly format: FormatName;
  readonly file: string | undefined;
}

/** The options that say how and where a report is written. */
export function outputOptions(yargs: Argv): Argv {
  return yargs
    .option('format', {
      type: 'string',
      describe: `Format of the report: ${FORMAT_NAMES.join(', ')}`,
      defaultDescription: 'table',
      group: 'Report:',
    })
    .option('output', {
      alias: 'o',
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'File to write instead of standard output; FORMAT=FILE for several in one run',
      group: 'Report:',
    })
    .option('color', {
      type: 'string',
      describe: 'Colours: auto, always, never',
      defaultDescription: 'auto',
      group: 'Report:',
    })
    .option('max-size', { type: 'string', describe: 'Most bytes of a Markdown report', group: 'Report:' });
}

/** Reads which reports are wanted. */
export function readOutputs(args: Arguments): readonly Output[] {
  const format = readFormat(textOf(args, 'format') ?? 'table', '--format');
  const outputs = textsOf(args, 'output');
  if (outputs.length === 0) return [{ format, file: undefined }];
  return outputs.map((output) => {
    const equals = output.indexOf('=');
    const named = equals === -1 ? undefined : FORMAT_NAMES.find((name) => name === output.slice(0, equals));
    return named === undefined ? { format, file: output } : { format: named, file: output.slice(equals + 1) };
  });
}

/** Whether colours are wanted: as --color says, else on a terminal unless NO_COLOR is set (no-color.org). */
export function wantsColour(args: Arguments, { stdout, env }: Io): boolean {
  const choice = textOf(args, 'color') ?? 'auto';
  if (choice === 'always') return true;
  if (choice === 'never') return false;
  if (choice !== 'auto') throw new UsageError(`--color ${choice}: not one of auto, always, never.`);
  return stdout.isTerminal && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
}

/** Reads --max-size, in bytes. */
export function readMaxSize(args: Arguments): number | undefined {
  const text = textOf(args, 'maxSize');
  if (text === undefined) return undefined;
  const bytes = Number(text);
  if (!Number.isInteger(bytes) || bytes < 1000)
    throw new UsageError(`--max-size ${text}: not a number of bytes from 1000 on.`);
  return bytes;
}

function readFormat(text: string, option: string): FormatName {
  const format = FORMAT_NAMES.find((name) => name === text);
  if (format === undefined) throw new UsageError(`${option} ${text}: not one of ${FORMAT_NAMES.join(', ')}.`);
  return format;
}
