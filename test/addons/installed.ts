import type { ExaminationContext } from '../../src/assessment/examination.ts';
import { examineAddons } from '../../src/assessment/examine-addons.ts';
import type { Finding } from '../../src/assessment/finding.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { known, unknown } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import type { Addon } from '../../src/knowledge/shapes/addon.ts';
import type { Path } from '../../src/upgrade/path.ts';
import { minorOf, parseVersion, type Version } from '../../src/upgrade/version.ts';
import { KNOWLEDGE } from '../support/examine.ts';

export const ADDONS: readonly Addon[] = KNOWLEDGE.addons;

/** One add-on that ships. */
export function addonNamed(name: string): Addon {
  const found = ADDONS.find((addon) => addon.name === name);
  if (found === undefined) throw new Error(`There is no add-on ${name}.`);
  return found;
}

/** A cluster's facts with nothing in it but the given objects. */
export function factsWith(objects: ClusterFacts['objects']): ClusterFacts {
  return {
    origin: { kind: 'cluster', id: 'small' },
    serverVersion: unknown('not asked'),
    discovery: unknown('not asked'),
    requestedApis: unknown('not asked'),
    objects: {
      pods: known([]),
      'deployments.apps': known([]),
      'statefulsets.apps': known([]),
      'daemonsets.apps': known([]),
      nodes: known([]),
      ...objects,
    },
  };
}

/** A workload that runs one image. */
export function workload(
  kind: 'Deployment' | 'DaemonSet' | 'StatefulSet',
  name: string,
  image: string,
): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { namespace: 'addons', name },
    spec: { template: { metadata: { labels: { app: name } }, spec: { containers: [{ name, image }] } } },
  };
}

/** A node that says what it runs. */
export function node(name: string, nodeInfo: Readonly<Record<string, string>>): KubeObject {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name }, status: { nodeInfo } };
}

/** Facts in which an add-on is installed in a version, in the way it is recognised by. */
export function installed({ recognise }: Addon, version: string): ClusterFacts {
  const { images, runtime, os, tagPrefixes } = recognise;
  if (images !== undefined) {
    const image = `registry.example:5000/mirror/${images[0]}:${tagPrefixes?.[0] ?? 'v'}${version}`;
    return factsWith({ 'deployments.apps': known([workload('Deployment', 'it', image)]) });
  }
  const info =
    runtime === undefined
      ? { osImage: `${os} (v${version})`, containerRuntimeVersion: 'other://1.2.3' }
      : { osImage: 'Debian GNU/Linux 13', containerRuntimeVersion: `${runtime}://${version}` };
  return factsWith({ nodes: known([node('n1', info)]) });
}

/** A path through minors, from .0 to .0; the releases that ship begin later than some tables. */
export function pathThrough(...minors: readonly number[]): Path {
  const versions = minors.map((minor) => parseVersion(`1.${minor}.0`) as Version);
  return {
    from: versions[0] as Version,
    to: versions.at(-1) as Version,
    hops: versions.slice(1).map((to, index) => ({ from: versions[index] as Version, to })),
    between: versions.slice(1, -1).map(minorOf),
    beyondKnowledge: [],
  };
}

/** What is said of add-ons. */
export function examine(
  facts: ClusterFacts,
  path: Path,
  change: Partial<ExaminationContext> = {},
): readonly Finding[] {
  const { findings, questions, notChecked } = examineAddons({
    facts: readFacts(facts),
    path,
    knowledge: KNOWLEDGE,
    distribution: 'kubeadm',
    backends: 'observed',
    time: '2026-11-24T08:00:00.000Z',
    ...change,
  });
  if (questions.length + notChecked.length > 0) throw new Error('Add-ons ask nothing and hide nothing.');
  return findings;
}
