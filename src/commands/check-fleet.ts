import { contextNames } from '../cluster/kubeconfig-files.ts';
import { mapLimit } from '../cluster/map-limit.ts';
import { UsageError } from '../errors.ts';
import type { Member } from '../report/fleet.ts';
import { fleetExitCode, renderFleet } from '../report/fleet.ts';
import { textOf, textsOf } from './arguments.ts';
import { assessCluster } from './check.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';
import { type Output, readOutputs } from './output-options.ts';
import { readDrawing, writeReports } from './write-reports.ts';

/** Clusters that are read at once; each has its own connections. */
const AT_ONCE = 4;

/** What stands for a context's name in the names of files. */
const CONTEXT = '{context}';

/** `holdshort check` for several contexts: each is read and decided by itself; one summary, one exit code. */
export async function checkFleet(args: Arguments, io: Io): Promise<number> {
  const { format, files } = readFleetOutputs(args);
  const contexts = contextsOf(args, io);
  const drawing = readDrawing(args, io);
  // Several lines of progress would write over each other.
  const quiet: Io = { ...io, stderr: { ...io.stderr, isTerminal: false } };
  const members = await mapLimit(contexts, AT_ONCE, async (context): Promise<Member> => {
    const place = (path: string) => path.replaceAll(CONTEXT, fileName(context));
    const baseline = textOf(args, 'baseline');
    const own = {
      ...args,
      context,
      allContexts: undefined,
      ...(baseline === undefined ? {} : { baseline: place(baseline) }),
    };
    try {
      const { assessment, exitCode } = await assessCluster(own, quiet);
      const outputs = files.map(({ format, file = '' }) => ({ format, file: place(file) }));
      await writeReports(assessment, outputs, drawing, quiet);
      const { verdict, reason, from, to } = assessment;
      return { context, state: 'checked', verdict, reason, from, to, exitCode };
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return { context, state: 'failed', problem: error.message };
    }
  });
  io.interrupted.throwIfAborted();
  io.stdout.write(renderFleet(members, format));
  return fleetExitCode(members);
}

function readFleetOutputs(args: Arguments): { format: 'table' | 'json'; files: readonly Output[] } {
  const outputs = readOutputs(args);
  const files = outputs.filter(({ file }) => file !== undefined);
  const shared = [...files.map(({ file = '' }) => file), textOf(args, 'baseline') ?? CONTEXT].find(
    (file) => !file.includes(CONTEXT),
  );
  if (shared !== undefined) {
    throw new UsageError(
      `${shared}: several clusters would share this file. Put ${CONTEXT} into its name, reports/${CONTEXT}.json say.`,
    );
  }
  const [stdout] = outputs.filter(({ file }) => file === undefined);
  const format = stdout?.format ?? 'table';
  if (format !== 'table' && format !== 'json') {
    throw new UsageError(
      `--format ${format}: the summary of several clusters is table or json. Write ${format} to files: -o ${format}=reports/${CONTEXT}.`,
    );
  }
  return { format, files };
}

function contextsOf(args: Arguments, io: Io): readonly string[] {
  const sources = ['snapshot', 'objects'].filter((name) => args[name] !== undefined);
  if (sources.length > 0) {
    throw new UsageError(`--${sources[0]} is one cluster. Leave it out, or check one context.`);
  }
  const named = textsOf(args, 'context');
  if (args.allContexts === true && named.length > 0) {
    throw new UsageError('--all-contexts and --context were both given. Give the one that is meant.');
  }
  const contexts = [
    ...new Set(
      named.length > 0 ? named : contextNames({ kubeconfig: textOf(args, 'kubeconfig'), env: io.env }),
    ),
  ];
  const names = new Map<string, string>();
  for (const context of contexts) {
    const other = names.get(fileName(context));
    if (other !== undefined) {
      throw new UsageError(
        `Contexts ${other} and ${context} have the same file name ${fileName(context)}. Check them one by one.`,
      );
    }
    names.set(fileName(context), context);
  }
  return contexts;
}

/** Names of contexts can hold slashes and colons; a file's name may not, on every system. */
function fileName(context: string): string {
  return context.replace(/[^\w.@-]/g, '_').replace(/^\.+/, '_');
}
