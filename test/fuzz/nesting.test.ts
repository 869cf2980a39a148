import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { runCli } from '../support/run-cli.ts';
import { givenFile } from './given-file.ts';

const DEPTH = 100_000;
const list = '['.repeat(DEPTH) + ']'.repeat(DEPTH);
const mapping = `${'{"a":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`;
const aliases = [
  'a: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from(
    { length: 12 },
    (_, i) => `b${i}: &a${i + 1} [${Array.from({ length: 10 }, () => `*a${i}`).join(', ')}]`,
  ),
].join('\n');
const circle = 'a: &a [*a, *a]\n';
const snapshot = (facts: string) => `{"kind":"HoldshortSnapshot","schemaVersion":1,"facts":${facts}}`;

/** By the name of their file: JSON and YAML have parsers of their own. */
const HOSTILE: Readonly<Record<string, string>> = {
  'list.json': list,
  'mapping.yaml': mapping,
  'aliases.yaml': aliases,
  'circle.yaml': circle,
};

/** The options that take a file, with what else a run of them needs. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  '--snapshot': ['check', '--to', '1.34'],
  '--objects': ['check', '--to', '1.34', '--from', '1.33.1'],
  '--waivers': ['check', '--to', '1.34', '--snapshot', 'examples/talos-1.32.json.gz'],
  '--baseline': ['check', '--to', '1.34', '--snapshot', 'examples/talos-1.32.json.gz'],
  '--config': ['check', '--to', '1.34', '--snapshot', 'examples/talos-1.32.json.gz'],
  '--kubeconfig': ['check', '--to', '1.34', '--timeout', '5'],
  '--talos-config': ['check', '--from', '1.33.1', '--to', '1.34'],
  '--kubeadm-config': ['check', '--from', '1.33.1', '--to', '1.34'],
  '--request': ['admission', '--snapshot', 'examples/talos-1.32.json.gz'],
};

describe('depth and aliases', () => {
  test('the YAML is what it says: a dozen lines for a billion values', () => {
    expect(Object.keys(load(aliases) as object)).toHaveLength(13);
  });

  test.each(Object.entries(READERS))(
    '%s',
    async (option, args) => {
      const wrong: string[] = [];
      for (const [name, text] of Object.entries(HOSTILE)) {
        const started = performance.now();
        const { code, stderr } = await runCli([...args, option, givenFile(name, text)]);
        const isClear = code === 2 && /^holdshort: [^\n]{1,2000}\n$/.test(stderr);
        if (!isClear) wrong.push(`${name}: ${code} ${stderr.slice(0, 300)}`);
        if (performance.now() - started > 15_000) wrong.push(`${name}: too slow`);
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );

  test('of a snapshot whose head is as it should be', async () => {
    const file = givenFile(
      'deep.json',
      snapshot(`{"origin":{"kind":"cluster","id":"x"},"objects":{"pods":{"state":"known","value":${list}}}}`),
    );
    const { code, stderr } = await runCli(['check', '--to', '1.34', '--snapshot', file]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/its facts nest deeper than 300 levels/)]);
  });
});

describe('size', () => {
  test('gzip that unpacks to more than a snapshot may hold is given up', async () => {
    const bomb = gzipSync(Buffer.alloc(600 * 1024 * 1024, 0x20));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const { code, stderr } = await runCli([
      'check',
      '--to',
      '1.34',
      '--snapshot',
      givenFile('bomb.json.gz', bomb),
    ]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/unpacks to more than/)]);
  });
});
