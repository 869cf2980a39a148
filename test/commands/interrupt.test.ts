import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { type Fault, type RecordedServer, startRecordedServer } from '../support/recorded-server.ts';
import { runCli } from '../support/run-cli.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
let server: RecordedServer;
afterEach(() => server.close());

const serverWith = async (faults: Record<string, Fault>) => {
  server = await startRecordedServer('talos-single-1.32', { faults });
  return ['check', '--to', '1.34', '--kubeconfig', server.kubeconfig];
};

test.each(['/version', '/api/v1/pods'])(
  'Ctrl-C while %s hangs says that nothing was concluded',
  async (path) => {
    const args = await serverWith({ [path]: { does: 'hang' } });
    const child = spawn(process.execPath, [CLI, ...args], { env: { HOME: '/nonexistent' } });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    const asked = setInterval(() => {
      if (!server.log.some((request) => request.path === path)) return;
      // A second one, as of somebody who does not want to wait, ends the process at once.
      clearInterval(asked);
      child.kill('SIGINT');
    }, 20);
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stdout, stderr: stderr.trim() }).toEqual({
      code: 130,
      stdout: '',
      stderr: 'holdshort: interrupted; nothing was concluded.',
    });
  },
);

test('--timeout bounds the whole reading: what was not read by then is unknown', async () => {
  const args = await serverWith({ '/api/v1/nodes': { does: 'hang' } });
  const started = performance.now();
  const { code, stdout } = await runCli([...args, '--timeout', '2', '--format', 'json']);
  expect(performance.now() - started).toBeLessThan(6000);
  expect(code).not.toBe(0);
  expect(JSON.stringify(JSON.parse(stdout).notChecked)).toContain('the time for reading the cluster is over');
});

test('a cluster that does not answer at all ends in time, with one line', async () => {
  const args = await serverWith({ '/': { does: 'hang' } });
  const { code, stderr } = await runCli([...args, '--timeout', '1']);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^holdshort: The cluster of context .* cannot be read: .*time.*\n$/);
});
