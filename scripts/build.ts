/** Builds dist/: one entry with code splitting, so that a command loads only what it needs, and the knowledge as JSON. */
import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { compileKnowledge } from '../src/knowledge/compile.ts';
import { readFolder } from '../src/knowledge/folder.ts';
import { formatProblem } from '../src/knowledge/problem.ts';
import { licencesOf } from './licences.ts';
import { lighterPackages } from './lighter-packages.ts';

const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const { knowledge, problems } = compileKnowledge(await readFolder('knowledge'));
if (problems.length > 0)
  throw new Error(`The knowledge is not well formed:\n${problems.map(formatProblem).join('\n')}`);

// Beside its place, then renamed: whoever runs the tool meanwhile finds a whole one.
const beside = `dist-${process.pid}`;
const { metafile } = await build({
  entryPoints: ['src/cli.ts'],
  outdir: beside,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
  legalComments: 'none',
  metafile: true,
  plugins: [lighterPackages],
  define: { HOLDSHORT_VERSION: JSON.stringify(version) },
  // CommonJS packages in an ES module bundle still ask for require().
  banner: {
    js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);",
  },
});
await chmod(`${beside}/cli.mjs`, 0o755);
await writeFile(`${beside}/knowledge.json`, JSON.stringify(knowledge));
await writeFile(`${beside}/LICENCES.txt`, await licencesOf(metafile));
await rename('dist', `${beside}-old`).catch(() => undefined);
await rename(beside, 'dist');
await rm(`${beside}-old`, { recursive: true, force: true });
