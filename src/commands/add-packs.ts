import { DISTRIBUTIONS } from '../distributions/recognise.ts';
import { UsageError } from '../errors.ts';
import { compilePack } from '../knowledge/compile-pack.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { mergePacks, type ReadPack } from '../knowledge/merge-packs.ts';
import { formatProblem, type Problem } from '../knowledge/problem.ts';
import { printable, shorten } from '../report/plain-text.ts';
import { TOOL_VERSION } from '../tool.ts';
import { readPackFolder } from './read-pack-folder.ts';

/** Problems that one message lists; lint lists them all. */
const MOST_PROBLEMS = 5;

/**
 * Adds the packs in some folders to the shipped knowledge.
 * @throws UsageError that names the file, the line and the field of what is wrong: a pack is used whole or not at all
 */
export async function addPacks(shipped: Knowledge, folders: readonly string[]): Promise<Knowledge> {
  const packs: ReadPack[] = [];
  for (const folder of folders) packs.push(await readPack(folder));
  const merged = mergePacks(shipped, packs);
  if ('problems' in merged) throw wrong(merged.problems, folders);
  return merged.knowledge;
}

async function readPack(given: string): Promise<ReadPack> {
  const folder = given.length > 1 ? given.replace(/\/+$/, '') : given;
  const { files, digest } = await readPackFolder(folder);
  const compiled = compilePack(files, { tool: TOOL_VERSION, distributions: DISTRIBUTIONS });
  if ('manifest' in compiled) return { ...compiled, folder, digest };
  throw wrong(
    compiled.problems.map((problem) => ({ ...problem, file: `${folder}/${problem.file}` })),
    [folder],
  );
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
