import { DISTRIBUTIONS } from '../distributions/recognise.ts';
import { UsageError } from '../errors.ts';
import { compilePack, PACK_FILE } from '../knowledge/compile-pack.ts';
import { compileWhole, RELEASES_FILE } from '../knowledge/compile-whole.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { mergePacks, type ReadPack } from '../knowledge/merge-packs.ts';
import { formatProblem, type Problem } from '../knowledge/problem.ts';
import { printable, shorten } from '../report/plain-text.ts';
import { TOOL_VERSION } from '../tool.ts';
import { withoutEnd } from '../without-end.ts';
import { type PackFolder, readPackFolder } from './read-pack-folder.ts';

/** Problems that one message lists; lint lists them all. */
const MOST_PROBLEMS = 5;

const CONTEXT = { tool: TOOL_VERSION, distributions: DISTRIBUTIONS };

/**
 * Adds the packs in some folders to the knowledge. One folder may be a whole knowledge instead, which takes the place of
 * what ships.
 * @throws UsageError that names the file, the line and the field of what is wrong: a folder is used whole or not at all
 */
export async function addPacks(shipped: Knowledge, folders: readonly string[]): Promise<Knowledge> {
  const packs: ReadPack[] = [];
  let base = shipped;
  for (const given of folders) {
    const folder = given.length > 1 ? withoutEnd(given, '/') : given;
    const read = await readPackFolder(folder);
    if (!isWhole(read)) packs.push(packIn(folder, read));
    else if (base === shipped) base = wholeIn(folder, read, shipped);
    else
      throw new UsageError(`${printable(folder)}: a second whole knowledge. Give one, and packs beside it.`);
  }
  const merged = mergePacks(base, packs);
  if ('problems' in merged) throw wrong(merged.problems, folders);
  return merged.knowledge;
}

function isWhole({ files }: PackFolder): boolean {
  const has = (name: string) => files.some(({ path }) => path === name);
  return has(RELEASES_FILE) && !has(PACK_FILE);
}

function packIn(folder: string, { files, digest }: PackFolder): ReadPack {
  const compiled = compilePack(files, CONTEXT);
  if ('manifest' in compiled) return { ...compiled, folder, digest };
  throw wrong(compiled.problems.map(below(folder)), [folder]);
}

/** What is older would not know what this holdshort knows, and could call GO what is none. */
function wholeIn(folder: string, { files }: PackFolder, shipped: Knowledge): Knowledge {
  const { knowledge, problems } = compileWhole(files, CONTEXT);
  if (problems.length > 0) throw wrong(problems.map(below(folder)), [folder]);
  if (knowledge.version >= shipped.version) return knowledge;
  throw new UsageError(
    `${printable(folder)}: the knowledge of ${knowledge.version} is older than that of ${shipped.version}, which ships. Leave it out.`,
  );
}

function below(folder: string): (problem: Problem) => Problem {
  return (problem) => ({ ...problem, file: `${folder}/${problem.file}` });
}

function wrong(problems: readonly Problem[], folders: readonly string[]): UsageError {
  const shown = problems
    .slice(0, MOST_PROBLEMS)
    .map((problem) => printable(shorten(formatProblem(problem), 500)));
  const left = problems.length - shown.length;
  const more = left === 0 ? '' : `; and ${left} more`;
  const lint = folders.map((folder) => `--knowledge ${printable(folder)}`).join(' ');
  return new UsageError(`${shown.join('; ')}${more}. Mend the pack; holdshort lint ${lint} says all of it.`);
}
