import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { POLICY_REPORT_APIS } from '../../src/facts/policy-report-api.ts';
import { type RecordedServer, type ServerOptions, startRecordedServer } from '../support/recorded-server.ts';
import { type Ran, runCli } from '../support/run-cli.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/talos-1.32.json.gz', import.meta.url));
const SRC = fileURLToPath(new URL('../../src/', import.meta.url));
const [WG_POLICY, OPEN_REPORTS] = POLICY_REPORT_APIS as [
  (typeof POLICY_REPORT_APIS)[0],
  (typeof POLICY_REPORT_APIS)[0],
];
const PATHS = { wgPolicy: '/apis/wgpolicyk8s.io/v1alpha2/clusterpolicyreports/holdshort' };

let server: RecordedServer | undefined;
afterEach(() => server?.close());

async function check(options: ServerOptions, ...args: string[]): Promise<Ran> {
  server = await startRecordedServer('talos-single-1.32', options);
  return await runCli(['check', '--kubeconfig', server.kubeconfig, '--to', '1.34', '--no-config', ...args]);
}
const writes = () => server?.log.filter(({ method }) => method !== 'GET') ?? [];

describe('check --write-policy-report', () => {
  test.each([
    ['wgpolicyk8s.io', [WG_POLICY], WG_POLICY],
    ['openreports.io', [OPEN_REPORTS], OPEN_REPORTS],
    ['both', [OPEN_REPORTS, WG_POLICY], WG_POLICY],
  ])('where the cluster serves %s: one server-side apply of one object', async (_, reports, api) => {
    const ran = await check({ reports }, '--write-policy-report', '--format', 'policy-report');
    expect([ran.code, ran.stderr]).toEqual([
      1,
      `holdshort: the ${api.kind} holdshort of talos-single-1.32 was written.\n`,
    ]);
    const [write, ...more] = writes();
    expect(more).toEqual([]);
    expect([write?.method, write?.path]).toEqual([
      'PATCH',
      `/apis/${api.group}/${api.version}/${api.resource}/holdshort`,
    ]);
    expect(write?.headers['content-type']).toBe('application/apply-patch+yaml');
    expect(Object.fromEntries(write?.query ?? [])).toEqual({ fieldManager: 'holdshort', force: 'true' });
    const printed = load(ran.stdout) as Record<string, unknown>;
    const names = { apiVersion: `${api.group}/${api.version}`, kind: api.kind };
    expect(JSON.parse(write?.body ?? '')).toEqual({ ...printed, ...names });
  });

  test('is the last thing that is asked of the cluster', async () => {
    await check({ reports: [WG_POLICY] }, '--write-policy-report');
    expect(server?.log.at(-1)?.method).toBe('PATCH');
  });

  test.each<[string, ServerOptions, RegExp]>([
    ['the cluster serves neither', {}, /serves neither wgpolicyk8s\.io\/v1alpha2 nor openreports\.io/],
    [
      'it serves another version',
      { reports: [{ ...WG_POLICY, version: 'v1beta1' }] },
      /serves neither .* Install one of their definitions/,
    ],
    [
      'it is not allowed',
      { reports: [WG_POLICY], faults: { [PATHS.wgPolicy]: { answer: 403 } } },
      /could not be written into the cluster: the API server answered 403 .*holdshort rbac --write-policy-report/,
    ],
    [
      'it is too large',
      { reports: [WG_POLICY], faults: { [PATHS.wgPolicy]: { answer: 413 } } },
      /413 .*too large/,
    ],
    [
      'the server fails',
      { reports: [WG_POLICY], faults: { [PATHS.wgPolicy]: { answer: 500 } } },
      /answered 500/,
    ],
    [
      'the connection breaks',
      { reports: [WG_POLICY], faults: { [PATHS.wgPolicy]: { does: 'reset' } } },
      /connection broke/,
    ],
  ])('where %s: the report, then one line and exit code 2', async (_, options, message) => {
    const { code, stdout, stderr } = await check(options, '--write-policy-report', '--format', 'json');
    expect(JSON.parse(stdout).verdict).toBe('NO-GO');
    expect([code, stderr.trim().split('\n').length]).toEqual([2, 1]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('127.0.0.1');
  });

  test.each<[string, string[]]>([
    ['--snapshot', ['--snapshot', EXAMPLE]],
    ['--assume', ['--assume', 'a.yaml']],
    ['--kubeadm-config', ['--kubeadm-config', 'a.yaml']],
    ['--backends up', ['--backends', 'up']],
    ['one --context', ['--all-contexts']],
  ])('beside %s is refused before anything is read', async (option, args) => {
    const { code, stdout, stderr } = await check({ reports: [WG_POLICY] }, '--write-policy-report', ...args);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(option)]);
    expect(server?.log).toEqual([]);
  });
});

describe('without it', () => {
  test.each(['check', 'snapshot'])('%s sends nothing but GET', async (command) => {
    server = await startRecordedServer('kubeadm-ha-1.33', { reports: POLICY_REPORT_APIS });
    const args =
      command === 'check'
        ? ['--to', '1.34', '--format', 'policy-report']
        : ['-o', join(mkdtempSync(join(tmpdir(), 'holdshort-')), 'snapshot.json')];
    await runCli([command, '--kubeconfig', server.kubeconfig, ...args]);
    expect(server.log.length).toBeGreaterThan(20);
    expect(new Set(server.log.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  test('one file alone names a method, and one command alone imports it', () => {
    const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const holding = (pattern: RegExp) =>
      files.filter((name) => pattern.test(readFileSync(SRC + name, 'utf8')));
    expect(holding(/method: *['"]|['"](?:PATCH|POST|PUT|DELETE)['"]\)/)).toEqual([
      'cluster/apply-policy-report.ts',
    ]);
    expect(holding(/import\b.*apply-policy-report/)).toEqual(['commands/write-policy-report.ts']);
  });
});

describe('holdshort rbac', () => {
  interface Role {
    readonly rules: readonly {
      readonly verbs: readonly string[];
      readonly resourceNames?: readonly string[];
    }[];
  }
  const role = async (...args: string[]) => load((await runCli(['rbac', ...args])).stdout) as Role;
  const isWriting = ({ verbs }: Role['rules'][number]) =>
    verbs.some((verb) => !['get', 'list'].includes(verb));

  test('without the option writes nothing', async () => {
    expect((await role()).rules.filter(isWriting)).toEqual([]);
  });

  test('with it may write the one object of each API, and reads what it read', async () => {
    const { rules } = await role('--write-policy-report');
    expect(rules.filter(isWriting)).toEqual(
      POLICY_REPORT_APIS.map(({ group, resource }) => ({
        apiGroups: [group],
        resources: [resource],
        resourceNames: ['holdshort'],
        verbs: ['create', 'patch'],
      })),
    );
    expect(rules.filter((rule) => !isWriting(rule))).toEqual((await role()).rules);
  });
});
