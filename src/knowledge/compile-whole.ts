import { type Compiled, compileKnowledge } from './compile.ts';
import type { PackContext } from './compile-pack.ts';
import { lintNeverMet } from './lint-never-met.ts';
import { neededTool } from './needed-tool.ts';
import type { Problem } from './problem.ts';
import type { KnowledgeText } from './read.ts';

/** The file that makes a folder the whole knowledge, and no pack. */
export const RELEASES_FILE = 'releases.yaml';

/** Reads a whole knowledge that is to take the place of what ships: a newer one, say. */
export function compileWhole(
  files: readonly KnowledgeText[],
  { tool, distributions }: PackContext,
): Compiled {
  const compiled = compileKnowledge(files);
  const releases = files.find(({ path }) => path === RELEASES_FILE);
  const tooOld = releases === undefined ? undefined : neededTool(releases, tool);
  const problems: readonly Problem[] =
    tooOld === undefined ? [...compiled.problems, ...lintNeverMet(compiled, distributions)] : [tooOld];
  return { ...compiled, problems };
}
