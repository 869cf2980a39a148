import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { compiledFileOf, loadToCompile } from '../src/built/load-compiled.ts';
import { startQuickly } from '../src/built/start-quickly.ts';

/** Runs the bundles of a folder as a check of the example does, and keeps beside them what V8 compiled for that: most of what any run needs. */
export async function compileAhead(folder: string): Promise<void> {
  // V8 takes compiled code only under the flags it was compiled under.
  startQuickly();
  const [mainFile, runnersFile] = [resolve(folder, 'main.cjs'), resolve(folder, 'runners.cjs')];
  const commandLine = loadToCompile<typeof import('../src/main.ts')>(mainFile);
  const runners = loadToCompile<typeof import('../src/commands/runners.ts')>(runnersFile);
  const nowhere = { write: () => undefined, isTerminal: false, columns: undefined };
  const io = {
    stdout: nowhere,
    stderr: nowhere,
    stdin: () => Promise.resolve(''),
    env: {},
    now: () => new Date(),
    interrupted: new AbortController().signal,
  };
  await commandLine.exports.main(['check', '--help'], io);
  await runners.exports.RUNNERS.check({ to: '1.34', snapshot: resolve('examples/talos-1.32.json.gz') }, io);
  await writeFile(compiledFileOf(mainFile), commandLine.compiled());
  await writeFile(compiledFileOf(runnersFile), runners.compiled());
}
