import { request } from 'node:https';
import { bigCluster } from '../test/support/generated-objects.ts';
import { type RecordedServer, startRecordedServer, TOKEN } from '../test/support/recorded-server.ts';
import { measure } from './measure.ts';

const SIZES = [1_000, 10_000, 100_000];

/** Checks clusters of growing size live, and prints how time and memory grow. `pages alone` is the server's own time for the same pages. */
export async function benchScale(): Promise<void> {
  console.log(
    `\n${'objects, live'.padEnd(16)}${['wall s', 'CPU s', 'MB', 'pages alone s'].map((head) => head.padStart(15)).join('')}`,
  );
  for (const size of SIZES) {
    const generated = bigCluster(size);
    const server = await startRecordedServer('kubeadm-ha-1.33', { generated });
    const { wall, cpu, memory, code } = await measure([
      'dist/cli.cjs',
      'check',
      '--to',
      '1.34',
      '--kubeconfig',
      server.kubeconfig,
      '--timeout',
      '600',
    ]);
    if (code !== 1 && code !== 3 && code !== 0)
      throw new Error(`check of ${size} objects ended with ${code}`);
    const pages = server.log
      .filter(({ query }) => query.has('limit'))
      .map(({ path, query }) => `${path}?${query}`);
    const alone = await readAll(server, pages);
    const row = [wall / 1000, cpu / 1000].map((seconds) => seconds.toFixed(2));
    console.log(
      `${String(size).padEnd(16)}${[...row, memory.toFixed(0), (alone / 1000).toFixed(2)].map((cell) => cell.padStart(15)).join('')}`,
    );
    await server.close();
  }
}

/** Milliseconds that reading the same pages takes when nothing is done with them. */
async function readAll(server: RecordedServer, pages: readonly string[]): Promise<number> {
  const started = performance.now();
  for (const page of pages) {
    await new Promise<void>((resolve, reject) => {
      const asked = request(new URL(page, server.url), {
        headers: { authorization: `Bearer ${TOKEN}`, 'accept-encoding': 'gzip' },
        rejectUnauthorized: false,
      });
      asked.on('response', (response) => response.resume().on('end', resolve));
      asked.on('error', reject).end();
    });
  }
  return performance.now() - started;
}
