import { readFile } from 'node:fs/promises';
import type { ComparedReport } from '../compare/compared-report.ts';
import { UsageError } from '../errors.ts';
import { formatField } from '../knowledge/field-path.ts';

/** A report of a very large cluster has some megabytes. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Reads a JSON report as far as comparing needs it.
 * @returns undefined where there is no such file
 * @throws UsageError where there is one that is no report: it is left as it is
 */
export async function readReport(file: string): Promise<ComparedReport | undefined> {
  const text = await readText(file);
  if (text === undefined) return undefined;
  const { comparedReport } = await import('../compare/compared-report.ts');
  const result = comparedReport.safeParse(parse(text, file));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const what = issue === undefined ? 'not a report' : `${formatField(issue.path)}: ${issue.message}`;
  throw notAReport(file, what);
}

async function readText(file: string): Promise<string | undefined> {
  try {
    const bytes = await readFile(file);
    if (bytes.length > MOST_BYTES) throw notAReport(file, `larger than ${MOST_BYTES} bytes`);
    return bytes.toString('utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    if (code === 'ENOENT') return undefined;
    throw new UsageError(`${file} could not be read: ${code}. Check its path.`);
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notAReport(file, text.trim() === '' ? 'it is empty' : 'it is not JSON, or cut short');
  }
}

function notAReport(file: string, what: string): UsageError {
  return new UsageError(
    `${file} is no JSON report of this tool: ${what}. It was left as it is; move it away to start anew.`,
  );
}
