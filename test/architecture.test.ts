import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** What each folder may import of the others: docs/architecture.md says why. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  upgrade: [],
  facts: [],
  cel: ['upgrade'],
  admission: ['facts', 'cel', 'upgrade'],
  components: ['facts'],
  distributions: ['facts', 'upgrade'],
};

/** Only these may touch the world outside: files, the network, processes. */
const EDGES = ['cluster', 'commands', 'built'];

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts'));

const imports: readonly Import[] = files.flatMap((from) =>
  [...readFileSync(join(SRC, from), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, to = '']) => ({
      from,
      to: to.startsWith('.') ? relative(SRC, join(SRC, dirname(from), to)).replaceAll('\\', '/') : to,
    }),
  ),
);
const folderOf = (file: string) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '');
const isOwn = ({ to }: Import) => to.endsWith('.ts');

describe('the house', () => {
  test('every import leads to a file that is there', () => {
    expect(imports.filter(isOwn).filter(({ to }) => !files.includes(to))).toEqual([]);
  });

  test.each(Object.entries(MAY_IMPORT))('%s imports no folder above it', (folder, allowed) => {
    const beyond = imports
      .filter(({ from }) => folderOf(from) === folder)
      .filter(isOwn)
      .filter(({ to }) => folderOf(to) !== folder && folderOf(to) !== '' && !allowed.includes(folderOf(to)));
    expect(beyond).toEqual([]);
  });

  test('only src/cluster imports the Kubernetes client', () => {
    const users = imports.filter(({ to }) => to.startsWith('@kubernetes/')).map(({ from }) => folderOf(from));
    expect(new Set(users)).toEqual(new Set(['cluster']));
  });

  test('only the edges touch files, network or processes', () => {
    const outside = imports
      .filter(({ from, to }) => to.startsWith('node:') && !EDGES.includes(folderOf(from)))
      .map(({ from, to }) => `${from} ${to}`);
    // The build and `lint` read a folder of knowledge; the rest of src/knowledge is pure.
    expect(outside.sort()).toEqual(['knowledge/folder.ts node:fs/promises', 'knowledge/folder.ts node:path']);
  });

  test('nobody imports the commands but the command line', () => {
    const users = imports.filter(({ to }) => folderOf(to) === 'commands' && isOwn({ from: '', to }));
    expect(users.map(({ from }) => from).filter((from) => folderOf(from) !== 'commands')).toEqual(
      expect.arrayContaining(['main.ts']),
    );
    expect(users.filter(({ from }) => !['commands', 'built', ''].includes(folderOf(from)))).toEqual([]);
  });

  test('no file is longer than anyone wants to read', () => {
    const long = files
      .map((name) => ({ name, lines: readFileSync(join(SRC, name), 'utf8').split('\n').length }))
      .filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });
});
