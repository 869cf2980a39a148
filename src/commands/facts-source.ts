import type { Wanted } from '../cluster/collect.ts';
import { UsageError } from '../errors.ts';
import type { ClusterFacts } from '../facts/cluster-facts.ts';
import { flagOf, textOf, textsOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import { deadlineAfter } from './deadline.ts';
import type { Io } from './io.ts';

/** Longest time of one request, in milliseconds; the whole reading has its own. */
const REQUEST_TIMEOUT = 20_000;
/** Largest answer that is taken, in bytes. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Reads facts from where the arguments say: a snapshot, files, or the live cluster. Only the last loads the client. */
export async function readFactsFrom(args: Arguments, io: Io, wanted?: Wanted): Promise<ClusterFacts> {
  const snapshot = textOf(args, 'snapshot');
  const objects = textsOf(args, 'objects');
  if (snapshot !== undefined && objects.length > 0) {
    throw new UsageError('--snapshot and --objects were both given. Give the one that is meant.');
  }
  if (flagOf(args, 'kubelets') && (snapshot !== undefined || objects.length > 0)) {
    throw new UsageError(
      '--kubelets asks the kubelets of a live cluster, and none is read here. Take the snapshot with --kubelets, or leave it out.',
    );
  }
  if (snapshot !== undefined) {
    const { readSnapshot } = await import('../cluster/snapshot.ts');
    return await readSnapshot(snapshot);
  }
  if (objects.length > 0) {
    const { readFiles } = await import('../cluster/files.ts');
    return await readFiles(objects);
  }
  return await readLiveCluster(args, io, wanted);
}

/** Reads the live cluster. A server that does not answer at all is no cluster to say anything of. */
export async function readLiveCluster(args: Arguments, io: Io, wanted?: Wanted): Promise<ClusterFacts> {
  const [{ connect }, { readApi }, { collect }] = await Promise.all([
    import('../cluster/connect.ts'),
    import('../cluster/transport.ts'),
    import('../cluster/collect.ts'),
  ]);
  const seconds = readTimeout(args);
  const { connection, context } = await connect({
    kubeconfig: textOf(args, 'kubeconfig'),
    context: textOf(args, 'context'),
    env: io.env,
  });
  const progress = progressOn(io);
  const deadline = deadlineAfter(seconds * 1000, io.interrupted);
  try {
    const facts = await collect(
      readApi(connection, {
        requestTimeout: REQUEST_TIMEOUT,
        signal: deadline.signal,
        mostBytes: MOST_BYTES,
        sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
        random: Math.random,
      }),
      {
        origin: { kind: 'cluster', id: context, collectedAt: io.now().toISOString() },
        ...(wanted === undefined ? {} : { wanted }),
        ...(flagOf(args, 'kubelets') ? { asksKubelets: true } : {}),
        progress: progress.show,
      },
    );
    io.interrupted.throwIfAborted();
    if (facts.serverVersion.state === 'unknown' && facts.discovery.state === 'unknown') {
      throw new UsageError(
        `The cluster of context ${context} cannot be read: ${facts.serverVersion.because}. Check the address, the credentials and the network.`,
      );
    }
    return facts;
  } finally {
    deadline.end();
    progress.end();
    connection.close();
  }
}

function readTimeout(args: Arguments): number {
  const seconds = Number(textOf(args, 'timeout') ?? 120);
  if (!Number.isFinite(seconds) || seconds <= 0 || seconds > 86_400) {
    throw new UsageError(`--timeout ${String(args.timeout)}: not a number of seconds. Give one such as 120.`);
  }
  return seconds;
}

/** One line that is written over, on a terminal only: into a file it would be noise. */
function progressOn({ stderr }: Io) {
  const width = (stderr.columns ?? 80) - 1;
  const write = (text: string) => stderr.write(`\r${text.padEnd(width).slice(0, width)}`);
  return {
    show: ({ done, total, fact }: { done: number; total: number; fact: string }) => {
      if (stderr.isTerminal) write(`Reading the cluster: ${done} of ${total} (${fact})`);
    },
    end: () => {
      if (stderr.isTerminal) stderr.write(`\r${' '.repeat(width)}\r`);
    },
  };
}
