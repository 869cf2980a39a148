import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { compiledFileOf, loadToCompile } from '../src/built/load-compiled.ts';
import { startQuickly } from '../src/built/start-quickly.ts';
import type { Runners } from '../src/commands/runners.ts';

/** Checks the example with a bundle, and keeps beside it what V8 compiled for that: most of what any check runs. */
export async function compileAhead(file: string): Promise<void> {
  // V8 takes compiled code only under the flags it was compiled under.
  startQuickly();
  const { exports, compiled } = loadToCompile<{ RUNNERS: Runners }>(resolve(file));
  const nowhere = { write: () => undefined, isTerminal: false, columns: undefined };
  await exports.RUNNERS.check(
    { to: '1.34', snapshot: resolve('examples/talos-1.32.json.gz'), backends: 'observed' },
    {
      stdout: nowhere,
      stderr: nowhere,
      stdin: () => Promise.resolve(''),
      env: {},
      now: () => new Date(),
      interrupted: new AbortController().signal,
    },
  );
  await writeFile(compiledFileOf(resolve(file)), compiled());
}
