import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KnowledgeText } from '../../src/knowledge/read.ts';

const ROOT = fileURLToPath(new URL('../../knowledge/', import.meta.url));

/** The project's knowledge files below a folder, `writes` for example, as they lie on disk. */
export function knowledgeTexts(folder = ''): readonly KnowledgeText[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(ROOT, folder, name))
    .map((file) => ({ path: relative(ROOT, file).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }));
}
