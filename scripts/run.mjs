/**
 * Runs a TypeScript script of this project on plain Node 20:
 *   node scripts/run.mjs scripts/build.ts [arguments…]
 * The script is bundled in memory and imported; it finds its arguments in process.argv.slice(2) as usual.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [script, ...args] = process.argv.slice(2);
if (!script) throw new Error('Which script? Usage: node scripts/run.mjs scripts/NAME.ts [arguments]');
/** A bundled file still asks where it lies by `import.meta.url`: it gets the place of its source. */
const keepPlaces = {
  name: 'keep-places',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: `const PLACE = ${JSON.stringify(pathToFileURL(path).href)}; ${await readFile(path, 'utf8')}`,
      loader: 'ts',
    })),
};

const { outputFiles } = await build({
  entryPoints: [resolve(script)],
  bundle: true,
  write: false,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
  define: { 'import.meta.url': 'PLACE' },
  plugins: [keepPlaces],
});
// Inside the project, so that bare imports resolve to its node_modules.
const folder = await mkdtemp(resolve('node_modules', '.holdshort-script-'));
const file = join(folder, 'script.mjs');
await writeFile(file, outputFiles[0].text);
process.argv = [process.argv[0], resolve(script), ...args];
try {
  await import(pathToFileURL(file).href);
} finally {
  await rm(folder, { recursive: true, force: true });
}
