import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { runCli } from '../support/run-cli.ts';

const EXAMPLE = readFileSync(fileURLToPath(new URL('../../examples/talos-1.32.json.gz', import.meta.url)));
const FOLDER = mkdtempSync(join(tmpdir(), 'holdshort-'));
const SNAPSHOT = file('good.json.gz', EXAMPLE);

function file(name: string, content: string | Uint8Array): string {
  const path = join(FOLDER, name);
  writeFileSync(path, content);
  return path;
}

const altered = (change: (snapshot: Record<string, unknown>) => unknown) =>
  JSON.stringify(change(JSON.parse(gunzipSync(EXAMPLE).toString('utf8'))));

const check = (...args: string[]) => ['check', '--to', '1.34', ...args];
const kubeconfig = (server: string) =>
  file(
    `${server.replace(/\W/g, '')}.config`,
    `apiVersion: v1\nkind: Config\ncurrent-context: c\nclusters: [{name: c, cluster: {server: "${server}"}}]\nusers: [{name: u, user: {token: t}}]\ncontexts: [{name: c, context: {cluster: c, user: u}}]\n`,
  );

describe('bad input is one clear line and exit code 2', () => {
  test.each<[string, string[], RegExp]>([
    ['no command', [], /Which command\?/],
    ['an unknown command', ['chekc'], /chekc/],
    ['an unknown flag', check('--objets', 'x'), /Unknown argument: objets/],
    ['no target', ['check', '--snapshot', SNAPSHOT], /check needs --to/],
    ['an empty target', ['check', '--snapshot', SNAPSHOT, '--to', ''], /--to needs a value/],
    ['a target twice', check('--to', '1.33', '--snapshot', SNAPSHOT), /--to was given more than once/],
    [
      'latest as target',
      ['check', '--to', 'latest', '--snapshot', SNAPSHOT],
      /--to latest: not a Kubernetes version/,
    ],
    ['a malformed version', ['check', '--to', '1.34.x', '--snapshot', SNAPSHOT], /--to 1\.34\.x/],
    ['a downgrade', ['check', '--to', '1.31', '--snapshot', SNAPSHOT], /downgrade/],
    [
      'the version it already has',
      ['check', '--to', '1.32.0', '--snapshot', SNAPSHOT],
      /already runs 1\.32\.0/,
    ],
    ['another major version', ['check', '--to', '2.0', '--snapshot', SNAPSHOT], /major/],
    [
      'no source version',
      check('--objects', file('one.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n')),
      /--from/,
    ],
    [
      'kubelets of a snapshot',
      check('--kubelets', '--snapshot', SNAPSHOT),
      /--kubelets asks the kubelets of a live cluster, and none is read here/,
    ],
    ['an unknown format', check('--format', 'pdf', '--snapshot', SNAPSHOT), /--format pdf: not one of table/],
    [
      'an unknown answer about backends',
      check('--backends', 'maybe', '--snapshot', SNAPSHOT),
      /--backends maybe/,
    ],
    ['snapshot and objects', check('--snapshot', SNAPSHOT, '--objects', FOLDER), /both given/],
    [
      'a snapshot that is not there',
      check('--snapshot', join(FOLDER, 'none')),
      /none could not be read: ENOENT/,
    ],
    ['a snapshot that is a folder', check('--snapshot', FOLDER), /could not be read: EISDIR/],
    [
      'a truncated gzip',
      check('--snapshot', file('cut.gz', EXAMPLE.subarray(0, 4000))),
      /cut\.gz: the gzip is cut short/,
    ],
    [
      'a gzip bomb',
      check('--snapshot', file('bomb.gz', gzipSync(Buffer.alloc(600 * 1024 * 1024)))),
      /unpacks to more than/,
    ],
    [
      'a truncated snapshot',
      check('--snapshot', file('cut.json', gunzipSync(EXAMPLE).subarray(0, 4000))),
      /not JSON, or cut short/,
    ],
    [
      'JSON of another kind',
      check('--snapshot', file('pod.json', '{"kind":"Pod"}')),
      /no snapshot of holdshort/,
    ],
    [
      'a snapshot of a later version',
      check(
        '--snapshot',
        file(
          'v9.json',
          altered((it) => ({ ...it, schemaVersion: 9 })),
        ),
      ),
      /a snapshot of version 9/,
    ],
    [
      'a snapshot without facts',
      check(
        '--snapshot',
        file(
          'empty.json',
          altered(({ facts: _, ...it }) => it),
        ),
      ),
      /it holds no facts/,
    ],
    [
      'YAML that is none',
      check('--from', '1.32', '--objects', file('bad.yaml', 'a: 1\nb: [1\nc: 2\n')),
      /bad\.yaml:\d+/,
    ],
    [
      'no file in a folder',
      check('--from', '1.32', '--objects', mkdtempSync(join(tmpdir(), 'holdshort-'))),
      /no \.yaml, \.yml, \.json file/,
    ],
    ['no cluster at all', check(), /No cluster is configured/],
    [
      'a kubeconfig that is not there',
      check('--kubeconfig', join(FOLDER, 'nowhere')),
      /there is no such file/,
    ],
    [
      'a kubeconfig that is no YAML',
      check('--kubeconfig', file('broken.config', 'a: [\n')),
      /broken\.config: line \d/,
    ],
    [
      'a context that is not there',
      check('--kubeconfig', kubeconfig('https://127.0.0.1:1'), '--context', 'x'),
      /Context x is not in the kubeconfig\. It has: c/,
    ],
    [
      'a server that is not there',
      check('--kubeconfig', kubeconfig('https://127.0.0.1:1')),
      /ECONNREFUSED.*Check the address/,
    ],
    [
      'a time-out that is none',
      check('--kubeconfig', kubeconfig('https://127.0.0.1:2'), '--timeout', 'soon'),
      /--timeout soon/,
    ],
    [
      'a place that cannot be written',
      check('--snapshot', SNAPSHOT, '-o', join(FOLDER, 'no', 'such', 'file')),
      /could not be written: ENOENT/,
    ],
    [
      'a snapshot command without a file',
      ['snapshot', '--kubeconfig', kubeconfig('https://127.0.0.1:3')],
      /snapshot needs -o FILE/,
    ],
  ])('%s', async (_, args, says) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/^holdshort: [^\n]+[.!?]\n$/);
  });
});

describe('versions that vendors write', () => {
  test.each(['v1.32.4-eks-abc1234', '1.32.4+k3s1', 'v1.32.4-gke.100', 'v1.32.4+rke2r1'])(
    '%s is read',
    async (from) => {
      const { code, stdout } = await runCli(
        check('--from', from, '--snapshot', SNAPSHOT, '--format', 'json'),
      );
      expect(code).toBe(1);
      expect(JSON.parse(stdout).from).toBe('1.32.4');
    },
  );
});

test('a target that the knowledge does not reach is UNDETERMINED at best', async () => {
  const namespace = file('namespace.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n');
  const { code, stdout } = await runCli([
    'check',
    '--from',
    '1.37.0',
    '--to',
    '1.38',
    '--objects',
    namespace,
    '--format',
    'json',
  ]);
  expect([code, JSON.parse(stdout).verdict]).toEqual([3, 'UNDETERMINED']);
  expect(JSON.stringify(JSON.parse(stdout).notChecked)).toContain('the knowledge ends with 1.37');
});
