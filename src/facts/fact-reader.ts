import type {
  ClusterFacts,
  FactKey,
  KubeletConfig,
  RequestedApi,
  ResourceKey,
  Series,
  ServedResource,
} from './cluster-facts.ts';
import { type Fact, unknown } from './fact.ts';
import type { KubeObject } from './kube-object.ts';

/**
 * The only way decisions look at facts. It remembers what was asked for, so that a test can hold each
 * detector to the facts it declares.
 */
export interface FactReader {
  serverVersion(): Fact<string>;
  discovery(): Fact<readonly ServedResource[]>;
  requestedApis(): Fact<readonly RequestedApi[]>;
  /** The series of a metric of kube-apiserver; unknown where the metric was never collected. */
  metric(name: string): Fact<readonly Series[]>;
  /** The configurations of kubelets; undefined where nobody asked the kubelets, which is a choice and no failure. */
  kubelets(): Fact<readonly KubeletConfig[]> | undefined;
  /** The objects of a resource; unknown where the resource was never collected. */
  objects(resource: ResourceKey): Fact<readonly KubeObject[]>;
  /** What has been asked for so far. */
  readonly read: ReadonlySet<FactKey>;
}

/** Reads the given facts. */
export function readFacts(facts: ClusterFacts): FactReader {
  const read = new Set<FactKey>();
  return {
    read,
    serverVersion: () => {
      read.add('serverVersion');
      return facts.serverVersion;
    },
    discovery: () => {
      read.add('discovery');
      return facts.discovery;
    },
    requestedApis: () => {
      read.add('requestedApis');
      return facts.requestedApis;
    },
    metric: (name) => {
      read.add(`metrics/${name}`);
      const { metrics = {} } = facts;
      const series = Object.hasOwn(metrics, name) ? metrics[name] : undefined;
      return series ?? unknown(`the metric ${name} was not collected`);
    },
    kubelets: () => {
      read.add('kubelets');
      return facts.kubelets;
    },
    objects: (resource) => {
      read.add(`objects/${resource}`);
      return facts.objects[resource] ?? unknown(`${resource} were not collected`);
    },
  };
}
