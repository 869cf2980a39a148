import type { Wanted } from '../cluster/collect.ts';
import { factsOf } from '../cluster/files.ts';
import { type AssumedObject, assumeObjects } from '../facts/assume-objects.ts';
import type { ClusterFacts } from '../facts/cluster-facts.ts';
import { known } from '../facts/fact.ts';
import type { InstallerSettings } from '../installer-files/installer-settings.ts';
import { textsOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import { readFactsFrom } from './facts-source.ts';
import type { Io } from './io.ts';

const NAMES_CLUSTER = ['snapshot', 'objects', 'kubeconfig', 'context'];

/** Facts, and which of them an installer's files brought in. */
export interface InstalledFacts {
  readonly facts: ClusterFacts;
  readonly assumed: readonly AssumedObject[];
}

/**
 * Reads facts with what installer files say in them. Beside a cluster, a snapshot or objects the files' settings take the place of those shown
 * there; alone, nothing but the files is read, and no cluster is asked.
 */
export async function readInstalledFacts(
  args: Arguments,
  io: Io,
  installer: InstallerSettings | undefined,
  wanted?: Wanted,
): Promise<InstalledFacts> {
  if (installer === undefined) return { facts: await readFactsFrom(args, io, wanted), assumed: [] };
  if (namesCluster(args)) {
    const { objects } = factsOf(installer.settings, []);
    return assumeObjects(await readFactsFrom(args, io, wanted), objects);
  }
  const files = ['kubeadmConfig', 'talosConfig', 'talosConfigNew'].flatMap((name) => textsOf(args, name));
  const facts = factsOf([...installer.settings, ...installer.nodes], files);
  const { lowest } = installer;
  return {
    facts: lowest === undefined ? facts : { ...facts, serverVersion: known(`v${lowest}`) },
    assumed: [],
  };
}

function namesCluster(args: Arguments): boolean {
  return args.kubelets === true || NAMES_CLUSTER.some((name) => args[name] !== undefined);
}
