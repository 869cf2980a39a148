import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * The text of a file that a test compares with, relative to the project. With UPDATE_GOLDEN=1 the file is written first,
 * so that a wanted change is one command and shows in the diff.
 */
export function golden(path: string, text: string): string {
  const file = join(ROOT, path);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return existsSync(file)
    ? readFileSync(file, 'utf8')
    : `${path} is missing: run the test with UPDATE_GOLDEN=1`;
}
