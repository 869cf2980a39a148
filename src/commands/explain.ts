import { explainedIds, explainHazard } from '../assessment/explain-hazard.ts';
import { UsageError } from '../errors.ts';
import { drawHazardPage } from '../report/hazard-page.ts';
import { printable, shorten } from '../report/plain-text.ts';
import { choiceOf, textOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import type { Io } from './io.ts';
import { knowledgeFor } from './knowledge-for.ts';
import { nearIds } from './near-ids.ts';

/** `holdshort explain`: a page on one hazard, without a cluster. */
export async function explain(args: Arguments, io: Io): Promise<number> {
  const id = shorten(textOf(args, 'id') ?? '', 200);
  const format = choiceOf(args, 'format', ['text', 'json'], 'text');
  const knowledge = await knowledgeFor(args);
  const explanation = explainHazard(knowledge, id);
  if (explanation === undefined) {
    const near = nearIds(id, explainedIds(knowledge));
    const hint = near.length === 0 ? 'holdshort hazards lists what there is.' : `Was it ${near.join(', ')}?`;
    throw new UsageError(`There is no hazard ${printable(id)}. ${hint}`);
  }
  io.stdout.write(
    format === 'json'
      ? `${JSON.stringify(explanation, null, 2)}\n`
      : drawHazardPage(explanation, io.stdout.columns),
  );
  return 0;
}
