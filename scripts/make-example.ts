/** Writes examples/: the snapshot of a recorded cluster, read over TLS as a live one is. Usage: npm run example */
import { mkdir } from 'node:fs/promises';
import { writeSnapshot } from '../src/cluster/snapshot.ts';
import { readLive } from '../test/support/read-live.ts';
import { startRecordedServer } from '../test/support/recorded-server.ts';

/** When the recording was made; an example that changed with the day would change with every build. */
const COLLECTED_AT = '2026-11-22T08:00:00.000Z';

const server = await startRecordedServer('talos-single-1.32');
try {
  const facts = await readLive(server);
  const origin = { kind: 'cluster', id: 'talos-example', collectedAt: COLLECTED_AT } as const;
  await mkdir('examples', { recursive: true });
  await writeSnapshot({ ...facts, origin }, 'examples/talos-1.32.json.gz');
} finally {
  await server.close();
}
