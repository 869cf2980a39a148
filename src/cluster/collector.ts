import type { FactKey } from '../facts/cluster-facts.ts';
import { resourceKey } from '../facts/cluster-facts.ts';
import type { Projection } from './project.ts';

/** What a collector must be allowed to do, and why: the role that `holdshort rbac` prints is made of these. */
export interface Need {
  readonly group: string;
  readonly resource: string;
  readonly verb: 'list' | 'get';
  /** Only these names, for `get`. */
  readonly names?: readonly string[];
  /** A clause: "to see which webhooks would be called". */
  readonly why: string;
}

/** Lists all objects of one resource. */
export interface ListCollector {
  readonly group: string;
  readonly resource: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** Versions it can read, best first; none that any supported release deprecates. */
  readonly versions: readonly string[];
  readonly project: Projection;
  readonly why: string;
  /** Restricts the list on the server: `kube-system` and a label selector, say. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  /** Objects of a page, where they are so large that fewer than usual must do. */
  readonly page?: number;
  /** Asks the server for metadata only. */
  readonly metadataOnly?: true;
}

/** Gets a few named objects of one resource; those that are missing are simply not there. */
export interface NamedCollector
  extends Omit<ListCollector, 'labelSelector' | 'metadataOnly' | 'namespace' | 'project'> {
  readonly objects: readonly {
    readonly namespace: string;
    readonly name: string;
    readonly project: Projection;
  }[];
}

export type Collector = ListCollector | NamedCollector;

/** The fact a collector fills. */
export function factOf({ group, resource }: Pick<ListCollector, 'group' | 'resource'>): FactKey {
  return `objects/${resourceKey(group, resource)}`;
}

/** The permissions a collector needs. */
export function needsOf(collector: Collector): readonly Need[] {
  const { group, resource, why } = collector;
  if ('objects' in collector) {
    return [{ group, resource, verb: 'get', names: collector.objects.map(({ name }) => name), why }];
  }
  return [{ group, resource, verb: 'list', why }];
}
