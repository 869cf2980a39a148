import type { ClusterFacts, FactKey, ServedResource } from '../facts/cluster-facts.ts';
import { resourceKey } from '../facts/cluster-facts.ts';
import { type Fact, isWhole, known, partial, type Unknown, unknown } from '../facts/fact.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { nestsWithin } from '../nesting.ts';
import { type Collector, factOf, type ListCollector, type NamedCollector } from './collector.ts';
import { COLLECTORS } from './collectors.ts';
import { discover } from './discovery.ts';
import { readKubelets } from './kubelets.ts';
import { listAll } from './list.ts';
import { mapLimit } from './map-limit.ts';
import { readMetrics, wantedMetrics } from './metrics.ts';
import { misshapen } from './object-shapes.ts';
import { paramCollectors } from './param-collectors.ts';
import type { ReadFailure, Reading } from './read-failure.ts';
import { sweep } from './sweep.ts';
import type { ApiReader } from './transport.ts';

/** Requests that are under way at once, at most. */
const CONCURRENCY = 6;

export interface CollectOptions {
  readonly origin: ClusterFacts['origin'];
  /** The facts to collect, which may depend on the server's version; all of them where it is left out. */
  readonly wanted?: Wanted;
  /** Whether each kubelet is asked what it runs with, which takes a right that is more than reading. */
  readonly asksKubelets?: boolean;
  readonly progress?: (state: {
    readonly done: number;
    readonly total: number;
    readonly fact: string;
  }) => void;
}

/** Facts, or how to tell which once the version of the server was read. */
export type Wanted = ReadonlySet<FactKey> | ((serverVersion: Fact<string>) => ReadonlySet<FactKey>);

/** Reads a cluster. What cannot be read becomes an unknown fact that says why; nothing is thrown for it. */
export async function collect(reader: ApiReader, options: CollectOptions): Promise<ClusterFacts> {
  const version = await reader.json('/version');
  const serverVersion = versionOf(version);
  const nobody = !version.ok && NOBODY_THERE.includes(version.failure.kind) ? version.failure : undefined;
  const wanted = wantedOf(options, nobody === undefined ? serverVersion : undefined);
  const isWanted = (fact: FactKey) => wanted === undefined || wanted.has(fact);
  const collectors = COLLECTORS.filter((collector) => isWanted(factOf(collector)));
  let total = collectors.length + (options.asksKubelets === true ? 4 : 3);
  let done = 0;
  const tell = (fact: string) => {
    done += 1;
    options.progress?.({ done, total, fact });
  };
  const step = async <T>(fact: string, work: Promise<T>): Promise<T> => {
    const result = await work;
    tell(fact);
    return result;
  };
  tell('version');
  if (nobody !== undefined) return nothingRead(options, collectors, notRead('the cluster', nobody));
  const discovery = await step('discovery', readDiscovery(reader));
  const names = wantedMetrics(wanted);
  const metrics =
    isWanted('requestedApis') || names.length > 0
      ? step('metrics', keepMetrics(reader, names))
      : Promise.resolve(noMetrics(names, unknown('metrics were not collected')));
  const readAll = async (these: readonly Collector[]) => {
    const facts = await mapLimit(these, CONCURRENCY, (collector) =>
      step(collector.resource, collectOne(reader, collector, discovery)),
    );
    return Object.fromEntries(
      these.map((collector, index) => [
        resourceKey(collector.group, collector.resource),
        facts[index] as Fact<readonly KubeObject[]>,
      ]),
    );
  };
  const first = await readAll(collectors);
  const params = paramCollectors(first).filter((collector) => !collectors.includes(collector));
  total += params.length;
  const objects = { ...first, ...(await readAll(params)) };
  const nodes = objects[resourceKey('', 'nodes')] ?? unknown('nodes were not collected');
  // What is decided next makes litter of its own, on top of what the last pages left.
  sweep(10);
  return {
    origin: options.origin,
    serverVersion,
    discovery,
    ...(await metrics),
    ...(options.asksKubelets === true
      ? { kubelets: await step('kubelets', readKubelets(reader, nodes, CONCURRENCY)) }
      : {}),
    objects,
  };
}

function wantedOf({ wanted }: CollectOptions, serverVersion: Fact<string> | undefined) {
  if (typeof wanted !== 'function') return wanted;
  return serverVersion === undefined ? undefined : wanted(serverVersion);
}

/** Failures after which every other request would wait for the same nothing. */
const NOBODY_THERE: readonly ReadFailure['kind'][] = ['unreachable', 'untrusted', 'timeout', 'unauthorized'];

function nothingRead(
  { origin, wanted, asksKubelets }: CollectOptions,
  collectors: readonly Collector[],
  because: Unknown,
): ClusterFacts {
  return {
    origin,
    serverVersion: because,
    discovery: because,
    ...noMetrics(wantedMetrics(typeof wanted === 'function' ? undefined : wanted), because),
    ...(asksKubelets === true ? { kubelets: because } : {}),
    objects: Object.fromEntries(
      collectors.map(({ group, resource }) => [resourceKey(group, resource), because]),
    ),
  };
}

function versionOf(reading: Reading<unknown>): Fact<string> {
  if (!reading.ok) return notRead('the server version', reading.failure);
  const { gitVersion } = (reading.value ?? {}) as { gitVersion?: unknown };
  return typeof gitVersion === 'string'
    ? known(gitVersion)
    : unknown('the server version could not be read: the answer names none');
}

async function readDiscovery(reader: ApiReader): Promise<Fact<readonly ServedResource[]>> {
  const reading = await discover(reader);
  if (!reading.ok) return notRead('what the cluster serves', reading.failure);
  const { resources, stale } = reading.value;
  if (stale.length === 0) return known(resources);
  const groups = stale.map((groupVersion) => groupVersion.split('/')[0] ?? '');
  return partial(resources, `the servers of ${stale.join(', ')} did not answer discovery`, [
    ...new Set(groups),
  ]);
}

type MetricFacts = Pick<ClusterFacts, 'requestedApis' | 'metrics'>;

async function keepMetrics(reader: ApiReader, names: readonly string[]): Promise<MetricFacts> {
  const reading = await reader.text('/metrics');
  if (!reading.ok) return noMetrics(names, notRead('metrics', reading.failure));
  // A page of something in between, or another server's metrics, would pass for a server that nobody asked for anything.
  if (!/^apiserver_/m.test(reading.value))
    return noMetrics(names, unknown('metrics could not be read: the answer holds none of kube-apiserver'));
  // One API server of several was asked; what the others were asked for is not in its metrics.
  const { requestedApis, metrics } = readMetrics(reading.value, names);
  return { requestedApis: known(requestedApis), metrics };
}

function noMetrics(names: readonly string[], because: Unknown): MetricFacts {
  return {
    requestedApis: because,
    ...(names.length === 0 ? {} : { metrics: Object.fromEntries(names.map((name) => [name, because])) }),
  };
}

async function collectOne(
  reader: ApiReader,
  collector: Collector,
  discovery: Fact<readonly ServedResource[]>,
): Promise<Fact<readonly KubeObject[]>> {
  const versions = versionsToAsk(collector, discovery);
  if (versions.length === 0) return unreadVersions(collector, discovery) ?? known([]);
  let reading: Reading<readonly KubeObject[]> | undefined;
  for (const version of versions) {
    const prefix = collector.group === '' ? `/api/${version}` : `/apis/${collector.group}/${version}`;
    const apiVersion = collector.group === '' ? version : `${collector.group}/${version}`;
    reading =
      'objects' in collector
        ? await getNamed(reader, collector, prefix, apiVersion)
        : await listAll(reader, { ...collector, apiVersion, path: pathOf(collector, prefix) });
    if (reading.ok) return known(reading.value);
    if (reading.failure.kind !== 'missing' || !isHidden(collector, discovery)) break;
  }
  // A group whose server did not answer discovery is asked all the same; then a 404 tells that it serves no such resource. Elsewhere it does
  // not: something in between may answer everything so, or a server that is older than the one that answered discovery.
  if (reading === undefined || reading.ok) return known([]);
  return reading.failure.kind === 'missing' && isHidden(collector, discovery)
    ? known([])
    : notRead(collector.resource, reading.failure);
}

/** Whether a resource may be served though discovery does not show it: its group did not answer. */
function isHidden({ group, resource }: Collector, discovery: Fact<readonly ServedResource[]>): boolean {
  if (discovery.state !== 'partial' || isWhole(discovery, group)) return false;
  return !discovery.value.some((one) => one.group === group && one.resource === resource);
}

/** The best version that is served; none where the cluster does not serve the resource at all, or in none that is read. */
function versionsToAsk(collector: Collector, discovery: Fact<readonly ServedResource[]>): readonly string[] {
  const { group, resource, versions } = collector;
  if (discovery.state === 'unknown') return versions.slice(0, 1);
  const served = discovery.value.filter((one) => one.group === group && one.resource === resource);
  const best = versions.find((version) => served.some((one) => one.version === version));
  if (best !== undefined) return [best];
  return isHidden(collector, discovery) ? versions : [];
}

/** Objects that are served only in versions that are not read here are there all the same. */
function unreadVersions(
  { group, resource, versions }: Collector,
  discovery: Fact<readonly ServedResource[]>,
): Unknown | undefined {
  if (discovery.state === 'unknown') return undefined;
  const served = discovery.value.filter((one) => one.group === group && one.resource === resource);
  return served.length === 0
    ? undefined
    : unknown(
        `${resource} are served only as ${served.map(({ version }) => `${group}/${version}`).join(', ')}, and are read only as ${versions.join(' or ')}`,
        `Look at them by hand: kubectl get ${resource}.${group} --all-namespaces`,
      );
}

function pathOf(collector: ListCollector, prefix: string): string {
  const namespace = collector.namespace === undefined ? '' : `/namespaces/${collector.namespace}`;
  return `${prefix}${namespace}/${collector.resource}`;
}

async function getNamed(
  reader: ApiReader,
  collector: NamedCollector,
  prefix: string,
  apiVersion: string,
): Promise<Reading<readonly KubeObject[]>> {
  const objects: KubeObject[] = [];
  for (const { namespace, name, project } of collector.objects) {
    const reading = await reader.json(`${prefix}/namespaces/${namespace}/${collector.resource}/${name}`);
    if (!reading.ok) {
      if (reading.failure.kind === 'missing') continue;
      return reading;
    }
    const object = reading.value as Partial<KubeObject> | null;
    if (object?.kind !== collector.kind || typeof object.metadata?.name !== 'string') {
      return { ok: false, failure: { kind: 'malformed', because: `the answer is no ${collector.kind}` } };
    }
    const whole = { ...object, apiVersion, kind: collector.kind } as KubeObject;
    const wrong = misshapen(whole) ?? (nestsWithin(whole) ? undefined : 'it nests too deeply');
    if (wrong !== undefined)
      return { ok: false, failure: { kind: 'malformed', because: `of ${collector.kind} ${name}, ${wrong}` } };
    objects.push(project(whole));
  }
  return { ok: true, value: objects };
}

function notRead(what: string, failure: ReadFailure) {
  const next =
    failure.kind === 'forbidden' ? 'Grant it with: holdshort rbac | kubectl apply -f -' : undefined;
  return unknown(`${what} could not be read: ${failure.because}`, next);
}
