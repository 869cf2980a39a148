import { compareVersions, parseVersion } from '../upgrade/version.ts';
import type { Problem } from './problem.ts';
import { type KnowledgeText, readKnowledge } from './read.ts';
import { NEEDS } from './shapes/scalars.ts';

/**
 * Says where knowledge needs a newer holdshort. It is looked at before anything else: what is made for a newer tool would
 * otherwise only be called wrong.
 * @param file the file that may say so under `needs`
 * @param tool the version of this holdshort
 */
export function neededTool(file: KnowledgeText, tool: string): Problem | undefined {
  const read = readKnowledge(file);
  if ('problem' in read) return undefined;
  const needs = (read.document as { needs?: unknown } | null | undefined)?.needs;
  const [, text = ''] = (typeof needs === 'string' ? NEEDS.exec(needs) : null) ?? [];
  const [needed, own] = [parseVersion(text), parseVersion(tool)];
  if (needed === undefined || own === undefined || compareVersions(own, needed) >= 0) return undefined;
  const what = `this needs holdshort ${text} or newer, and yours is ${tool}; install that, or use an older version of the knowledge`;
  return { file: file.path, field: 'needs', what };
}
