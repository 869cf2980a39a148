/**
 * Builds dist/: the start, a bundle of the command line, one of what the commands do, and one of the Kubernetes client, which only a live
 * cluster needs; compiled code of the second and the third; and the knowledge as JSON.
 */
import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { build, type Metafile } from 'esbuild';
import { compileKnowledge } from '../src/knowledge/compile.ts';
import { readFolder } from '../src/knowledge/folder.ts';
import { formatProblem } from '../src/knowledge/problem.ts';
import { besideEachOther } from './beside-each-other.ts';
import { compileAhead } from './compile-ahead.ts';
import { licencesOf } from './licences.ts';
import { lighterPackages } from './lighter-packages.ts';

const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const { knowledge, problems } = compileKnowledge(await readFolder('knowledge'));
if (problems.length > 0)
  throw new Error(`The knowledge is not well formed:\n${problems.map(formatProblem).join('\n')}`);

// Beside its place, then renamed: whoever runs the tool meanwhile finds a whole one.
const beside = `dist-${process.pid}`;
const metafiles = [
  await bundle('src/cli.ts', 'cli.cjs'),
  await bundle('src/main.ts', 'main.cjs'),
  await bundle('src/commands/runners.ts', 'runners.cjs'),
  await bundle('src/cluster/kubernetes-client.ts', 'kubernetes-client.cjs'),
];
await chmod(`${beside}/cli.cjs`, 0o755);
await writeFile(`${beside}/knowledge.json`, JSON.stringify(knowledge));
await writeFile(`${beside}/LICENCES.txt`, await licencesOf(metafiles));
await compileAhead(beside);
await rename('dist', `${beside}-old`).catch(() => undefined);
await rename(beside, 'dist');
await rm(`${beside}-old`, { recursive: true, force: true });

async function bundle(entry: string, name: string): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile: `${beside}/${name}`,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
    legalComments: 'none',
    metafile: true,
    plugins: [besideEachOther, lighterPackages],
    define: { HOLDSHORT_VERSION: JSON.stringify(version), 'import.meta.url': 'PLACE' },
    banner: { js: 'const PLACE=require("node:url").pathToFileURL(__filename).href;' },
    // Code that V8 loads compiled can only require().
    supported: { 'dynamic-import': false },
  });
  await writeFile(`${beside}/${name}`, inAscii(await readFile(`${beside}/${name}`, 'utf8')));
  return metafile;
}

/** esbuild leaves regular expressions as they were written. Beyond ASCII, a source takes twice the space and must be decoded at each start. */
function inAscii(source: string): string {
  return source.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
