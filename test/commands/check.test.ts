import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Assessment } from '../../src/assessment/assessment.ts';
import type { Finding } from '../../src/assessment/finding.ts';
import { newestPatch } from '../support/newest-patch.ts';
import { type RecordedServer, type ServerOptions, startRecordedServer } from '../support/recorded-server.ts';
import { runCli } from '../support/run-cli.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/talos-1.32.json.gz', import.meta.url));

/** Reads a recorded cluster with the built tool over TLS. */
async function checkLive(
  recording: Parameters<typeof startRecordedServer>[0],
  args: readonly string[],
  options?: ServerOptions,
) {
  const server = await startRecordedServer(recording, options);
  try {
    return await runCli(['check', '--kubeconfig', server.kubeconfig, ...args]);
  } finally {
    await server.close();
  }
}

async function assessLive(...parameters: Parameters<typeof checkLive>): Promise<Assessment> {
  const [recording, args, options] = parameters;
  const { stdout, stderr } = await checkLive(recording, [...args, '--format', 'json'], options);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const byId = (assessment: Assessment, id: string): Finding | undefined =>
  assessment.findings.find((finding) => finding.id.startsWith(id));

describe('the founding incident: one Talos control plane at 1.32, Kyverno fails closed, target 1.34', () => {
  let assessment: Assessment;
  beforeAll(async () => {
    assessment = await assessLive('talos-single-1.32', ['--to', '1.34']);
  });

  test('is a NO-GO', () => {
    expect(assessment.verdict).toBe('NO-GO');
    expect(assessment.exitCode).toBe(1);
    expect(assessment.path.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      `1.32.0 → ${newestPatch('1.33')}`,
      `${newestPatch('1.33')} → ${newestPatch('1.34')}`,
    ]);
  });

  test('names every write that validate.kyverno.svc-fail denies, and why nothing will answer', () => {
    const denied = byId(assessment, 'control-plane-write-denied/');
    expect(denied).toMatchObject({ severity: 'blocker', outcome: 'hit' });
    const writes = (denied?.writes ?? []).filter(({ webhook }) => webhook === 'validate.kyverno.svc-fail');
    expect(new Set(writes.map(({ kind }) => kind))).toEqual(
      new Set([...new Set(writes.map(({ kind }) => kind)), ...KINDS]),
    );
    for (const write of writes) {
      expect(write.outcome).toBe('denied');
      expect(write.because).toContain('the only control-plane node is restarting');
      expect(write.because).toContain('each waits for the other');
    }
  });

  test('says that excluding kube-system in the namespaceSelector does not help', () => {
    expect(byId(assessment, 'control-plane-write-denied/')?.explain).toMatch(
      /Excluding kube-system.* does not help/,
    );
  });

  test('names the skipped minor', () => {
    expect(byId(assessment, 'skipped-minor')?.evidence[0]?.values).toEqual({ minor: '1.33' });
  });

  test('the same without a namespaceSelector, without patience: a patch as target, three formats at once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'holdshort-'));
    const outputs = ['json', 'markdown', 'table'].map((format) => `${format}=${join(folder, format)}`);
    const { code, stdout } = await checkLive('talos-single-1.32', [
      '--to',
      '1.34.1',
      ...outputs.flatMap((output) => ['-o', output]),
    ]);
    expect([code, stdout]).toEqual([1, '']);
    expect(JSON.parse(await readFile(join(folder, 'json'), 'utf8')).to).toBe('1.34.1');
    expect(await readFile(join(folder, 'markdown'), 'utf8')).toMatch(/^# NO-GO/);
    expect(await readFile(join(folder, 'table'), 'utf8')).toContain('  NO-GO   ');
  });
});

const KINDS = ['ServiceCIDR', 'IPAddress', 'ClusterRole', 'ClusterRoleBinding'];

describe('three kubeadm control planes at 1.33 with Gatekeeper', () => {
  test('to 1.34: what Gatekeeper would intercept is named', async () => {
    const assessment = await assessLive('kubeadm-ha-1.33', ['--to', '1.34']);
    const written = assessment.findings.filter((finding) => finding.id.startsWith('control-plane-write-'));
    expect(
      written.flatMap(({ stoppedBy }) => stoppedBy ?? []).map(({ configuration }) => configuration),
    ).toContain('gatekeeper-validating-webhook-configuration');
  });
});

describe('a snapshot of a cluster', () => {
  let server: RecordedServer;
  beforeAll(async () => {
    server = await startRecordedServer('kubeadm-ha-1.33');
  });
  afterAll(() => server.close());

  test.each(['json', 'markdown', 'table'])(
    'gives the same %s report as the cluster, apart from the time',
    async (format) => {
      const file = join(await mkdtemp(join(tmpdir(), 'holdshort-')), 'snapshot.json.gz');
      expect((await runCli(['snapshot', '--kubeconfig', server.kubeconfig, '-o', file])).code).toBe(0);
      const [live, offline] = await Promise.all([
        runCli(['check', '--kubeconfig', server.kubeconfig, '--to', '1.35', '--format', format]),
        runCli(['check', '--snapshot', file, '--to', '1.35', '--format', format]),
      ]);
      expect(timeless(offline.stdout)).toBe(timeless(live.stdout));
      expect(offline.code).toBe(live.code);
    },
  );

  test('the example is the recorded cluster as the collectors read it today', async () => {
    const talos = await startRecordedServer('talos-single-1.32');
    const args = ['--to', '1.34', '--format', 'json'];
    const [live, example] = await Promise.all([
      runCli(['check', '--kubeconfig', talos.kubeconfig, ...args]),
      runCli(['check', '--snapshot', EXAMPLE, ...args]),
    ]);
    await talos.close();
    expect(JSON.parse(example.stdout).cluster.digest).toBe(JSON.parse(live.stdout).cluster.digest);
  });
});

/** Times of day and days in every form the reports have. */
function timeless(text: string): string {
  return text.replace(/\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}\.\d{3}Z| UTC)/g, 'TIME');
}

describe('what could not be read', () => {
  test.each([
    ['validating webhooks', '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations'],
    ['nodes', '/api/v1/nodes'],
  ])('%s: no GO without them, and the report names them', async (_, path) => {
    const assessment = await assessLive('kubeadm-ha-1.33', ['--to', '1.34'], {
      faults: { [path]: { answer: 403 } },
    });
    expect(assessment.verdict).not.toBe('GO');
    expect(JSON.stringify(assessment.notChecked)).toContain(path.slice(path.lastIndexOf('/') + 1));
  });

  test('everything: one line, exit code 2', async () => {
    const { code, stdout, stderr } = await checkLive('kubeadm-ha-1.33', ['--to', '1.34'], {
      certificate: 'expired',
    });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^holdshort: .*certificate has expired.*\n$/);
  });
});
