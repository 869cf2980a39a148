import { CORE_SCHEMA, loadAll, YAMLException } from 'js-yaml';
import { UsageError } from '../errors.ts';
import { MOST_NESTED, nestsWithin, unfoldsWithin } from '../nesting.ts';

/** Most values one document may hold once its aliases are followed; a few lines of aliases can otherwise stand for billions. */
const MOST_VALUES = 2_000_000;

/**
 * Reads the documents of a YAML or JSON text, typed as Kubernetes types them.
 * @throws UsageError with file, line and column of what is wrong
 */
export function readYaml(text: string, file: string): readonly unknown[] {
  const documents = file.endsWith('.json') ? [readJson(text, file)] : readDocuments(text, file);
  if (!unfoldsWithin(documents, MOST_VALUES)) {
    throw new UsageError(
      `${file}: it unfolds to more than ${MOST_VALUES} values. Remove its aliases, or split it.`,
    );
  }
  if (!nestsWithin(documents)) {
    throw new UsageError(`${file}: it nests deeper than ${MOST_NESTED} levels. Is it the right file?`);
  }
  return documents;
}

function readDocuments(text: string, file: string): readonly unknown[] {
  const documents: unknown[] = [];
  try {
    loadAll(text, (document) => documents.push(document), { schema: CORE_SCHEMA, filename: file });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line = 0, column = 0 } = error.mark ?? {};
    throw new UsageError(`${file}:${line + 1}:${column + 1}: ${error.reason}. Mend the YAML.`);
  }
  return documents;
}

function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}. Mend the JSON.`);
  }
}
