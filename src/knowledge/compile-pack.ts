import { compareVersions, parseVersion } from '../upgrade/version.ts';
import { type Compiled, compileKnowledge, withoutMissingTables } from './compile.ts';
import { lintPack } from './lint-pack.ts';
import type { LintContext } from './lint-rule.ts';
import type { Problem } from './problem.ts';
import { type KnowledgeText, readKnowledge } from './read.ts';
import { NEEDS, type PackFile, packFile } from './shapes/pack.ts';
import { validate } from './validate.ts';

/** The file that makes a folder of knowledge a pack. */
export const PACK_FILE = 'pack.yaml';

/** What packs are held to. */
export interface PackContext {
  /** The version of this holdshort. */
  readonly tool: string;
  readonly distributions: LintContext['distributions'];
}

/** A private pack: more knowledge, and whose it is. */
export interface CompiledPack {
  readonly manifest: PackFile;
  readonly compiled: Compiled;
}

/**
 * Reads the files of a private pack. What a pack needs is looked at before anything else: what is made for a newer tool
 * would otherwise only be called wrong.
 */
export function compilePack(
  files: readonly KnowledgeText[],
  { tool, distributions }: PackContext,
): CompiledPack | { readonly problems: readonly Problem[] } {
  const file = files.find(({ path }) => path === PACK_FILE);
  if (file === undefined) {
    const what = 'this file is missing; it holds name, version and prefix of the pack';
    return { problems: [{ file: PACK_FILE, field: '', what }] };
  }
  const read = readKnowledge(file);
  if ('problem' in read) return { problems: [read.problem] };
  const tooOld = tooOldFor(read.document, tool);
  if (tooOld !== undefined) return { problems: [{ file: PACK_FILE, field: 'needs', what: tooOld }] };
  const checked = validate(packFile, read.document, file.path, file.text);
  if ('problems' in checked) return checked;
  const compiled = withoutMissingTables(compileKnowledge(files));
  const problems = [...compiled.problems, ...lintPack(files, compiled, checked.value.prefix, distributions)];
  return problems.length > 0 ? { problems } : { manifest: checked.value, compiled };
}

/** Says why this holdshort is too old for the pack. */
function tooOldFor(document: unknown, tool: string): string | undefined {
  const needs = (document as { needs?: unknown } | null | undefined)?.needs;
  const [, text = ''] = (typeof needs === 'string' ? NEEDS.exec(needs) : null) ?? [];
  const [needed, own] = [parseVersion(text), parseVersion(tool)];
  if (needed === undefined || own === undefined || compareVersions(own, needed) >= 0) return undefined;
  return `the pack needs holdshort ${text} or newer, and this is ${tool}; install that, or use an older version of the pack`;
}
