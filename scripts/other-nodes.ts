/**
 * Runs the built tool and its tests on other releases of Node, taken from npm into a temporary folder. Needs a registry, so it runs on demand.
 * Usage: npm run other-nodes [-- 22 24] [--quick]
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PLATFORM = `${process.platform}-${process.arch}`;
/** Tests of the built tool as a user runs it; with --quick only these. */
const QUICK = ['test/commands/check', 'test/commands/formats', 'test/cluster/connect', 'test/package'];

const given = process.argv.slice(2);
const majors = given.filter((one) => /^\d{1,3}$/.test(one));
const isQuick = given.includes('--quick');
const folder = await mkdtemp(join(tmpdir(), 'holdshort-nodes-'));
const failed: string[] = [];

function run(what: string, program: string, args: readonly string[], environment = process.env): boolean {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit', env: environment });
  if (status === 0) return true;
  failed.push(`${what} (${error?.message ?? `exit code ${status}`})`);
  return false;
}

try {
  for (const major of majors.length === 0 ? ['22', '24'] : majors) {
    const place = join(folder, major);
    const spec = `node-${PLATFORM}@${major}`;
    const fetched = run(spec, 'npm', [
      'install',
      '--prefix',
      place,
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--no-save',
      spec,
    ]);
    if (!fetched) continue;
    const bin = join(place, 'node_modules', `node-${PLATFORM}`, 'bin');
    const node = join(bin, 'node');
    // What the tests start as `node` or through a shebang is this release as well.
    const environment = { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}` };
    run(`version of Node ${major}`, node, ['--version']);
    run(`demo on Node ${major}`, node, ['scripts/run.mjs', 'scripts/demo.ts'], environment);
    const jest = [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      resolve('node_modules/jest/bin/jest.js'),
    ];
    run(`tests on Node ${major}`, node, [...jest, ...(isQuick ? QUICK : [])], environment);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(failed.length === 0 ? 'All of it passed.' : `Failed: ${failed.join('; ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
