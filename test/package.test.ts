import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const EXAMPLE = join(ROOT, 'examples', 'talos-1.32.json.gz');

let folder: string;
let tarball: string;
let packed: { readonly path: string }[];

// As a user gets it: packed, and installed where nothing else is.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdshort-package-'));
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await run('npm', args, { cwd: ROOT });
  const [pack] = JSON.parse(stdout);
  packed = pack.files;
  tarball = join(folder, pack.filename);
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], {
    cwd: folder,
  });
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('holds what it needs, and nothing else', () => {
  const names = packed.map(({ path }) => path.replace(/\d+$/, 'TAG'));
  expect(names).toEqual(
    expect.arrayContaining([
      'package.json',
      'README.md',
      'dist/cli.cjs',
      'dist/runners.cjs.TAG',
      'dist/knowledge.json',
    ]),
  );
  expect(
    names.filter(
      (name) =>
        !/^(?:dist\/[\w.-]+\.(?:cjs|cjs\.TAG|json)|package\.json|README\.md|dist\/LICENCES\.txt)$/.test(name),
    ),
  ).toEqual([]);
});

test('its bundles are ASCII, as which they are read', async () => {
  const bundles = packed.map(({ path }) => path).filter((path) => path.endsWith('.cjs'));
  expect(bundles).toHaveLength(4);
  for (const path of bundles) {
    const bytes = await readFile(join(folder, 'node_modules', 'holdshort', path));
    expect(bytes.some((byte) => byte > 127)).toBe(false);
  }
});

test('takes no install tree with it and stays small: a megabyte and a half to load, four and a half on disk', async () => {
  expect((await readdir(join(folder, 'node_modules'))).filter((name) => !name.startsWith('.'))).toEqual([
    'holdshort',
  ]);
  const sizes = await Promise.all(
    packed.map(async ({ path }) => (await stat(join(folder, 'node_modules', 'holdshort', path))).size),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(4.5 * 1024 * 1024);
  expect((await stat(tarball)).size).toBeLessThan(1.5 * 1024 * 1024);
});

test.each(['holdshort', 'kubectl-holdshort'])(
  '%s runs from there and says NO-GO for the example',
  async (name) => {
    const program = join(folder, 'node_modules', '.bin', name);
    const check = run(program, ['check', '--to', '1.34', '--snapshot', EXAMPLE], { cwd: folder });
    await expect(check).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('  NO-GO   ') });
  },
);
