import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dump, load } from 'js-yaml';
import { newestPatch } from '../support/newest-patch.ts';
import { type RecordedServer, startRecordedServer } from '../support/recorded-server.ts';
import { runCli } from '../support/run-cli.ts';

type Named = { name: string; context?: { cluster: string; user: string } };
interface Config {
  readonly clusters: Named[];
  readonly users: Named[];
  readonly contexts: Named[];
}

/** One kubeconfig of several: a context for each, by the given name. */
function kubeconfigOf(parts: Readonly<Record<string, string>>): string {
  const all: Config = { clusters: [], users: [], contexts: [] };
  for (const [name, file] of Object.entries(parts)) {
    const { clusters, users } = load(readFileSync(file, 'utf8')) as Config;
    all.clusters.push({ ...(clusters[0] as Named), name });
    all.users.push({ ...(users[0] as Named), name });
    all.contexts.push({ name, context: { cluster: name, user: name } });
  }
  const path = join(mkdtempSync(join(tmpdir(), 'holdshort-')), 'config');
  writeFileSync(path, dump({ apiVersion: 'v1', kind: 'Config', ...all }));
  return path;
}

describe('a check of several contexts', () => {
  let servers: readonly RecordedServer[];
  let kubeconfig: string;
  beforeAll(async () => {
    servers = await Promise.all([
      startRecordedServer('talos-single-1.32'),
      startRecordedServer('kubeadm-ha-1.33'),
      startRecordedServer('kubeadm-ha-1.33', { certificate: 'expired' }),
    ]);
    const [talos, kubeadm, gone] = servers.map((server) => server.kubeconfig);
    kubeconfig = kubeconfigOf({ 'arn:eu/talos': talos ?? '', kubeadm: kubeadm ?? '', gone: gone ?? '' });
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
  });
  const fleet = (...args: string[]) => runCli(['check', '--kubeconfig', kubeconfig, '--to', '1.34', ...args]);

  test('says each verdict, worst first, and which could not be checked', async () => {
    const { code, stdout, stderr } = await fleet('--all-contexts');
    expect([code, stderr]).toEqual([1, '']);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^NO-GO +arn:eu\/talos · 1\.32\.0 → /);
    expect(lines[0]).toContain(` → ${newestPatch('1.34')} · `);
    expect(stdout).toMatch(/^not checked +gone · .*certificate has expired/m);
    expect(stdout).toMatch(/^kubeadm|^[A-Z-]+ +kubeadm · /m);
    expect(lines.at(-2)).toMatch(/^3 clusters: \d NO-GO, .*1 not checked/);
  });

  test('writes a report for each that could be checked, the same as alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdshort-'));
    await fleet('--all-contexts', '-o', `json=${join(folder, '{context}.json')}`);
    expect(readdirSync(folder).sort()).toEqual(['arn_eu_talos.json', 'kubeadm.json']);
    const alone = await fleet('--context', 'kubeadm', '--format', 'json');
    const timeless = (text: string) => text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');
    expect(timeless(readFileSync(join(folder, 'kubeadm.json'), 'utf8'))).toBe(timeless(alone.stdout));
  });

  test('of chosen contexts: what could not be checked is never taken for a GO', async () => {
    const { code, stdout } = await fleet('--context', 'kubeadm', '--context', 'gone', '--format', 'json');
    const { clusters } = JSON.parse(stdout);
    const contexts = clusters.map(({ context }: { context: string }) => context);
    expect([contexts.sort(), code === 1 || code === 2]).toEqual([['gone', 'kubeadm'], true]);
  });

  test.each<[string, string[], RegExp]>([
    ['one file for all', ['--all-contexts', '-o', 'json=x.json'], /several clusters would share this file/],
    ['one baseline for all', ['--all-contexts', '--baseline', 'x.json'], /x\.json: several clusters/],
    ['another format on standard output', ['--all-contexts', '--format', 'html'], /table or json/],
    ['all contexts and some', ['--all-contexts', '--context', 'kubeadm'], /both given/],
    ['a snapshot', ['--all-contexts', '--snapshot', 'x'], /--snapshot is one cluster/],
  ])('refuses %s', async (_, args, message) => {
    const { code, stdout, stderr } = await fleet(...args);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(message)]);
  });
});
