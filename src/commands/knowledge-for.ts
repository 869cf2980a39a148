import type { Knowledge } from '../knowledge/knowledge.ts';
import { textsOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import { shippedKnowledge } from './shipped-knowledge.ts';

/** The knowledge that ships, with the private packs that --knowledge names. What reads packs is loaded only where there are some. */
export async function knowledgeFor(args: Arguments): Promise<Knowledge> {
  const shipped = await shippedKnowledge();
  const folders = textsOf(args, 'knowledge');
  return folders.length === 0 ? shipped : await (await import('./add-packs.ts')).addPacks(shipped, folders);
}
