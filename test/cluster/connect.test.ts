import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from '../../src/cluster/connect.ts';
import { proxyFor } from '../../src/cluster/proxy.ts';
import { readApi } from '../../src/cluster/transport.ts';
import { UsageError } from '../../src/errors.ts';
import { type RecordedServer, startRecordedServer, TOKEN } from '../support/recorded-server.ts';

const CA = fileURLToPath(new URL('../support/tls/ca.crt', import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), 'holdshort-'));
let server: RecordedServer;
beforeAll(async () => {
  server = await startRecordedServer('talos-single-1.32');
});
afterAll(() => server.close());

function write(name: string, content: unknown): string {
  const file = join(FOLDER, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const cluster = (url = server.url) => ({ server: url, 'certificate-authority': CA });
const config = (user: object, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': 'here',
  clusters: [{ name: 'c', cluster: cluster() }],
  users: [{ name: 'u', user }],
  contexts: [{ name: 'here', context: { cluster: 'c', user: 'u' } }],
  ...more,
});

/** Asks for the version as `check` does; gives the answer and the request as the server saw it. */
async function ask(options: Parameters<typeof connect>[0]) {
  const { connection, context } = await connect(options);
  try {
    const reading = await readApi(connection, {
      requestTimeout: 3000,
      signal: new AbortController().signal,
      mostBytes: 1024 * 1024,
      sleep: async () => {},
      random: () => 0.5,
    }).json('/version');
    return { context, reading, headers: server.log.at(-1)?.headers ?? {} };
  } finally {
    connection.close();
  }
}

describe('finding the configuration as kubectl does', () => {
  test('of several files in KUBECONFIG the first of equal names counts, and a missing or empty one does not', async () => {
    const good = write('good', config({ token: TOKEN }));
    const worse = write(
      'worse',
      config(
        { token: 'wrong' },
        { 'current-context': 'there', contexts: [{ name: 'there', context: { cluster: 'c', user: 'u' } }] },
      ),
    );
    const env = { KUBECONFIG: [join(FOLDER, 'missing'), write('empty', ''), good, worse].join(delimiter) };
    expect(await ask({ env })).toMatchObject({ context: 'here', reading: { ok: true } });
    // The other file's context is there too, with the first file's user.
    expect(await ask({ env, context: 'there' })).toMatchObject({ context: 'there', reading: { ok: true } });
  });

  test('--kubeconfig counts before KUBECONFIG', async () => {
    const env = { KUBECONFIG: join(FOLDER, 'missing') };
    const kubeconfig = write('chosen', config({ token: TOKEN }));
    expect((await ask({ env, kubeconfig })).reading.ok).toBe(true);
  });

  test('~/.kube/config is found, and certificates beside it', async () => {
    const home = mkdtempSync(join(tmpdir(), 'holdshort-home-'));
    mkdirSync(join(home, '.kube'));
    writeFileSync(join(home, '.kube', 'ca.crt'), readFileSync(CA));
    const relative = {
      ...config({ token: TOKEN }),
      clusters: [{ name: 'c', cluster: { server: server.url, 'certificate-authority': 'ca.crt' } }],
    };
    writeFileSync(join(home, '.kube', 'config'), JSON.stringify(relative));
    expect((await ask({ env: { HOME: home } })).reading.ok).toBe(true);
  });

  test.each<[string, () => object, RegExp]>([
    [
      'no current context',
      () => config({}, { 'current-context': '' }),
      /names no current context\. Choose one with --context: here/,
    ],
    [
      'a context without its cluster',
      () => config({}, { clusters: [] }),
      /names a cluster that is not in the kubeconfig/,
    ],
    [
      'a server that is no address',
      () => config({}, { clusters: [{ name: 'c', cluster: { server: 'nowhere' } }] }),
      /no usable server address/,
    ],
  ])('%s is refused', async (name, content, says) => {
    const kubeconfig = write(`refused ${name}`, content());
    await expect(ask({ env: {}, kubeconfig })).rejects.toThrow(UsageError);
    await expect(ask({ env: {}, kubeconfig })).rejects.toThrow(says);
  });
});

describe('credentials', () => {
  test('a token is sent, and a wrong one is named as such', async () => {
    expect(
      (await ask({ env: {}, kubeconfig: write('token', config({ token: TOKEN })) })).headers.authorization,
    ).toBe(`Bearer ${TOKEN}`);
    const { reading } = await ask({ env: {}, kubeconfig: write('wrong', config({ token: 'wrong' })) });
    expect(reading).toMatchObject({ ok: false, failure: { kind: 'unauthorized' } });
  });

  test('whom to act as is sent whole: user, groups, extra', async () => {
    const user = {
      token: TOKEN,
      as: 'auditor',
      'as-groups': ['readers', 'ops'],
      'as-user-extra': { reason: ['upgrade'] },
    };
    const { headers } = await ask({ env: {}, kubeconfig: write('as', config(user)) });
    expect(headers).toMatchObject({
      'impersonate-user': 'auditor',
      'impersonate-group': 'readers, ops',
      'impersonate-extra-reason': 'upgrade',
    });
  });

  test('an exec plugin runs once and its token is sent', async () => {
    const runs = join(FOLDER, 'runs');
    const plugin = write(
      'plugin.sh',
      `#!/bin/sh\necho run >> ${runs}\necho '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"${TOKEN}"}}'\n`,
    );
    chmodSync(plugin, 0o755);
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: plugin, interactiveMode: 'Never' };
    const { reading } = await ask({ env: {}, kubeconfig: write('exec', config({ exec })) });
    expect(reading.ok).toBe(true);
    expect(readFileSync(runs, 'utf8')).toBe('run\n');
  });

  test('an exec plugin that fails is a clear line without its output', async () => {
    const plugin = write('failing.sh', '#!/bin/sh\necho canary-secret >&2\nexit 7\n');
    chmodSync(plugin, 0o755);
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: plugin, interactiveMode: 'Never' };
    const asking = ask({ env: {}, kubeconfig: write('exec-fails', config({ exec })) });
    await expect(asking).rejects.toThrow(/The credentials of context here could not be had.*Log in again/);
    await asking.catch((error: Error) => expect(error.message).not.toContain('canary-secret'));
  });
});

describe('on the way to the server', () => {
  test('plain http, as of kubectl proxy, works', async () => {
    const plain = http.createServer((_, response) => response.end('{"gitVersion":"v1.33.0"}'));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(plain.address() as AddressInfo).port}`;
    const kubeconfig = write('plain', config({}, { clusters: [{ name: 'c', cluster: { server: url } }] }));
    expect((await ask({ env: {}, kubeconfig })).reading).toEqual({
      ok: true,
      value: { gitVersion: 'v1.33.0' },
    });
    plain.close();
  });

  test('a proxy-url of the kubeconfig is used', async () => {
    const asked: string[] = [];
    const proxy = http.createServer();
    proxy.on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      const port = Number(new URL(server.url).port);
      const onward = net.connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      for (const end of [onward, socket]) end.on('error', () => {});
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const through = { ...cluster(), 'proxy-url': proxyUrl };
    const kubeconfig = write(
      'proxy',
      config({ token: TOKEN }, { clusters: [{ name: 'c', cluster: through }] }),
    );
    expect((await ask({ env: {}, kubeconfig })).reading.ok).toBe(true);
    expect(asked).toEqual([new URL(server.url).host]);
    proxy.close();
  });

  test.each<[string, Record<string, string>, string | undefined]>([
    ['https://k.example:6443', { HTTPS_PROXY: 'http://p:8080' }, 'http://p:8080'],
    ['https://k.example:6443', { https_proxy: 'p:8080' }, 'http://p:8080'],
    ['https://k.example:6443', { HTTP_PROXY: 'http://p:8080' }, undefined],
    ['https://k.example:6443', { HTTPS_PROXY: 'http://p', NO_PROXY: 'a.example,.example' }, undefined],
    ['https://k.example:6443', { HTTPS_PROXY: 'http://p', NO_PROXY: 'example' }, undefined],
    ['https://k.example:6443', { HTTPS_PROXY: 'http://p', NO_PROXY: 'k.example:443' }, 'http://p'],
    ['https://k.example:6443', { HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, undefined],
    ['https://10.1.2.3:6443', { HTTPS_PROXY: 'http://p', NO_PROXY: '10.0.0.0/8' }, undefined],
    ['https://11.1.2.3:6443', { HTTPS_PROXY: 'http://p', NO_PROXY: '10.0.0.0/8' }, 'http://p'],
    ['https://127.0.0.1:6443', { HTTPS_PROXY: 'http://p' }, undefined],
  ])('%s with %j goes through %s', (address, env, proxy) => {
    expect(proxyFor(new URL(address), env)).toBe(proxy);
  });
});
