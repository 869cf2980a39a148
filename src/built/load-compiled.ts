import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';

/** What Node's loader gives to a CommonJS module. */
type Wrapped = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  filename: string,
  dirname: string,
) => void;

/**
 * The file beside a bundle that holds its compiled code. Its name holds what V8 must be for that code to fit: its version, its flags and what
 * the processor can do.
 */
export function compiledFileOf(file: string): string {
  return `${file}.${cachedDataVersionTag()}`;
}

/** Loads a CommonJS bundle with the code that was compiled when it was built; undefined where none fits. */
export function loadCompiled<T>(file: string): T | undefined {
  const cachedData = readIfThere(compiledFileOf(file));
  return cachedData === undefined ? undefined : (run(scriptOf(file, cachedData), file) as T);
}

/** Loads a CommonJS bundle; `compiled` gives what V8 has compiled of it so far. */
export function loadToCompile<T>(file: string): { readonly exports: T; readonly compiled: () => Buffer } {
  const script = scriptOf(file);
  return { exports: run(script, file) as T, compiled: () => script.createCachedData() };
}

function scriptOf(file: string, cachedData?: Buffer): Script {
  // The build writes ASCII alone, which needs no decoding.
  const source = readFileSync(file, 'latin1');
  return new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename: file,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
}

function run(script: Script, file: string): object {
  const module = { exports: {} };
  const wrapped = script.runInThisContext() as Wrapped;
  wrapped.call(module.exports, module.exports, createRequire(file), module, file, dirname(file));
  return module.exports;
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
