import { writeSnapshot } from '../cluster/snapshot.ts';
import { UsageError } from '../errors.ts';
import { textsOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import { readLiveCluster } from './facts-source.ts';
import type { Io } from './io.ts';

/** `holdshort snapshot`: reads the cluster into a file, to decide from elsewhere. */
export async function snapshot(args: Arguments, io: Io): Promise<number> {
  const [file, ...more] = textsOf(args, 'output');
  if (file === undefined || more.length > 0)
    throw new UsageError('snapshot needs -o FILE, once; a name that ends in .gz is compressed.');
  const facts = await readLiveCluster(args, io);
  await writeSnapshot(facts, file);
  const lost = Object.values(facts.objects).filter(({ state }) => state !== 'known').length;
  const { kubelets } = facts;
  io.stderr.write(
    `holdshort: ${file} written${lost === 0 ? '' : `; ${lost} resources could not be read, and the snapshot says so`}${
      kubelets === undefined || kubelets.state === 'known' ? '' : `; ${kubelets.because}`
    }.\n`,
  );
  return 0;
}
