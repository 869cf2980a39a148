import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Io } from '../../src/commands/io.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'holdshort-fuzz-'));

/** Writes what somebody hands in to a file, over the last of that name. */
export function givenFile(name: string, content: string | Uint8Array): string {
  const file = join(FOLDER, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

/** The world of a command that says nothing and asks for nothing. */
export const SILENT: Io = {
  stdout: { write: () => undefined, isTerminal: false, columns: undefined },
  stderr: { write: () => undefined, isTerminal: false, columns: undefined },
  stdin: async () => '',
  env: {},
  now: () => new Date(0),
  interrupted: new AbortController().signal,
};
