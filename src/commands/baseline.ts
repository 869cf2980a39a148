import type { Assessment } from '../assessment/assessment.ts';
import { UsageError } from '../errors.ts';
import { choiceOf, textOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';
import { readReport } from './read-report.ts';

/** Exit code of `--fail-on new` where something is new and the verdict is GO all the same. */
const NEW_BUT_GO = 4;

/** An older report to hold this one against, and what that means for the exit code. */
export interface Baseline {
  readonly compare: (assessment: Assessment) => Promise<Assessment>;
  readonly exitCode: (assessment: Assessment) => number;
}

/** Reads what --baseline and --fail-on ask for, before any cluster is read. */
export async function readBaseline(args: Arguments, io: Io): Promise<Baseline> {
  const file = textOf(args, 'baseline');
  const failOn = choiceOf(args, 'failOn', ['verdict', 'new'], 'verdict');
  if (failOn === 'new' && file === undefined) {
    throw new UsageError('--fail-on new needs --baseline: an older report, written with --format json.');
  }
  const older = file === undefined ? undefined : await readReport(file);
  if (file !== undefined && older === undefined) {
    io.stderr.write(`holdshort: ${file} is not there, so everything counts as new.\n`);
  }
  return {
    compare: async (assessment) => {
      if (older === undefined) return assessment;
      if (older.cluster.name !== assessment.cluster.name) {
        throw new UsageError(
          `${file} is about ${older.cluster.name}, and this is ${assessment.cluster.name}. Give a report of the same cluster, or compare the two with holdshort diff.`,
        );
      }
      const { compareReports } = await import('../compare/compare-reports.ts');
      return { ...assessment, comparison: compareReports(older, assessment) };
    },
    exitCode: ({ exitCode, comparison }) => {
      if (failOn === 'verdict' || comparison === undefined) return exitCode;
      if (!comparison.isLoud) return 0;
      return exitCode === 0 ? NEW_BUT_GO : exitCode;
    },
  };
}
