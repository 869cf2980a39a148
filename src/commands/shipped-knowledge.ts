import { readFile } from 'node:fs/promises';
import type { Knowledge } from '../knowledge/knowledge.ts';

/** The knowledge that was compiled beside this bundle at build: checked then, trusted now. */
export async function shippedKnowledge(): Promise<Knowledge> {
  return JSON.parse(await readFile(new URL('./knowledge.json', import.meta.url), 'utf8'));
}
