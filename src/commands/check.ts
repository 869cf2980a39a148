import { assess } from '../assessment/assess.ts';
import type { Assessment } from '../assessment/assessment.ts';
import { neededFacts } from '../assessment/examiners.ts';
import { digestOf } from '../cluster/snapshot.ts';
import { DISTRIBUTIONS, type DistributionName } from '../distributions/recognise.ts';
import { UsageError } from '../errors.ts';
import type { ClusterFacts } from '../facts/cluster-facts.ts';
import { type Path, planPath, type Release } from '../upgrade/path.ts';
import type { WaiverFile } from '../waivers/waiver-file.ts';
import { choiceOf, textOf } from './arguments.ts';
import { assumeFiles } from './assume-files.ts';
import { readBaseline } from './baseline.ts';
import type { Arguments } from './command.ts';
import { withConfiguration } from './configuration.ts';
import { readInstalledFacts } from './installed-facts.ts';
import { readInstallerFiles } from './installer-files.ts';
import type { Io } from './io.ts';
import { knowledgeFor } from './knowledge-for.ts';
import { readOutputs } from './output-options.ts';
import { readDrawing, writeReports } from './write-reports.ts';

/** `holdshort check`: reads, decides, reports; one cluster or several. */
export async function check(given: Arguments, io: Io): Promise<number> {
  const args = await withConfiguration(given, io);
  const policyReport = args.writePolicyReport === true ? await import('./write-policy-report.ts') : undefined;
  policyReport?.refuseOtherSources(args);
  if (args.allContexts === true || Array.isArray(args.context)) {
    return await (await import('./check-fleet.ts')).checkFleet(args, io);
  }
  const outputs = readOutputs(args);
  const drawing = readDrawing(args, io);
  const { assessment, discovery, exitCode } = await assessCluster(args, io);
  await writeReports(assessment, outputs, drawing, io);
  await policyReport?.writePolicyReport(assessment, discovery, args, io);
  return exitCode;
}

/** What one cluster comes to, and the exit code that is asked for. */
export interface Assessed {
  readonly assessment: Assessment;
  readonly discovery: ClusterFacts['discovery'];
  readonly exitCode: number;
}

/** Reads one cluster and decides. */
export async function assessCluster(args: Arguments, io: Io): Promise<Assessed> {
  const installer = await readInstallerFiles(args);
  const to = textOf(args, 'to') ?? (args.talosConfigNew === undefined ? undefined : installer?.highest);
  if (to === undefined) throw new UsageError('check needs --to: a minor (1.34) or a patch (1.34.2).');
  const backends = choiceOf(args, 'backends', ['observed', 'up', 'down'], 'observed');
  const distribution = readDistribution(args) ?? installer?.distribution;
  const waivers = await readWaivers(args);
  const baseline = await readBaseline(args, io);
  const knowledge = await knowledgeFor(args);
  const planFor = (facts: Pick<ClusterFacts, 'serverVersion'>) =>
    pathFor(facts, textOf(args, 'from'), to, knowledge.releases);
  // Of a live cluster only that is read which this way from this version may ask for.
  const installed = await readInstalledFacts(args, io, installer, (serverVersion) =>
    neededFacts({ path: planFor({ serverVersion }), knowledge }),
  );
  const { facts, assumed: applied } = await assumeFiles(installed.facts, args);
  const assumed = [...installed.assumed, ...applied];
  const path = planFor(facts);
  const assessment = await baseline.compare(
    assess(facts, knowledge, {
      path,
      backends,
      distribution,
      time: io.now().toISOString(),
      digest: digestOf(facts, neededFacts({ path, knowledge })),
      ...(assumed.length === 0 ? {} : { assumed }),
      waivers,
    }),
  );
  return { assessment, discovery: facts.discovery, exitCode: baseline.exitCode(assessment) };
}

/** The path from where the cluster is, or from where --from says it is. */
export function pathFor(
  facts: Pick<ClusterFacts, 'serverVersion'>,
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
