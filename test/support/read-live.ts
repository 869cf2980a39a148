import { collect } from '../../src/cluster/collect.ts';
import { connect } from '../../src/cluster/connect.ts';
import { readApi } from '../../src/cluster/transport.ts';
import type { ClusterFacts, FactKey } from '../../src/facts/cluster-facts.ts';
import { type RecordedServer, type RecordingName, startRecordedServer } from './recorded-server.ts';

/** Reads a server with the real client over TLS. */
export async function readLive(
  server: RecordedServer,
  requestTimeout = 5000,
  wanted?: ReadonlySet<FactKey>,
  asksKubelets = false,
): Promise<ClusterFacts> {
  const { connection, context } = await connect({ kubeconfig: server.kubeconfig, env: {} });
  try {
    const reader = readApi(connection, {
      requestTimeout,
      signal: new AbortController().signal,
      mostBytes: 64 * 1024 * 1024,
      sleep: async () => {},
      random: () => 0.5,
    });
    return await collect(reader, {
      origin: { kind: 'cluster', id: context },
      ...(wanted === undefined ? {} : { wanted }),
      asksKubelets,
    });
  } finally {
    connection.close();
  }
}

const facts = new Map<RecordingName, Promise<ClusterFacts>>();

/** The facts of a recorded cluster, read by the real collectors over TLS. */
export function recordedFacts(name: RecordingName): Promise<ClusterFacts> {
  let reading = facts.get(name);
  if (reading === undefined) {
    reading = startRecordedServer(name).then(async (server) => {
      try {
        return await readLive(server);
      } finally {
        await server.close();
      }
    });
    facts.set(name, reading);
  }
  return reading;
}
