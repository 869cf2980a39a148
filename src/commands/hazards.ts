import { listHazards } from '../assessment/list-hazards.ts';
import { DISTRIBUTIONS } from '../distributions/recognise.ts';
import { UsageError } from '../errors.ts';
import { drawHazardList } from '../report/hazard-list.ts';
import { planPath } from '../upgrade/path.ts';
import { formatVersion } from '../upgrade/version.ts';
import { choiceOf, textOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';
import { knowledgeFor } from './knowledge-for.ts';

/** `holdshort hazards`: everything that a way can meet, without a cluster. */
export async function hazards(args: Arguments, io: Io): Promise<number> {
  const from = textOf(args, 'from');
  const to = textOf(args, 'to');
  if (from === undefined || to === undefined) {
    throw new UsageError('hazards needs --from and --to: minors (1.32) or patches (1.32.9).');
  }
  const format = choiceOf(args, 'format', ['table', 'json'], 'table');
  const distribution = choiceOf(args, 'distribution', [...DISTRIBUTIONS, 'unknown'], 'unknown');
  const knowledge = await knowledgeFor(args);
  const path = planPath(from, to, knowledge.releases);
  if ('problem' in path) throw new UsageError(path.problem);
  const entries = listHazards(knowledge, path, distribution);
  const ends = { from: formatVersion(path.from), to: formatVersion(path.to) };
  for (const gap of path.beyondKnowledge) io.stderr.write(`holdshort: ${gap}.\n`);
  io.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ schemaVersion: 1, ...ends, packs: knowledge.packs ?? [], beyondKnowledge: path.beyondKnowledge, hazards: entries }, null, 2)}\n`
      : drawHazardList(entries, ends, io.stdout.columns),
  );
  return 0;
}
