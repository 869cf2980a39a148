import { UsageError } from '../errors.ts';
import { type Compiled, compileKnowledge } from '../knowledge/compile.ts';
import { readFolder } from '../knowledge/folder.ts';
import { lintKnowledge } from '../knowledge/lint-knowledge.ts';
import { formatProblem } from '../knowledge/problem.ts';
import { printable } from '../report/plain-text.ts';
import { textOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';
import { lintContext } from './lint-context.ts';
import { shippedKnowledge } from './shipped-knowledge.ts';

/** `holdshort lint`: says what is wrong in a folder of knowledge. */
export async function lint(args: Arguments, io: Io): Promise<number> {
  const folder = textOf(args, 'knowledge') ?? 'knowledge';
  const compiled = compileKnowledge(await readKnowledgeFolder(folder));
  const shipped = await shippedKnowledge();
  const isWhole = compiled.knowledge.releases.length > 0;
  const releases = isWhole ? compiled.knowledge.releases : shipped.releases;
  const problems = lintKnowledge(isWhole ? compiled : withoutCatalogues(compiled), lintContext(releases));
  for (const problem of problems) io.stdout.write(`${printable(formatProblem(problem))}\n`);
  const hazards = compiled.hazards.length;
  io.stderr.write(
    problems.length === 0
      ? `holdshort: ${folder} is well formed: ${hazards} hazards.\n`
      : `holdshort: ${folder} has ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}.\n`,
  );
  return problems.length === 0 ? 0 : 1;
}

async function readKnowledgeFolder(folder: string) {
  try {
    const files = await readFolder(folder);
    if (files.length > 0) return files;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `${folder} cannot be read: ${code ?? 'unknown reason'}. Name a folder with --knowledge.`,
    );
  }
  throw new UsageError(`${folder} holds no .yaml file. Name a folder of knowledge with --knowledge.`);
}

/** A folder without releases adds to the shipped knowledge, and needs none of its tables. */
function withoutCatalogues(compiled: Compiled): Compiled {
  return { ...compiled, problems: compiled.problems.filter(({ line }) => line !== undefined) };
}
