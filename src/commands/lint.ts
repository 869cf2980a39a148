import { DISTRIBUTIONS } from '../distributions/recognise.ts';
import { UsageError } from '../errors.ts';
import { type Compiled, compileKnowledge, withoutMissingTables } from '../knowledge/compile.ts';
import { compilePack, PACK_FILE } from '../knowledge/compile-pack.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { lintKnowledge } from '../knowledge/lint-knowledge.ts';
import { mergePacks, type ReadPack } from '../knowledge/merge-packs.ts';
import { formatProblem, type Problem } from '../knowledge/problem.ts';
import { printable } from '../report/plain-text.ts';
import { TOOL_VERSION } from '../tool.ts';
import { textsOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';
import { lintContext } from './lint-context.ts';
import { type PackFolder, readPackFolder } from './read-pack-folder.ts';
import { shippedKnowledge } from './shipped-knowledge.ts';

/** `holdshort lint`: says what is wrong in folders of knowledge. */
export async function lint(args: Arguments, io: Io): Promise<number> {
  const shipped = await shippedKnowledge();
  const packs: ReadPack[] = [];
  let isClean = true;
  for (const folder of textsOf(args, 'knowledge')) {
    const read = await readSome(folder);
    const { problems, hazards, pack } = lintFolder(folder, read, shipped);
    if (pack !== undefined) packs.push(pack);
    isClean = isClean && problems.length === 0;
    say(io, problems);
    io.stderr.write(`holdshort: ${printable(folder)} ${conclusion(problems.length, hazards)}.\n`);
  }
  const merged = mergePacks(shipped, packs);
  if ('problems' in merged) say(io, merged.problems);
  return isClean && 'knowledge' in merged ? 0 : 1;
}

function say(io: Io, problems: readonly Problem[]): void {
  for (const problem of problems) io.stdout.write(`${printable(formatProblem(problem))}\n`);
}

function conclusion(problems: number, hazards: number): string {
  if (problems === 0) return `is well formed: ${hazards} hazards`;
  return `has ${problems} ${problems === 1 ? 'problem' : 'problems'}`;
}

interface Linted {
  readonly problems: readonly Problem[];
  readonly hazards: number;
  readonly pack?: ReadPack;
}

function lintFolder(folder: string, { files, digest }: PackFolder, shipped: Knowledge): Linted {
  if (!files.some(({ path }) => path === PACK_FILE)) {
    const compiled = compileKnowledge(files);
    const isWhole = compiled.knowledge.releases.length > 0;
    return isWhole
      ? lintCompiled(compiled, compiled.knowledge)
      : lintCompiled(withoutMissingTables(compiled), shipped);
  }
  const pack = compilePack(files, { tool: TOOL_VERSION, distributions: DISTRIBUTIONS });
  if ('manifest' in pack) {
    return { ...lintCompiled(pack.compiled, shipped), pack: { ...pack, folder, digest } };
  }
  const linted = lintCompiled(withoutMissingTables(compileKnowledge(files)), shipped);
  return { ...linted, problems: withoutTwins([...pack.problems, ...linted.problems]) };
}

function lintCompiled(compiled: Compiled, against: Knowledge): Linted {
  return { problems: lintKnowledge(compiled, lintContext(against)), hazards: compiled.hazards.length };
}

/** What a pack may not have is found again among what no knowledge may have. */
function withoutTwins(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [formatProblem(problem), problem])).values()];
}

async function readSome(folder: string): Promise<PackFolder> {
  const read = await readPackFolder(folder);
  if (read.files.length > 0) return read;
  throw new UsageError(
    `${printable(folder)} holds no .yaml file. Name a folder of knowledge with --knowledge.`,
  );
}
