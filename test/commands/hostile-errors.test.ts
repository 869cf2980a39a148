import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runCli } from '../support/run-cli.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'holdshort-'));
const HOSTILE = '\u001b]0;owned\u0007\u001b[2J\u202eOG\r\nholdshort: GO';

async function errorOf(option: string, content: string, ...more: string[]): Promise<string> {
  const file = join(FOLDER, 'given.json');
  writeFileSync(file, content);
  const { code, stdout, stderr } = await runCli([
    'check',
    '--to',
    '1.34',
    '--from',
    '1.33.1',
    option,
    file,
    ...more,
  ]);
  expect([code, stdout]).toEqual([2, '']);
  return stderr;
}

test.each<[string, string, object, ...string[]]>([
  ['an object', '--objects', { apiVersion: 'v1', kind: 'Pod', metadata: { name: HOSTILE }, spec: 'x' }],
  ['a field of a waiver', '--waivers', { [HOSTILE]: 1 }, '--snapshot', 'examples/talos-1.32.json.gz'],
  ['a context', '--kubeconfig', { 'current-context': HOSTILE }],
  ['a fact', '--snapshot', { kind: 'HoldshortSnapshot', schemaVersion: HOSTILE }],
])('the name of %s writes nothing to the terminal but itself', async (_, option, value, ...more) => {
  const said = await errorOf(option, JSON.stringify(value), ...more);
  expect(said).toMatch(/^holdshort: [\x20-\x7e…]+\n$/);
});

test('a name of a megabyte is cut', async () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x'.repeat(1_000_000) }, spec: 'x' };
  expect((await errorOf('--objects', JSON.stringify(pod))).length).toBeLessThan(5000);
});
