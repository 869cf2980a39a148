import module from 'node:module';
import { join } from 'node:path';
import type { Runners } from '../commands/runners.ts';
import { loadCompiled } from './load-compiled.ts';
import { startQuickly } from './start-quickly.ts';

/** Loads the bundle of what the commands do, compiled ahead where this is the release of Node that it was built with. */
export async function loadRunners(): Promise<Runners> {
  startQuickly();
  const file = join(__dirname, 'runners.cjs');
  const compiled = loadCompiled<Exports>(file);
  if (compiled !== undefined) return compiled.RUNNERS;
  // From 22.8 on, Node itself keeps compiled code between runs, in a folder of its own.
  (module as { enableCompileCache?: () => void }).enableCompileCache?.();
  return (require(file) as Exports).RUNNERS;
}

interface Exports {
  readonly RUNNERS: Runners;
}
