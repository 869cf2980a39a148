import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { runCli } from '../support/run-cli.ts';

const file = (name: string) => fileURLToPath(new URL(`files/${name}.yaml`, import.meta.url));
const SNAPSHOT = fileURLToPath(new URL('../../examples/talos-1.32.json.gz', import.meta.url));

const check = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await runCli(['check', ...args, '--format', 'json']);
  return { code, stderr, stdout, report: stdout === '' ? undefined : JSON.parse(stdout) };
};
const idsOf = (report: { findings: readonly { id: string }[] }) => report.findings.map(({ id }) => id);

describe('installer files alone', () => {
  test('kubeadm: source, installer and removed gates come from the file, and it is no GO', async () => {
    const { code, report, stdout } = await check('--kubeadm-config', file('kubeadm-v1beta4'), '--to', '1.33');
    expect([report.from, report.cluster.distribution, report.cluster.origin]).toEqual([
      '1.32.9',
      'kubeadm',
      'files',
    ]);
    expect(idsOf(report)).toContain('feature-gate-removed/AppArmorFields');
    expect(code).not.toBe(0);
    expect(stdout).not.toMatch(/canary/i);
  });

  test('two revisions of Talos: the way is read from the images', async () => {
    const { report, stdout } = await check(
      '--talos-config',
      file('talos-controlplane-1.32'),
      file('talos-worker'),
      '--talos-config-new',
      file('talos-controlplane-1.34'),
    );
    expect([report.from, report.to, report.cluster.distribution]).toEqual([
      '1.32.9',
      '1.34.2',
      'Talos 1.11.5',
    ]);
    expect(idsOf(report)).toContain('skipped-minor');
    expect(stdout).not.toMatch(/canary/i);
  });
});

test('beside a snapshot, the settings of the file count, and are said to be assumed', async () => {
  const { report } = await check(
    '--snapshot',
    SNAPSHOT,
    '--talos-config',
    file('talos-controlplane-1.32'),
    '--to',
    '1.33',
  );
  expect(report.cluster.origin).toBe('cluster');
  expect(idsOf(report)).toContain('feature-gate-removed/AppArmorFields');
  expect(report.assumed.map(({ name }: { name: string }) => name)).toContain('kube-apiserver-cp1');
});

describe('what is wrong is refused', () => {
  test('with file and line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'holdshort-'));
    const broken = join(folder, 'broken.yaml');
    await writeFile(
      broken,
      'version: v1alpha1\nmachine:\n  type: controlplane\ncluster:\n  secret: canary\n  apiServer: 5\n',
    );
    const { code, stderr } = await check('--talos-config', broken, '--to', '1.34');
    expect([code, stderr]).toEqual([
      2,
      `holdshort: ${broken}:6: cluster.apiServer must be a mapping. Mend the file.\n`,
    ]);
  });

  test('a YAML error shows no text of the file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'holdshort-'));
    const broken = join(folder, 'broken.yaml');
    await writeFile(broken, 'cluster:\n  secret: *canary-secret\n');
    const { code, stderr } = await check('--talos-config', broken, '--to', '1.34');
    expect(code).toBe(2);
    expect(stderr).toContain(`${broken}:2`);
    expect(stderr).not.toContain('canary');
  });

  test.each([
    [['--talos-config-new', file('talos-worker'), '--to', '1.34'], '--talos-config-new needs --talos-config'],
    [
      ['--kubeadm-config', file('kubeadm-v1beta3'), '--talos-config', file('talos-worker'), '--to', '1.34'],
      'both given',
    ],
    [['--kubeadm-config', '/nowhere.yaml', '--to', '1.34'], '/nowhere.yaml could not be read: ENOENT'],
  ])('%j', async (args, message) => {
    const { code, stderr } = await check(...args);
    expect([code, stderr.includes(message)]).toEqual([2, true]);
  });
});

describe('rescue', () => {
  test('takes the form of the patch from the machine configuration', async () => {
    const documents = await runCli(['rescue', '--talos-config', file('talos-documents-1.14')]);
    expect(documents.stdout).toContain('kind: KubeAPIServerConfig');
    expect(documents.stdout).not.toContain('"apiServer":{"extraArgs"');
    const legacy = await runCli(['rescue', '--talos-config', file('talos-controlplane-1.32')]);
    expect(legacy.stdout).toContain('"apiServer":{"extraArgs"');
    expect(documents.stdout + legacy.stdout).not.toMatch(/canary/);
  });

  test('from a snapshot it names what would stand in the way', async () => {
    const { code, stdout } = await runCli(['rescue', '--snapshot', SNAPSHOT, '--to', '1.34']);
    expect(code).toBe(0);
    expect(stdout).toContain('delete validatingwebhookconfiguration kyverno-resource-validating-webhook-cfg');
    expect(stdout).toContain('Rescue: talos 1.11.5, Kubernetes 1.32.0 → 1.34');
  });

  test('with a log it needs nothing else, and reads it from standard input too', async () => {
    const log = await readFile(new URL('../rescue/logs/1.32-1.34-servicecidrs.log', import.meta.url), 'utf8');
    const { code, stdout } = await runCli(
      ['rescue', '--distribution', 'kubeadm', '--log=-', '--format', 'json'],
      {
        stdin: log,
      },
    );
    const guide = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(guide.causes[0].objects).toEqual(['ServiceCIDR kubernetes']);
    expect(guide.situation.to).toBe('1.34.0');
  });

  test.each([
    [['--log', '/nowhere.log'], '/nowhere.log could not be read'],
    [['--distribution', 'minix'], '--distribution minix: not one of'],
    [['--to', 'soon'], '--to soon: not a Kubernetes version'],
    [['--format', 'xml'], '--format xml: not one of'],
    [['--log'], 'Not enough arguments following: log.'],
  ])('%j is refused', async (args, message) => {
    const { code, stderr } = await runCli(['rescue', ...args]);
    expect([code, stderr.includes(message)]).toEqual([2, true]);
  });
});

describe('machines that set the same gate otherwise', () => {
  const machine = (type: string, name: string, kubelet: string) => `version: v1alpha1
machine:
  type: ${type}
  network: {hostname: ${name}}
  kubelet: {image: 'ghcr.io/siderolabs/kubelet:v1.32.9', ${kubelet}}
cluster:
  apiServer: {image: 'registry.k8s.io/kube-apiserver:v1.32.9'}
`;
  const blockers = async (...texts: readonly string[]) => {
    const folder = await mkdtemp(join(tmpdir(), 'holdshort-'));
    const files = texts.map((_, index) => join(folder, `machine-${index}.yaml`));
    for (const [index, path] of files.entries()) await writeFile(path, texts[index] ?? '');
    const { report } = await check('--talos-config', ...files, '--to', '1.33');
    return report.findings
      .filter(({ severity, outcome }: Record<string, string>) => severity === 'blocker' && outcome === 'hit')
      .map(({ id }: { id: string }) => id);
  };
  const good = machine('worker', 'w1', 'extraConfig: {featureGates: {SidecarContainers: true}}');

  test.each([
    ['in its configuration', 'extraConfig: {featureGates: {SidecarContainers: false}}'],
    ['among its flags', 'extraArgs: {feature-gates: SidecarContainers=false}'],
    ['among its flags in another word', "extraArgs: {feature-gates: 'SidecarContainers=F'}"],
  ])('one that a release refuses is told though another machine has it right: %s', async (_, kubelet) => {
    const bad = machine('controlplane', 'cp1', kubelet);
    expect(await blockers(bad, good)).toEqual(['feature-gate-locked/SidecarContainers']);
    expect(await blockers(good, bad)).toEqual(['feature-gate-locked/SidecarContainers']);
  });

  test('what a release takes in another word is no finding', async () => {
    const fine = machine('controlplane', 'cp1', "extraArgs: {feature-gates: 'SidecarContainers=1'}");
    expect(await blockers(fine, good)).toEqual([]);
  });
});
