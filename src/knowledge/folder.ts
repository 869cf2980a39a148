import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KnowledgeText } from './read.ts';

/** Reads the YAML files of a knowledge folder, in the order of their paths. */
export async function readFolder(folder: string): Promise<readonly KnowledgeText[]> {
  const names = await readdir(folder, { recursive: true });
  return await Promise.all(
    names
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })),
  );
}
