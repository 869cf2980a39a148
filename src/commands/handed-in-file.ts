import { readFile } from 'node:fs/promises';
import { FAILSAFE_SCHEMA, load, YAMLException } from 'js-yaml';
import type { ZodType } from 'zod';
import { UsageError } from '../errors.ts';
import { formatProblem } from '../knowledge/problem.ts';
import { validate } from '../knowledge/validate.ts';

/** Problems that one message lists; whoever mends these finds the rest next time. */
const MOST_PROBLEMS = 5;
/** Nobody writes more by hand. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Reads a YAML file that a person wrote and holds it to its shape, with every scalar as text.
 * @throws UsageError that names the file, the line and the field of what is wrong
 */
export async function readHandedInFile<T>(file: string, shape: ZodType<T>): Promise<T> {
  const text = await readText(file);
  const result = validate(shape, parse(text, file) ?? {}, file, text);
  if ('value' in result) return result.value;
  const shown = result.problems.slice(0, MOST_PROBLEMS).map(formatProblem);
  const left = result.problems.length - shown.length;
  throw new UsageError(`${shown.join('; ')}${left === 0 ? '' : `; and ${left} more`}. Mend the file.`);
}

/** Plain YAML would make 1.3 of 1.30, and a number of a ticket. */
function parse(text: string, file: string): unknown {
  try {
    return load(text, { schema: FAILSAFE_SCHEMA, filename: file });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new UsageError(`${file}:${(error.mark?.line ?? 0) + 1}: ${error.reason}. Mend the YAML.`);
  }
}

async function readText(file: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    if (bytes.length > MOST_BYTES) {
      throw new UsageError(`${file}: larger than ${MOST_BYTES} bytes. Is it the right file?`);
    }
    return bytes.toString('utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new UsageError(`${file} could not be read: ${code}. Check its path.`);
  }
}
