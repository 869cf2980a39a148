import { readFile, stat } from 'node:fs/promises';
import type { Finding } from '../assessment/finding.ts';
import { DISTRIBUTIONS, recogniseDistribution } from '../distributions/recognise.ts';
import { UsageError } from '../errors.ts';
import type { ClusterFacts } from '../facts/cluster-facts.ts';
import { readFacts } from '../facts/fact-reader.ts';
import type { InstallerSettings } from '../installer-files/installer-settings.ts';
import { drawGuide } from '../rescue/draw-guide.ts';
import type { Situation } from '../rescue/installers/practice.ts';
import { readLog } from '../rescue/read-log.ts';
import { guideRescue } from '../rescue/rescue-guide.ts';
import { planPath } from '../upgrade/path.ts';
import { formatVersion, parseMinor, parseVersion } from '../upgrade/version.ts';
import { choiceOf, textOf, textsOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import { readInstallerFiles } from './installer-files.ts';
import type { Io } from './io.ts';
import { knowledgeFor } from './knowledge-for.ts';

/** Largest log that is read, in bytes; the end of a longer one is what tells. */
const MOST_BYTES = 64 * 1024 * 1024;

/** `holdshort rescue`: the way out when the control plane is already down. It asks no cluster: there may be none that answers. */
export async function rescue(args: Arguments, io: Io): Promise<number> {
  const format = choiceOf(args, 'format', ['text', 'json'], 'text');
  const facts = await readStoredFacts(args);
  const log = await readLogs(textsOf(args, 'log'), io);
  const installer = await readInstallerFiles(args);
  const situation = {
    ...situationOf(args, facts, log?.version, installer?.distribution),
    talosForm: installer?.talosForm,
  };
  const guide = guideRescue({
    situation,
    log,
    facts: facts === undefined ? undefined : readFacts(facts),
    findings: facts === undefined ? [] : await expectedFindings(args, facts, situation),
  });
  const text =
    format === 'json'
      ? `${JSON.stringify(guide, undefined, 2)}\n`
      : drawGuide(guide, Math.min(Math.max(io.stdout.columns ?? 80, 60), 110));
  const output = textOf(args, 'output');
  if (output === undefined) io.stdout.write(text);
  else await (await import('../cluster/write-file.ts')).writeWhole(output, text);
  return 0;
}

async function readStoredFacts(args: Arguments): Promise<ClusterFacts | undefined> {
  if (textOf(args, 'snapshot') === undefined && textsOf(args, 'objects').length === 0) return undefined;
  const { readFactsFrom } = await import('./facts-source.ts');
  return await readFactsFrom(args, NO_CLUSTER);
}

/** Stored facts need nothing of the world; what is given here is never asked. */
const NO_CLUSTER: Io = {
  stdout: { write: () => undefined, isTerminal: false, columns: undefined },
  stderr: { write: () => undefined, isTerminal: false, columns: undefined },
  stdin: async () => '',
  env: {},
  now: () => new Date(0),
  interrupted: new AbortController().signal,
};

async function readLogs(files: readonly string[], io: Io) {
  if (files.length === 0) return undefined;
  const texts = await Promise.all(files.map((file) => (file === '-' ? io.stdin() : readOne(file))));
  return readLog(texts.join('\n'));
}

async function readOne(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > MOST_BYTES) {
      throw new UsageError(`${file}: larger than ${MOST_BYTES} bytes. Give its end: tail -n 20000 ${file}.`);
    }
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${file} could not be read: ${code ?? 'unknown reason'}. Check the path.`);
  }
}

function situationOf(
  args: Arguments,
  facts: ClusterFacts | undefined,
  logged: string | undefined,
  installed: InstallerSettings['distribution'] | undefined,
): Situation {
  const seen = facts === undefined ? undefined : recogniseDistribution(readFacts(facts));
  const given = textOf(args, 'distribution');
  const distribution =
    given === undefined
      ? (installed ?? seen?.name ?? 'unknown')
      : choiceOf(args, 'distribution', DISTRIBUTIONS, 'kubeadm');
  const release = textOf(args, 'talosVersion') ?? (seen?.name === distribution ? seen.version : undefined);
  const server = facts?.serverVersion;
  const from =
    textOf(args, 'from') ?? (server === undefined || server.state === 'unknown' ? undefined : server.value);
  const to = textOf(args, 'to') ?? logged;
  return {
    distribution,
    release,
    from: from === undefined ? undefined : readable(from, '--from'),
    to: to === undefined ? undefined : readable(to, '--to'),
  };
}

function readable(text: string, option: string): string {
  const version = parseVersion(text);
  if (version !== undefined) return formatVersion(version);
  const minor = parseMinor(text);
  if (minor !== undefined) return minor;
  throw new UsageError(
    `${option} ${text}: not a Kubernetes version. Give a minor (1.32) or a patch (1.32.9).`,
  );
}

/** What `check` would have said: the configurations that stop the new version's writes are the first suspects. */
async function expectedFindings(
  args: Arguments,
  facts: ClusterFacts,
  { from, to, distribution }: Situation,
): Promise<readonly Finding[]> {
  if (from === undefined || to === undefined) return [];
  const knowledge = await knowledgeFor(args);
  const path = planPath(from, to, knowledge.releases);
  if ('problem' in path) return [];
  const { assess } = await import('../assessment/assess.ts');
  const findingsWith = (backends: 'observed' | 'down') =>
    assess(facts, knowledge, {
      path,
      backends,
      distribution: distribution === 'unknown' ? undefined : distribution,
      time: '',
      digest: '',
    }).findings.filter(
      ({ hazard, severity }) => severity === 'blocker' && hazard.startsWith('control-plane-write-'),
    );
  const observed = findingsWith('observed');
  // The facts are from before; where nothing was in the way then, what would be if nothing answered is the next to suspect.
  return observed.length > 0 ? observed : findingsWith('down');
}
