import { assess } from '../assessment/assess.ts';
import { digestOf } from '../cluster/snapshot.ts';
import { DISTRIBUTIONS, type DistributionName } from '../distributions/recognise.ts';
import { UsageError } from '../errors.ts';
import type { ClusterFacts } from '../facts/cluster-facts.ts';
import { render } from '../report/formats.ts';
import { type Path, planPath, type Release } from '../upgrade/path.ts';
import { choiceOf, textOf } from './arguments.ts';
import { assumeFiles } from './assume-files.ts';
import type { Arguments } from './command.ts';
import { readFactsFrom } from './facts-source.ts';
import type { Io } from './io.ts';
import { readMaxSize, readOutputs, wantsColour } from './output-options.ts';
import { shippedKnowledge } from './shipped-knowledge.ts';

/** `holdshort check`: reads, decides, reports. */
export async function check(args: Arguments, io: Io): Promise<number> {
  const to = textOf(args, 'to');
  if (to === undefined) throw new UsageError('check needs --to: a minor (1.34) or a patch (1.34.2).');
  const outputs = readOutputs(args);
  const backends = choiceOf(args, 'backends', ['observed', 'up', 'down'], 'observed');
  const distribution = readDistribution(args);
  const colour = wantsColour(args, io);
  const maxSize = readMaxSize(args);
  const knowledge = await shippedKnowledge();
  const { facts, assumed } = await assumeFiles(await readFactsFrom(args, io), args);
  const path = pathFor(facts, textOf(args, 'from'), to, knowledge.releases);
  const assessment = assess(facts, knowledge, {
    path,
    backends,
    distribution,
    time: io.now().toISOString(),
    digest: digestOf(facts),
    ...(assumed.length === 0 ? {} : { assumed }),
  });
  for (const { format, file } of outputs) {
    const text = await render(format, assessment, {
      colour: colour && file === undefined,
      ...(io.stdout.columns === undefined || file !== undefined ? {} : { width: io.stdout.columns }),
      ...(maxSize === undefined ? {} : { maxSize }),
    });
    if (file === undefined) io.stdout.write(text);
    else {
      const { writeWhole } = await import('../cluster/write-file.ts');
      await writeWhole(file, text);
    }
  }
  return assessment.exitCode;
}

/** The path from where the cluster is, or from where --from says it is. */
export function pathFor(
  facts: ClusterFacts,
  from: string | undefined,
  to: string,
  releases: readonly Release[],
): Path {
  if (from === undefined && facts.serverVersion.state === 'unknown') {
    throw new UsageError(
      `The version to start from is not known: ${facts.serverVersion.because}. Give it with --from.`,
    );
  }
  const source = from ?? (facts.serverVersion.state === 'unknown' ? '' : facts.serverVersion.value);
  const path = planPath(source, to, releases);
  if ('problem' in path) throw new UsageError(path.problem);
  return path;
}

function readDistribution(args: Arguments): DistributionName | undefined {
  const text = textOf(args, 'distribution');
  if (text === undefined) return undefined;
  return choiceOf(args, 'distribution', DISTRIBUTIONS, 'kubeadm');
}
