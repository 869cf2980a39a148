import { assess } from '../assessment/assess.ts';
import { digestOf } from '../cluster/snapshot.ts';
import { DISTRIBUTIONS, type DistributionName } from '../distributions/recognise.ts';
import { UsageError } from '../errors.ts';
import type { ClusterFacts } from '../facts/cluster-facts.ts';
import { render } from '../report/formats.ts';
import { type Path, planPath, type Release } from '../upgrade/path.ts';
import type { WaiverFile } from '../waivers/waiver-file.ts';
import { choiceOf, textOf } from './arguments.ts';
import { assumeFiles } from './assume-files.ts';
import { readBaseline } from './baseline.ts';
import type { Arguments } from './command.ts';
import { withConfiguration } from './configuration.ts';
import { readFactsFrom } from './facts-source.ts';
import type { Io } from './io.ts';
import { readMaxSize, readOutputs, wantsColour } from './output-options.ts';
import { shippedKnowledge } from './shipped-knowledge.ts';

/** `holdshort check`: reads, decides, reports. */
export async function check(given: Arguments, io: Io): Promise<number> {
  const args = await withConfiguration(given, io);
  const to = textOf(args, 'to');
  if (to === undefined) throw new UsageError('check needs --to: a minor (1.34) or a patch (1.34.2).');
  const outputs = readOutputs(args);
  const backends = choiceOf(args, 'backends', ['observed', 'up', 'down'], 'observed');
  const distribution = readDistribution(args);
  const colour = wantsColour(args, io);
  const maxSize = readMaxSize(args);
  const waivers = await readWaivers(args);
  const baseline = await readBaseline(args, io);
  const knowledge = await shippedKnowledge();
  const { facts, assumed } = await assumeFiles(await readFactsFrom(args, io), args);
  const path = pathFor(facts, textOf(args, 'from'), to, knowledge.releases);
  const assessed = assess(facts, knowledge, {
    path,
    backends,
    distribution,
    time: io.now().toISOString(),
    digest: digestOf(facts),
    ...(assumed.length === 0 ? {} : { assumed }),
    waivers,
  });
  const assessment = await baseline.compare(assessed);
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
  return baseline.exitCode(assessment);
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

async function readWaivers(args: Arguments): Promise<WaiverFile | undefined> {
  const file = textOf(args, 'waivers');
  if (file === undefined) return undefined;
  const [{ waiverFile }, { readHandedInFile }] = await Promise.all([
    import('../waivers/waiver-file.ts'),
    import('./handed-in-file.ts'),
  ]);
  return await readHandedInFile(file, waiverFile);
}

function readDistribution(args: Arguments): DistributionName | undefined {
  const text = textOf(args, 'distribution');
  if (text === undefined) return undefined;
  return choiceOf(args, 'distribution', DISTRIBUTIONS, 'kubeadm');
}
