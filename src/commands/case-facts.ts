import { factsOf } from '../cluster/files.ts';
import { METRICS, readMetrics } from '../cluster/metrics.ts';
import { keepKubeletConfig } from '../cluster/project-kubelet.ts';
import type {
  ClusterFacts,
  FactKey,
  KubeletConfig,
  RequestedApi,
  ServedResource,
} from '../facts/cluster-facts.ts';
import { type Fact, known, unknown } from '../facts/fact.ts';
import type { Fields } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import type { HazardCase } from '../knowledge/shapes/hazard.ts';

const BECAUSE = 'the case says that it could not be read';

/** The cluster of a hazard's case: exactly its objects, kept as collectors keep them, and everything else known to be absent. */
export function caseFacts({
  objects = [],
  copies = {},
  unknown: unread = [],
  served = [],
  requestedApis = [],
  kubelets,
  cgroupVersions = {},
  metrics = [],
}: HazardCase): ClusterFacts {
  const given = factsOf(
    objects.filter(isObject).flatMap((object) => copiesOf(object, copies)),
    ['case'],
  );
  const lost = (key: string) => unread.includes(key);
  const all = <T>(key: FactKey, value: T): Fact<T> => (lost(key) ? unknown(BECAUSE) : known(value));
  return {
    origin: { kind: 'cluster', id: 'case' },
    serverVersion: unknown(BECAUSE),
    discovery: all('discovery', served.map(servedResource)),
    requestedApis: all('requestedApis', requestedApis.map(requestedApi)),
    metrics: seriesOf(metrics, lost('metrics')),
    ...(kubelets === undefined && !lost('kubelets')
      ? {}
      : {
          kubelets: all(
            'kubelets',
            Object.entries(kubelets ?? {}).map(([node, config]) =>
              kubeletConfig(node, config, cgroupVersions[node]),
            ),
          ),
        }),
    objects: Object.fromEntries(
      Object.entries(given.objects).map(([key, fact]) => [
        key,
        lost(key) || fact.state === 'unknown' ? unknown(BECAUSE) : known(fact.value),
      ]),
    ),
  };
}

/** Whether a case's object is one that an API server could send. */
export function isObject(object: Readonly<Record<string, unknown>>): object is KubeObject {
  const { apiVersion, kind, metadata } = object;
  return (
    typeof apiVersion === 'string' &&
    typeof kind === 'string' &&
    typeof metadata === 'object' &&
    metadata !== null &&
    typeof (metadata as { name?: unknown }).name === 'string'
  );
}

/** As many of an object as the case says, under names of their own. */
function copiesOf(object: KubeObject, copies: Readonly<Record<string, number>>): readonly KubeObject[] {
  const { metadata } = object;
  const length = copies[metadata.name];
  if (length === undefined) return [object];
  return Array.from({ length }, (_, index) => ({
    ...object,
    metadata: { ...metadata, name: `${metadata.name}-${index}` },
  }));
}

/** Series of the metrics that a case names, and none of the others that are kept. */
function seriesOf(lines: readonly string[], isLost: boolean): NonNullable<ClusterFacts['metrics']> {
  const named = lines.map((line) => /^\w*/.exec(line)?.[0] ?? '');
  const read = readMetrics(lines.join('\n'), [...new Set([...METRICS, ...named])]).metrics;
  return isLost ? Object.fromEntries(Object.keys(read).map((name) => [name, unknown(BECAUSE)])) : read;
}

function kubeletConfig(node: string, config: Fields, cgroupVersion: number | undefined): KubeletConfig {
  const kept = { node, config: keepKubeletConfig(config) };
  return cgroupVersion === undefined ? kept : { ...kept, cgroupVersion };
}

function servedResource(text: string): ServedResource {
  const [group = '', version = '', resource = ''] = text.split('/');
  return { group, version, resource, kind: resource, namespaced: true, subresources: [] };
}

function requestedApi(text: string): RequestedApi {
  const [group = '', version = '', resource = ''] = text.split('/');
  return { group, version, resource, subresource: '', removedRelease: '' };
}
