import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

/** The packages that a file takes with it wherever it is loaded: what `import()` names is not among them. */
function packagesOf(
  file: string,
  seen = new Set<string>(),
  packages = new Set<string>(),
): ReadonlySet<string> {
  if (seen.has(file)) return packages;
  seen.add(file);
  for (const [, to = ''] of readFileSync(file, 'utf8').matchAll(
    /^(?:import|export) (?!type )(?:[^'"]*? from )?'([^']+)'/gm,
  )) {
    if (to.startsWith('.')) packagesOf(join(dirname(file), to), seen, packages);
    else packages.add(to);
  }
  return packages;
}

test.each(['cli.ts', 'commands/check.ts', 'commands/hazards.ts', 'commands/explain.ts'])(
  '%s loads nothing that only packs need',
  (file) => {
    const packages = packagesOf(join(SRC, file));
    expect([...packages].filter((name) => name === 'zod' || name === 'yaml')).toEqual([]);
  },
);

test('what reads packs does need it', () => {
  expect([...packagesOf(join(SRC, 'commands/add-packs.ts'))]).toEqual(
    expect.arrayContaining(['zod', 'yaml']),
  );
});
