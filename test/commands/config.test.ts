import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { newestPatch } from '../support/newest-patch.ts';
import { runCli } from '../support/run-cli.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/talos-1.32.json.gz', import.meta.url));
const INSTALLER_FILES = fileURLToPath(new URL('../installer-files/files/', import.meta.url));

/** A folder with a holdshort.yaml in it. */
function folderWith(configuration: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdshort-'));
  writeFileSync(join(folder, 'holdshort.yaml'), configuration);
  return folder;
}
const BASE = `to: 1.34\nsnapshot: ${EXAMPLE}\n`;

describe('holdshort.yaml', () => {
  test('where it lies in the working folder is used, and said to be', async () => {
    const { code, stdout, stderr } = await runCli(['check'], { cwd: folderWith(BASE) });
    expect([code, stderr]).toEqual([1, expect.stringContaining('options of holdshort.yaml are in force')]);
    expect(stdout).toContain(newestPatch('1.34'));
  });

  test('gives way to the command line, option by option', async () => {
    const cwd = folderWith(`${BASE}format: json\n`);
    const { stdout } = await runCli(['check', '--to', '1.33'], { cwd });
    expect(JSON.parse(stdout).to).toMatch(/^1\.33\./);
  });

  test('writes its outputs beside itself, and none where another format is asked for', async () => {
    const folder = folderWith('');
    mkdirSync(join(folder, 'deep'));
    const config = join(folder, 'deep', 'nightly.yaml');
    writeFileSync(config, `${BASE}outputs: {json: report.json, junit: report.xml}\n`);
    const table = await runCli(['check', '--config', 'deep/nightly.yaml', '--format', 'table'], {
      cwd: folder,
    });
    expect(table.stdout).toContain('  NO-GO   ');
    expect(existsSync(join(folder, 'deep', 'report.json'))).toBe(false);
    const { stdout, stderr } = await runCli(['check', '--config', 'deep/nightly.yaml'], { cwd: folder });
    expect([stdout, stderr]).toEqual(['', '']);
    expect(JSON.parse(readFileSync(join(folder, 'deep', 'report.json'), 'utf8')).verdict).toBe('NO-GO');
    expect(readFileSync(join(folder, 'deep', 'report.xml'), 'utf8')).toContain('<testsuites');
  });

  test('is ignored with --no-config', async () => {
    const { code, stderr } = await runCli(['check', '--no-config'], { cwd: folderWith(BASE) });
    expect([code, stderr]).toEqual([2, expect.stringContaining('check needs --to')]);
  });

  test('another source on the command line stands for the one in the file', async () => {
    const objects = mkdtempSync(join(tmpdir(), 'holdshort-'));
    writeFileSync(join(objects, 'a.yaml'), 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n');
    const cwd = folderWith(BASE);
    const args = ['check', '--objects', objects, '--from', '1.33.1', '--format', 'json'];
    expect(JSON.parse((await runCli(args, { cwd })).stdout).cluster.origin).toBe('files');
  });

  const installer = (name: string) => `${INSTALLER_FILES}${name}.yaml`;
  const TALOS = `talosConfig: [one.yaml]\ntalosConfigNew: [two.yaml]\n`;
  const talosFolder = () => {
    const folder = folderWith(TALOS);
    copyFileSync(installer('talos-controlplane-1.32'), join(folder, 'one.yaml'));
    copyFileSync(installer('talos-controlplane-1.34'), join(folder, 'two.yaml'));
    return folder;
  };

  test('names the files of an installer beside itself', async () => {
    const { stdout } = await runCli(['check', '--format', 'json'], { cwd: talosFolder() });
    const { from, to, cluster } = JSON.parse(stdout);
    expect([from, to, cluster.distribution]).toEqual(['1.32.9', '1.34.2', 'Talos 1.11.5']);
    const kubeadm = folderWith('to: 1.33\nkubeadmConfig: kubeadm.yaml\n');
    copyFileSync(installer('kubeadm-v1beta4'), join(kubeadm, 'kubeadm.yaml'));
    const report = JSON.parse((await runCli(['check', '--format', 'json'], { cwd: kubeadm })).stdout);
    expect([report.from, report.cluster.distribution]).toEqual(['1.32.9', 'kubeadm']);
  });

  test('gives way to the other installer on the command line', async () => {
    const args = ['check', '--kubeadm-config', installer('kubeadm-v1beta4'), '--to', '1.33'];
    const { stdout } = await runCli([...args, '--format', 'json'], { cwd: talosFolder() });
    expect(JSON.parse(stdout).cluster.distribution).toBe('kubeadm');
  });

  test.each<[string, string, RegExp]>([
    ['a request to write into clusters', `${BASE}writePolicyReport: true\n`, /writePolicyReport/],
    ['an unknown field', 'target: 1.34\n', /holdshort\.yaml:1: .*target/],
    ['an unknown format', `${BASE}outputs: {pdf: x.pdf}\n`, /holdshort\.yaml:3: outputs/],
    ['a wrong answer', `${BASE}failOn: everything\n`, /failOn: .*"new"/],
    ['broken YAML', 'to: [\n', /holdshort\.yaml:\d+: .* Mend the YAML/],
  ])('with %s is one clear line and exit code 2', async (_, configuration, message) => {
    const { code, stdout, stderr } = await runCli(['check'], { cwd: folderWith(configuration) });
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
    expect(stderr).toMatch(message);
  });

  test('reads a minor that ends in a zero as it is written', async () => {
    const { stderr } = await runCli(['check'], { cwd: folderWith(`to: 1.30\nsnapshot: ${EXAMPLE}\n`) });
    expect(stderr).toContain('1.30');
  });
});

describe('holdshort completion', () => {
  test.each(['bash', 'zsh'])('%s completes every option of check', async (shell) => {
    const { code, stdout } = await runCli(['completion', shell]);
    const { stdout: help } = await runCli(['check', '--help']);
    const options = [...help.matchAll(/^ +(?:-\w, )?(--[a-z-]+) /gm)].map(([, option]) => option);
    expect([code, options.length > 10]).toEqual([0, true]);
    const line = stdout.split('\n').find((text) => text.trim().startsWith('check)')) ?? '';
    const own = options.filter((option) => option !== '--help' && option !== '--version');
    for (const option of own) expect(line.split(/[ ()"]/)).toContain(option);
  });

  test('refuses another shell', async () => {
    const { code, stderr } = await runCli(['completion', 'fish']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('completion fish: not one of bash, zsh')]);
  });
});
