import type { Finding } from '../../src/assessment/finding.ts';
import { factsOf } from '../../src/cluster/files.ts';
import { examineActorWrites } from '../../src/detectors/actor-write/examine-actor-writes.ts';
import { examineWrites } from '../../src/detectors/control-plane-write/examine-writes.ts';
import { deadlockFindings } from '../../src/detectors/webhook-deadlock/deadlock-findings.ts';
import { findDeadlocks } from '../../src/detectors/webhook-deadlock/find-deadlocks.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { known } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { type Path, planPath } from '../../src/upgrade/path.ts';
import { formatVersion, minorOf } from '../../src/upgrade/version.ts';
import { WRITES } from './examine.ts';

/** A webhook as an incident tells of it; what it does not tell has the API's default. */
export interface IncidentWebhook {
  readonly type?: 'Validating' | 'Mutating';
  readonly name: string;
  readonly rules: readonly (readonly [group: string, resource: string, operations?: readonly string[]])[];
  readonly failurePolicy?: 'Fail' | 'Ignore';
  readonly timeoutSeconds?: number;
  readonly namespaceSelector?: Readonly<Record<string, unknown>>;
  readonly objectSelector?: Readonly<Record<string, unknown>>;
  readonly matchConditions?: readonly { readonly name: string; readonly expression: string }[];
  /** Namespace of its Service and its pods. */
  readonly namespace?: string;
  /** Nodes that its ready pods run on; none means that nothing answers. */
  readonly runsOn?: readonly string[];
}

/** A whole cluster, everything of it known, with three control planes unless fewer are named. */
export interface IncidentCluster {
  readonly webhooks: readonly IncidentWebhook[];
  readonly controlPlanes?: readonly string[];
  readonly workers?: readonly string[];
  /** Labels of namespaces beside the one that the API server sets. */
  readonly namespaces?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Everything that the writes of an upgrade meet in that cluster. */
export function examineIncident(
  cluster: IncidentCluster,
  options: {
    readonly from?: string;
    readonly to?: string;
    readonly distribution?: string;
    readonly backends?: 'observed' | 'up' | 'down';
  } = {},
): readonly Finding[] {
  const { from = '1.32.9', to = '1.33.9', distribution = 'kubeadm', backends = 'observed' } = options;
  const facts = readFacts(wholeCluster(cluster));
  const path = planPath(from, to, []) as Path;
  const hops = path.hops.map((hop) => ({ from: formatVersion(hop.from), to: formatVersion(hop.to) }));
  return [
    ...examineWrites(WRITES, path, facts, { backends, distribution }).findings,
    ...examineActorWrites(WRITES, path, facts, { backends, distribution }),
    ...deadlockFindings(findDeadlocks(facts, backends, minorOf(path.to)), hops),
  ];
}

function wholeCluster({
  webhooks,
  controlPlanes = ['cp-1', 'cp-2', 'cp-3'],
  workers = ['w-1', 'w-2'],
  namespaces = {},
}: IncidentCluster): ClusterFacts {
  const objects = [
    ...['default', 'kube-system', 'kube-public', 'kube-node-lease', ...webhooks.map(namespaceOf)].map(
      (name) =>
        object('v1', 'Namespace', name, {
          labels: { 'kubernetes.io/metadata.name': name, ...namespaces[name] },
        }),
    ),
    ...controlPlanes.map((name) =>
      object('v1', 'Node', name, { labels: { 'node-role.kubernetes.io/control-plane': '' } }),
    ),
    ...workers.map((name) => object('v1', 'Node', name)),
    ...webhooks.flatMap(objectsOf),
  ];
  const facts = factsOf(unique(objects), ['incident.yaml']);
  return {
    ...facts,
    discovery: known([]),
    objects: Object.fromEntries(
      Object.entries(facts.objects).map(([key, fact]) => [
        key,
        fact.state === 'unknown' ? fact : known(fact.value),
      ]),
    ),
  };
}

function objectsOf(webhook: IncidentWebhook): readonly KubeObject[] {
  const { type = 'Validating', name, rules, namespace: _n, runsOn = ['w-1', 'w-2'], ...rest } = webhook;
  const namespace = namespaceOf(webhook);
  const labels = { app: 'backend' };
  return [
    {
      ...object('admissionregistration.k8s.io/v1', `${type}WebhookConfiguration`, name),
      webhooks: [
        {
          ...rest,
          name,
          clientConfig: { service: { namespace, name: 'backend' } },
          rules: rules.map(([group, resource, operations = ['CREATE', 'UPDATE']]) => ({
            operations,
            apiGroups: [group],
            apiVersions: ['*'],
            resources: [resource],
            scope: '*',
          })),
        },
      ],
    },
    {
      ...object('v1', 'Service', 'backend', { namespace }),
      spec: { clusterIP: '10.0.0.7', selector: labels, ports: [{ port: 443 }] },
    },
    ...runsOn.map((node, index) => ({
      ...object('v1', 'Pod', `backend-${index}`, { namespace, labels }),
      spec: { nodeName: node, containers: [] },
    })),
    {
      ...object('discovery.k8s.io/v1', 'EndpointSlice', 'backend', {
        namespace,
        labels: { 'kubernetes.io/service-name': 'backend' },
      }),
      ports: [{ port: 8443 }],
      endpoints: runsOn.map((nodeName, index) => ({
        conditions: { ready: true },
        nodeName,
        targetRef: { kind: 'Pod', name: `backend-${index}`, namespace },
      })),
    },
  ];
}

function namespaceOf({ namespace = 'engine' }: IncidentWebhook): string {
  return namespace;
}

function object(apiVersion: string, kind: string, name: string, metadata: object = {}): KubeObject {
  return { apiVersion, kind, metadata: { name, ...metadata } };
}

function unique(objects: readonly KubeObject[]): readonly KubeObject[] {
  return [
    ...new Map(
      objects.map((one) => [`${one.kind}/${one.metadata.namespace}/${one.metadata.name}`, one]),
    ).values(),
  ];
}
