import { type Compiled, compileKnowledge, withoutMissingTables } from './compile.ts';
import { lintNeverMet } from './lint-never-met.ts';
import { lintPack } from './lint-pack.ts';
import type { LintContext } from './lint-rule.ts';
import { neededTool } from './needed-tool.ts';
import type { Problem } from './problem.ts';
import { type KnowledgeText, readKnowledge } from './read.ts';
import { type PackFile, packFile } from './shapes/pack.ts';
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

/** Reads the files of a private pack, and everything that keeps it from being used. */
export function compilePack(
  files: readonly KnowledgeText[],
  { tool, distributions }: PackContext,
): CompiledPack | { readonly problems: readonly Problem[] } {
  const file = files.find(({ path }) => path === PACK_FILE);
  if (file === undefined) {
    const what = 'this file is missing; it holds name, version and prefix of the pack';
    return { problems: [{ file: PACK_FILE, field: '', what }] };
  }
  const tooOld = neededTool(file, tool);
  if (tooOld !== undefined) return { problems: [tooOld] };
  const read = readKnowledge(file);
  if ('problem' in read) return { problems: [read.problem] };
  const checked = validate(packFile, read.document, file.path, file.text);
  if ('problems' in checked) return checked;
  const compiled = withoutMissingTables(compileKnowledge(files));
  const problems = [
    ...compiled.problems,
    ...lintPack(files, compiled, checked.value.prefix),
    ...lintNeverMet(compiled, distributions),
  ];
  return problems.length > 0 ? { problems } : { manifest: checked.value, compiled };
}
