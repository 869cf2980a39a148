import { CHAIN_FACTS, type Chain, chainOf } from '../admission/chain.ts';
import { UsageError } from '../errors.ts';
import type { ClusterFacts, FactKey } from '../facts/cluster-facts.ts';
import { resourceKey } from '../facts/cluster-facts.ts';
import { partial } from '../facts/fact.ts';
import { readFacts } from '../facts/fact-reader.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { type Minor, minorOf, parseMinor, parseVersion } from '../upgrade/version.ts';
import { textOf, textsOf } from './arguments.ts';
import type { Arguments } from './command.ts';
import { readFactsFrom } from './facts-source.ts';
import type { Io } from './io.ts';

/** A cluster's admission chain, and what else simulation needs of the cluster. */
export interface SimulatedCluster {
  readonly facts: ClusterFacts;
  readonly chain: Chain;
  /** Minor of its API server; undefined where nothing tells it. */
  readonly server: Minor | undefined;
}

/** Nothing else is read of a live cluster. */
const WANTED: ReadonlySet<FactKey> = new Set<FactKey>(['serverVersion', ...CHAIN_FACTS]);

/** Reads the cluster that requests are played in. Objects from files are kept whole: policies may read any field of theirs. */
export async function readSimulatedCluster(
  args: Arguments,
  io: Io,
  versionOption: 'from' | 'kubernetes',
): Promise<SimulatedCluster> {
  const given = readMinor(args, versionOption);
  const paths = textsOf(args, 'objects');
  const fromFiles = paths.length > 0 && textOf(args, 'snapshot') === undefined;
  const facts = fromFiles ? await readWholeFiles(paths) : await readFactsFrom(args, io, WANTED);
  const { serverVersion } = facts;
  const known = serverVersion.state === 'unknown' ? undefined : parseVersion(serverVersion.value);
  const server = given ?? (known === undefined ? undefined : minorOf(known));
  return {
    facts,
    server,
    chain: chainOf(readFacts(facts), { keeps: fromFiles ? 'whole' : 'parts', server }),
  };
}

/** Reads a version option as a minor: `1.34`, `1.34.2`, `v1.34.2-eks-1`. */
export function readMinor(args: Arguments, option: string): Minor | undefined {
  const text = textOf(args, option);
  if (text === undefined) return undefined;
  const minor = parseMinor(text);
  if (minor !== undefined) return minor;
  const version = parseVersion(text);
  if (version === undefined)
    throw new UsageError(`--${option} ${text}: not a Kubernetes version. Give one such as 1.34.`);
  return minorOf(version);
}

async function readWholeFiles(paths: readonly string[]): Promise<ClusterFacts> {
  const { factsOf, readObjects } = await import('../cluster/files.ts');
  const objects = await readObjects(paths);
  const facts = factsOf(objects, paths);
  const whole = new Map(objects.map((object) => [identityOf(object), object]));
  const kept = Object.entries(facts.objects).map(([key, fact]) => [
    key,
    fact.state === 'unknown' ? fact : { ...fact, value: fact.value.map((object) => restore(object, whole)) },
  ]);
  // Of ConfigMaps facts keep only those of installers; any may hold parameters.
  const configMaps = objects.filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'ConfigMap');
  return {
    ...facts,
    objects: {
      ...Object.fromEntries(kept),
      [resourceKey('', 'configmaps')]: partial(configMaps.map(inDefault), 'only the given files were read'),
    },
  };
}

/** The object as it was written, in the namespace it was placed in; webhook configurations stay as facts have them. */
function restore(object: KubeObject, whole: ReadonlyMap<string, KubeObject>): KubeObject {
  const written = object.kind.endsWith('WebhookConfiguration') ? undefined : whole.get(identityOf(object));
  if (written === undefined) return object;
  const { namespace } = object.metadata;
  return namespace === undefined ? written : { ...written, metadata: { ...written.metadata, namespace } };
}

function inDefault(object: KubeObject): KubeObject {
  const { namespace = 'default' } = object.metadata;
  return { ...object, metadata: { ...object.metadata, namespace } };
}

function identityOf({ apiVersion, kind, metadata }: KubeObject): string {
  const { name, namespace } = metadata;
  return [apiVersion, kind, namespace === 'default' ? '' : (namespace ?? ''), name].join('/');
}
