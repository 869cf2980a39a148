import { UsageError } from '../errors.ts';
import { jsonText } from '../report/json.ts';
import { choiceOf, textOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';
import { readReport } from './read-report.ts';

/** Exit code of `--fail-on new` where something grave is new or worse. */
const SOMETHING_NEW = 1;

/** `holdshort diff OLD NEW`: says what is new, gone and changed between two JSON reports. */
export async function diff(args: Arguments, io: Io): Promise<number> {
  const format = choiceOf(args, 'format', ['text', 'json'], 'text');
  const failOn = choiceOf(args, 'failOn', ['nothing', 'new'], 'nothing');
  const [older, newer] = await Promise.all([reportOf(args, 'old'), reportOf(args, 'new')]);
  const { compareReports } = await import('../compare/compare-reports.ts');
  const comparison = compareReports(older, newer);
  if (format === 'json') io.stdout.write(jsonText(comparison));
  else {
    const { renderComparison } = await import('../report/comparison-text.ts');
    io.stdout.write(renderComparison(comparison, newer.verdict));
  }
  return failOn === 'new' && comparison.isLoud ? SOMETHING_NEW : 0;
}

async function reportOf(args: Arguments, name: 'old' | 'new') {
  const file = textOf(args, name) ?? '';
  const report = await readReport(file);
  if (report === undefined) throw new UsageError(`${file} could not be read: ENOENT. Check its path.`);
  return report;
}
