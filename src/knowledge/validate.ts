import type { ZodType } from 'zod';
import type { $ZodIssue } from 'zod/v4/core';
import { type FieldPath, formatField } from './field-path.ts';
import { locateFields } from './locate.ts';
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
    problems: result.error.issues.flatMap(faultsOf).map(({ field, what }) => ({
      file,
      line: lineOf(field),
      field: formatField(field),
      what,
    })),
  };
}

/** A field that is not known is told where it stands, and not where the mapping around it begins. */
function faultsOf(issue: $ZodIssue): readonly { readonly field: FieldPath; readonly what: string }[] {
  if (issue.code !== 'unrecognized_keys') return [{ field: issue.path, what: issue.message }];
  return issue.keys.map((key) => ({
    field: [...issue.path, key],
    what: 'there is no such field here',
  }));
}
