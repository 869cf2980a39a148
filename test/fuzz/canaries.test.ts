import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FORMAT_NAMES } from '../../src/report/format-names.ts';
import { type RecordedServer, startRecordedServer } from '../support/recorded-server.ts';
import { runCli } from '../support/run-cli.ts';
import { CANARY, canary, ENCODED, KUBELETS, PLANTED } from './planted.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'holdshort-canary-'));
const at = (name: string) => join(FOLDER, name);
const put = (name: string, content: string) => {
  writeFileSync(at(name), content);
  return at(name);
};

/** The planted secrets that a text holds, as they are or in base64. */
function leaksIn(text: string): readonly string[] {
  return [
    ...new Set([
      ...(text.match(new RegExp(`${CANARY}[\\w-]*`, 'g')) ?? []),
      ...ENCODED.filter((encoded) => text.includes(encoded)),
    ]),
  ];
}

/** Runs the built tool and gives back where it let a secret out. */
async function leaksOf(args: readonly string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await runCli(args, { env });
  return { code, leaks: [...leaksIn(stdout), ...leaksIn(stderr)], text: stdout + stderr };
}

/** Leaks in the reports that the last run wrote, by format. */
function leaksInReports(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.startsWith('report.'))
    .flatMap((name) => leaksIn(readFileSync(at(name), 'utf8')).map((leak) => `${name}: ${leak}`));
}

let server: RecordedServer;
beforeAll(async () => {
  server = await startRecordedServer('kubeadm-ha-1.33', { generated: PLANTED, kubelets: KUBELETS });
});
afterAll(() => server.close());

test('a leak would be seen, plain or encoded', () => {
  expect(leaksIn(`x ${canary('here')} y`)).toEqual(['c4n4ry-here']);
  for (const before of ['', 'a', 'ab'])
    expect(leaksIn(Buffer.from(`${before}${canary('here')}`).toString('base64'))).toHaveLength(1);
});

describe('secrets in objects', () => {
  const outputs = FORMAT_NAMES.flatMap((format) => ['-o', `${format}=${at(`report.${format}`)}`]);

  test('appear in no report of any format, and no snapshot', async () => {
    const check = await leaksOf([
      'check',
      '--to',
      '1.34',
      '--kubelets',
      '--kubeconfig',
      server.kubeconfig,
      ...outputs,
    ]);
    expect(check).toMatchObject({ code: 1, leaks: [] });
    const snapshot = await leaksOf([
      'snapshot',
      '--kubelets',
      '--kubeconfig',
      server.kubeconfig,
      '-o',
      at('snapshot.json.gz'),
    ]);
    expect(snapshot).toMatchObject({ code: 0, leaks: [] });
    writeFileSync(at('snapshot.json'), gunzipSync(readFileSync(at('snapshot.json.gz'))));
    expect(leaksIn(readFileSync(at('snapshot.json'), 'utf8'))).toEqual([]);
    expect(leaksInReports()).toEqual([]);
    // They were there to be leaked: what stands beside them is told.
    for (const name of ['snapshot.json', 'report.json'])
      expect(readFileSync(at(name), 'utf8')).toContain('planted-webhook');
    expect(readFileSync(at('snapshot.json'), 'utf8')).toContain('planted-cgroup');
  });

  test('appear nowhere where they come from files', async () => {
    const objects = Object.entries(PLANTED).flatMap(([key, { count, make }]) => {
      const [group = '', version = ''] = key.split('_');
      const kinds: Record<string, string> = {
        pods: 'Pod',
        deployments: 'Deployment',
        daemonsets: 'DaemonSet',
        configmaps: 'ConfigMap',
        validatingwebhookconfigurations: 'ValidatingWebhookConfiguration',
        apiservices: 'APIService',
        customresourcedefinitions: 'CustomResourceDefinition',
      };
      const apiVersion = group === 'core' ? version : `${group}/${version}`;
      return Array.from({ length: count }, (_, index) => ({
        apiVersion,
        kind: kinds[key.split('_')[2] ?? ''],
        ...make(index),
      }));
    });
    objects.push({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's' },
      stringData: { a: canary('secret') },
    } as never);
    const file = put('objects.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    const check = await leaksOf(['check', '--to', '1.34', '--from', '1.33.1', '--objects', file, ...outputs]);
    expect(check).toMatchObject({ code: 3, leaks: [] });
    expect(leaksInReports()).toEqual([]);
    const assumed = await leaksOf([
      ...['check', '--to', '1.34', '--kubeconfig', server.kubeconfig, '--assume', file],
    ]);
    expect(assumed.leaks).toEqual([]);
  });
});

describe('secrets of the connection', () => {
  const kubeconfig = (user: object, cluster: object = {}) =>
    JSON.stringify({
      'current-context': 'a',
      clusters: [
        { name: 'c', cluster: { server: server.url, 'insecure-skip-tls-verify': true, ...cluster } },
      ],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'a', context: { cluster: 'c', user: 'u' } }],
    });
  const plugin = (body: string) => {
    const file = put('plugin.sh', `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o755);
    return {
      exec: { apiVersion: 'client.authentication.k8s.io/v1', command: file, interactiveMode: 'Never' },
    };
  };

  test.each<[string, () => string, Record<string, string>]>([
    ['a token that is refused', () => kubeconfig({ token: canary('token') }), {}],
    ['a token with a line break', () => kubeconfig({ token: `${canary('token')}\n${canary('second')}` }), {}],
    ['a password', () => kubeconfig({ username: canary('user'), password: canary('password') }), {}],
    [
      'a key that is none',
      () => kubeconfig({ 'client-key-data': canary('key'), 'client-certificate-data': canary('crt') }),
      {},
    ],
    [
      'a CA that is none',
      () => kubeconfig({}, { 'insecure-skip-tls-verify': false, 'certificate-authority-data': canary('ca') }),
      {},
    ],
    [
      'an address with a password',
      () => kubeconfig({}, { server: `https://u:${canary('server')}@127.0.0.1:1` }),
      {},
    ],
    ['an address that is none', () => kubeconfig({}, { server: `u:${canary('server')}@nowhere` }), {}],
    [
      'a proxy with a password',
      () => kubeconfig({}, { 'proxy-url': `http://u:${canary('proxy')}@127.0.0.1:1` }),
      {},
    ],
    [
      'a proxy of the environment',
      () => kubeconfig({}, { server: 'https://k.example' }),
      { HTTPS_PROXY: `http://u:${canary('env')}@127.0.0.1:1` },
    ],
    [
      'a proxy that is no address',
      () => kubeconfig({}, { server: 'https://k.example' }),
      { HTTPS_PROXY: `::${canary('env')}` },
    ],
    [
      'a plugin that prints and fails',
      () => kubeconfig(plugin(`echo ${canary('out')}; echo ${canary('err')} >&2; exit 1`)),
      {},
    ],
    ['a plugin that prints no JSON', () => kubeconfig(plugin(`echo ${canary('out')}`)), {}],
    [
      'a plugin whose token is refused',
      () =>
        kubeconfig(
          plugin(
            `echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"${canary('exec')}"}}'`,
          ),
        ),
      {},
    ],
    ['broken YAML', () => `users: [{name: u, user: {token: "${canary('broken')}`, {}],
    ['YAML of a wrong shape', () => `users: ${canary('shape')}\n`, {}],
  ])('%s is told without it', async (_, text, env) => {
    const config = put('config', text());
    const run = await leaksOf(['check', '--to', '1.34', '--timeout', '5', '--kubeconfig', config], env);
    expect(run).toMatchObject({ code: 2, leaks: [], text: expect.stringMatching(/^holdshort: .+\n$/) });
  });
});

describe('secrets in the files of installers', () => {
  const talos = (extra: string) =>
    [
      'version: v1alpha1',
      'machine:',
      '  type: controlplane',
      `  token: ${canary('machine-token')}`,
      `  ca: {crt: ${canary('ca-crt')}, key: ${canary('ca-key')}}`,
      'cluster:',
      `  secret: ${canary('cluster-secret')}`,
      `  secretboxEncryptionSecret: ${canary('secretbox')}`,
      `  token: ${canary('cluster-token')}`,
      '  apiServer:',
      '    image: registry.k8s.io/kube-apiserver:v1.33.1',
      '    extraArgs:',
      `      oidc-client-secret: ${canary('talos-flag')}`,
      `    env: {PASSWORD: ${canary('talos-env')}}`,
      extra,
      '',
    ].join('\n');
  const kubeadm = (extra: string) =>
    [
      'apiVersion: kubeadm.k8s.io/v1beta3',
      'kind: InitConfiguration',
      `bootstrapTokens: [{token: ${canary('bootstrap')}}]`,
      `certificateKey: ${canary('certificate-key')}`,
      '---',
      'apiVersion: kubeadm.k8s.io/v1beta3',
      'kind: ClusterConfiguration',
      'kubernetesVersion: v1.33.1',
      `etcd: {external: {endpoints: ["https://u:${canary('etcd')}@e:2379"]}}`,
      'apiServer:',
      `  extraArgs: {oidc-client-secret: ${canary('kubeadm-flag')}, token: ${canary('kubeadm-token')}}`,
      extra,
      '',
    ].join('\n');

  test.each<[string, string[], string]>([
    ['a Talos file', ['--talos-config'], talos('')],
    [
      'a Talos file with a mistake',
      ['--talos-config'],
      talos(`    certSANs: ${canary('misfit')}\n  scheduler: ${canary('misfit')}`),
    ],
    ['a Talos file that breaks off', ['--talos-config'], talos(`  other: "${canary('broken')}`)],
    ['a kubeadm file', ['--kubeadm-config'], kubeadm('')],
    ['a kubeadm file with a mistake', ['--kubeadm-config'], kubeadm(`scheduler: ${canary('misfit')}`)],
    ['a kubeadm file that breaks off', ['--kubeadm-config'], kubeadm(`other: [${canary('broken')}`)],
    ['a kubeadm file with an unknown alias', ['--kubeadm-config'], kubeadm(`other: *${canary('alias')}`)],
    ['a kubeadm file with an unknown tag', ['--kubeadm-config'], kubeadm(`other: !${canary('tag')} x`)],
  ])('%s appear in no report and no error', async (_, option, text) => {
    const file = put('installer.yaml', text);
    const reports = ['table', 'json', 'html'].flatMap((format) => [
      '-o',
      `${format}=${at(`report.${format}`)}`,
    ]);
    const check = await leaksOf(['check', '--from', '1.33.1', '--to', '1.34', ...option, file, ...reports]);
    expect(check.leaks).toEqual([]);
    expect(leaksInReports()).toEqual([]);
    const rescue = await leaksOf(['rescue', '--to', '1.34', ...option, file]);
    expect(rescue.leaks).toEqual([]);
  });
});
