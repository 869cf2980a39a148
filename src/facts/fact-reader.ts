import type { ClusterFacts, FactKey, RequestedApi, ResourceKey, ServedResource } from './cluster-facts.ts';
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
    objects: (resource) => {
      read.add(`objects/${resource}`);
      return facts.objects[resource] ?? unknown(`${resource} were not collected`);
    },
  };
}
