import module from 'node:module';
import { join } from 'node:path';
import { loadCompiled } from './load-compiled.ts';
import { startQuickly } from './start-quickly.ts';

/** Loads a bundle that lies beside this one, compiled ahead where this is the release of Node that it was built with. */
export function loadBundle<T>(name: string): T {
  startQuickly();
  const file = join(__dirname, name);
  return loadCompiled<T>(file) ?? loadAsUsual<T>(file);
}

function loadAsUsual<T>(file: string): T {
  // From 22.8 on, Node itself keeps compiled code between runs, in a folder of its own.
  (module as { enableCompileCache?: () => void }).enableCompileCache?.();
  return require(file) as T;
}
