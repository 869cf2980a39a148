import { CORE_SCHEMA, FAILSAFE_SCHEMA, load, YAMLException } from 'js-yaml';
import { isFields } from '../facts/fields.ts';
import { unfoldsWithin } from '../nesting.ts';
import type { Problem } from './problem.ts';

/** Most values one file may hold once its aliases are followed; a few lines of aliases can otherwise stand for billions. */
const MOST_VALUES = 200_000;

/** A knowledge file as it lies on disk: its path below the knowledge folder, with forward slashes, and its text. */
export interface KnowledgeText {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads one knowledge file: every scalar as text, since plain YAML would turn 1.30 into 1.3, except inside the fields that
 * hold Kubernetes objects, which are typed as Kubernetes types them.
 * @returns the document, or the problem with its line
 */
export function readKnowledge(
  file: KnowledgeText,
): { readonly document: unknown } | { readonly problem: Problem } {
  try {
    const texts = load(file.text, { schema: FAILSAFE_SCHEMA, filename: file.path });
    if (!unfoldsWithin(texts, MOST_VALUES)) {
      const what = `unfolds to more than ${MOST_VALUES} values; write out what its aliases (*name) stand for`;
      return { problem: { file: file.path, line: 1, field: '', what } };
    }
    const typed = load(file.text, { schema: CORE_SCHEMA, filename: file.path });
    return { document: withTypedObjects(texts, typed) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { problem: { file: file.path, line: (error.mark?.line ?? 0) + 1, field: '', what: error.reason } };
  }
}

function withTypedObjects(texts: unknown, typed: unknown): unknown {
  if (Array.isArray(texts) && Array.isArray(typed)) {
    return texts.map((item, index) => withTypedObjects(item, typed[index]));
  }
  if (isFields(texts) && isFields(typed)) {
    return Object.fromEntries(
      Object.entries(texts).map(([field, value]) => [
        field,
        holdsObjects(field, value) ? typed[field] : withTypedObjects(value, typed[field]),
      ]),
    );
  }
  return texts;
}

/** Mappings of a case, or of a write, whose values have the types that Kubernetes gives them. */
const TYPED = ['object', 'kubelets'];

/** A case's list of `objects` and such mappings; the detector `objects` is a mapping and stays text. */
function holdsObjects(field: string, value: unknown): boolean {
  return (field === 'objects' && Array.isArray(value)) || (TYPED.includes(field) && isFields(value));
}
