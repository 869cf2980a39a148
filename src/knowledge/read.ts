import { CORE_SCHEMA, FAILSAFE_SCHEMA, load, YAMLException } from 'js-yaml';
import type { Problem } from './problem.ts';

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
  if (isRecord(texts) && isRecord(typed)) {
    return Object.fromEntries(
      Object.entries(texts).map(([field, value]) => [
        field,
        holdsObjects(field, value) ? typed[field] : withTypedObjects(value, typed[field]),
      ]),
    );
  }
  return texts;
}

/** A case's list of `objects` and a write's `object`; the detector `objects` is a mapping and stays text. */
function holdsObjects(field: string, value: unknown): boolean {
  return (field === 'objects' && Array.isArray(value)) || (field === 'object' && isRecord(value));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
