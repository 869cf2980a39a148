import type { ZodType } from 'zod';
import { formatField, locateFields } from './locate.ts';
import type { Problem } from './problem.ts';

/**
 * Holds a document to its shape.
 * @param file the file's name, for problems
 * @param text the file's text, in which the lines of problems are found
 * @returns the typed value, or every problem with its line
 */
export function validate<T>(
  shape: ZodType<T>,
  document: unknown,
  file: string,
  text: string,
): { readonly value: T } | { readonly problems: readonly Problem[] } {
  const result = shape.safeParse(document);
  if (result.success) return { value: result.data };
  const lineOf = locateFields(text);
  return {
    problems: result.error.issues.map((issue) => ({
      file,
      line: lineOf(issue.path),
      field: formatField(issue.path),
      what: issue.message,
    })),
  };
}
