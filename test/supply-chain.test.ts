import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (name: string) => JSON.parse(readFileSync(`${ROOT}${name}`, 'utf8'));
const PACKAGE = read('package.json');
const LOCKED = Object.entries<Record<string, unknown>>(read('package-lock.json').packages).filter(
  ([path]) => path !== '',
);

test('the package brings no code that runs when it is installed, and no other package', () => {
  const hooks = ['preinstall', 'install', 'postinstall', 'prepare'];
  expect(Object.keys(PACKAGE.scripts).filter((name) => hooks.includes(name))).toEqual([]);
  expect([PACKAGE.dependencies, PACKAGE.optionalDependencies, PACKAGE.peerDependencies]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('every version is pinned, and every archive by its hash, and none comes from elsewhere than a registry', () => {
  expect(
    Object.entries(PACKAGE.devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version))),
  ).toEqual([]);
  expect(LOCKED.length).toBeGreaterThan(100);
  const loose = LOCKED.filter(
    ([, { resolved, integrity, inBundle }]) =>
      inBundle !== true &&
      !(
        /^(?:undefined$|https:\/\/registry\.npmjs\.org\/)/.test(String(resolved)) &&
        String(integrity).startsWith('sha512-')
      ),
  );
  expect(loose.map(([path]) => path)).toEqual([]);
});

test('packages with install scripts are tools of development alone', () => {
  const scripted = LOCKED.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(
    ([path]) => path,
  );
  expect(scripted.filter((path) => !LICENCES.includes(`${path.replace(/^.*node_modules\//, '')} `))).toEqual(
    scripted,
  );
});

const LICENCES = readFileSync(`${ROOT}dist/LICENCES.txt`, 'utf8');

test.each([['cyclonedx'], ['spdx']])(
  'npm writes a bill of materials in %s that parses and names what is bundled',
  (format) => {
    const text = execFileSync('npm', ['sbom', '--sbom-format', format], {
      cwd: ROOT,
      maxBuffer: 64 * 1024 * 1024,
    });
    const bill = JSON.parse(text.toString('utf8'));
    const names: readonly string[] = (bill.components ?? bill.packages).map(
      ({ group, name }: { group?: string; name: string }) =>
        group === undefined ? name : `${group}/${name}`,
    );
    const bundled = [...LICENCES.matchAll(/^(\S{1,200}) \d{1,9}\.\d[\w.-]{0,40} \(/gm)].map(
      (match) => match[1] ?? '',
    );
    expect(bundled.length).toBeGreaterThan(5);
    expect(bundled.filter((name) => !names.includes(name))).toEqual([]);
  },
  60_000,
);
