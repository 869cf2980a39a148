import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { type ServerOptions, startRecordedServer } from '../support/recorded-server.ts';
import { runCli } from '../support/run-cli.ts';

const SNAPSHOT = join(mkdtempSync(join(tmpdir(), 'holdshort-kubelets-')), 'snapshot.json.gz');
const HOP = ['--from', '1.32.9', '--to', '1.33', '--format', 'json'];
const PINNED = { kubelets: { w2: { cpuManagerPolicy: 'static', featureGates: { CPUManager: true } } } };

/** Runs the built tool against a recorded cluster. */
async function run(command: readonly string[], options: ServerOptions = {}) {
  const server = await startRecordedServer('kubeadm-ha-1.33', options);
  try {
    return await runCli([...command, '--kubeconfig', server.kubeconfig]);
  } finally {
    await server.close();
  }
}

async function assess(command: readonly string[], options?: ServerOptions): Promise<Assessment> {
  const { stdout, stderr } = await run(command, options);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const ids = ({ findings }: Assessment) => findings.map(({ id }) => id);
const withoutTime = ({ time: _, cluster, ...rest }: Assessment) => ({
  ...rest,
  cluster: { ...cluster, collectedAt: '' },
});

describe('check --kubelets', () => {
  test('finds on one node what no document tells', async () => {
    expect(ids(await assess(['check', ...HOP], PINNED))).not.toContain('pinned-pods-lose-quota');
    const asked = await assess(['check', '--kubelets', ...HOP], PINNED);
    expect(asked.findings.find(({ id }) => id === 'pinned-pods-lose-quota')).toMatchObject({
      outcome: 'hit',
      evidence: [{ object: { kind: 'Node', name: 'w2' } }],
    });
  });

  test('holds the gates that they run with against the catalogue', async () => {
    const hop = ['--from', '1.35.5', '--to', '1.36', '--format', 'json'];
    const before = ids(await assess(['check', ...hop], PINNED));
    const asked = await assess(['check', '--kubelets', ...hop], PINNED);
    const found = asked.findings.find(({ id }) => id === 'feature-gate-removed/CPUManager');
    expect(before).not.toContain('feature-gate-removed/CPUManager');
    expect(found?.evidence.map(({ object }) => object)).toEqual([{ kind: 'Node', name: 'w2' }]);
  });

  test('makes of a question about nodes a NO-GO, or nothing', async () => {
    const hop = ['--from', '1.34.8', '--to', '1.35', '--format', 'json'];
    const questions = (assessment: Assessment) => assessment.questions.map(({ hazard }) => hazard);
    expect(questions(await assess(['check', ...hop]))).toContain('kubelet-refuses-cgroup-v1');
    const good = await assess(['check', '--kubelets', ...hop]);
    expect(questions(good)).not.toContain('kubelet-refuses-cgroup-v1');
    expect(ids(good)).not.toContain('nodes-on-cgroup-v1');
    const bad = await assess(['check', '--kubelets', ...hop], { cgroupVersions: { w2: 1 } });
    expect(questions(bad)).not.toContain('kubelet-refuses-cgroup-v1');
    expect(bad.verdict).toBe('NO-GO');
    expect(bad.findings.find(({ id }) => id === 'nodes-on-cgroup-v1')).toMatchObject({
      severity: 'blocker',
      outcome: 'hit',
      evidence: [{ object: { kind: 'Node', name: 'w2' } }],
    });
  });

  test('says the same of a snapshot that was taken with it', async () => {
    const live = await assess(['check', '--kubelets', ...HOP], PINNED);
    const taken = await run(['snapshot', '--kubelets', '-o', SNAPSHOT], PINNED);
    expect(taken.code).toBe(0);
    const { stdout } = await runCli(['check', '--snapshot', SNAPSHOT, ...HOP]);
    expect(withoutTime(JSON.parse(stdout))).toEqual(withoutTime(live));
  });

  test('changes nothing where all kubelets have what kubeadm gives them', async () => {
    const [asked, unasked] = [await assess(['check', '--kubelets', ...HOP]), await assess(['check', ...HOP])];
    const { digest: _, ...cluster } = asked.cluster;
    expect({ ...withoutTime(asked), cluster }).toMatchObject({
      ...withoutTime(unasked),
      cluster: { name: unasked.cluster.name },
    });
  });

  test('lists a kubelet that did not answer, and keeps the verdict', async () => {
    const faults = { '/api/v1/nodes/w1/proxy/configz': { answer: 503 } };
    const asked = await assess(['check', '--kubelets', ...HOP], { faults });
    const unasked = await assess(['check', ...HOP]);
    expect(asked.verdict).toBe(unasked.verdict);
    expect(asked.notChecked).toContainEqual({
      what: 'what the kubelets run with',
      because: expect.stringContaining('the kubelet of w1 could not be read'),
      mayHideBlocker: false,
    });
    expect(asked.findings.find(({ id }) => id === 'pinned-pods-lose-quota')).toMatchObject({
      outcome: 'unknown',
      severity: 'caution',
    });
  });
});

test('rbac prints the right for it only when it is asked for', async () => {
  const [plain, asked] = [await runCli(['rbac']), await runCli(['rbac', '--kubelets'])];
  expect(plain.stdout).not.toContain('nodes/proxy');
  expect(asked.stdout).toContain('nodes/proxy');
});
