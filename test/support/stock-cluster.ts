import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { known, mapFact } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';

/** Namespaces of what somebody put into the recorded cluster beside what kubeadm makes. */
const ADDED = ['apps', 'cert-manager', 'gatekeeper-system', 'ingress-nginx', 'istio-system'];

/** The etcd that the newest kubeadm of a minor brings. */
const ETCD: Readonly<Record<string, string>> = {
  '1.30': '3.5.15-0',
  '1.31': '3.5.24-0',
  '1.32': '3.5.24-0',
  '1.33': '3.5.24-0',
  '1.34': '3.6.5-0',
  '1.35': '3.6.6-0',
  '1.36': '3.6.8-0',
};

/** What the recorded API servers were given. */
const GATES = 'StatefulSetStartOrdinal=true,InPlacePodVerticalScaling=true';

/** The minors a stock cluster can be made for. */
export const STOCK_MINORS = Object.keys(ETCD);

/**
 * A cluster as kubeadm makes it: the recorded one without what was added to it, at another version, with that version's etcd, without the
 * gate that was set and the proxy mode that was chosen.
 * @param recorded the facts of `kubeadm-ha-1.33`
 * @param version the version it runs, `1.34.11`
 */
export function stockCluster(recorded: ClusterFacts, version: string): ClusterFacts {
  const objects = Object.entries(recorded.objects).map(([key, fact]) => [
    key,
    mapFact(fact, (list) => list.filter(isStock).map((object) => asMade(object, version))),
  ]);
  return { ...recorded, serverVersion: known(`v${version}`), objects: Object.fromEntries(objects) };
}

function isStock({ kind, metadata: { name, namespace } }: KubeObject): boolean {
  if (kind.endsWith('WebhookConfiguration')) return false;
  if (kind === 'Node' && name === 'w2') return false;
  return !ADDED.includes(kind === 'Namespace' ? name : (namespace ?? ''));
}

function asMade(object: KubeObject, version: string): KubeObject {
  const minor = version.split('.').slice(0, 2).join('.');
  const text = JSON.stringify(object)
    .replaceAll('etcd:3.5.21-0', `etcd:${ETCD[minor]}`)
    .replaceAll('\\nmode: ipvs\\n', '\\nmode: \\"\\"\\n')
    .replaceAll(`--feature-gates=${GATES}`, '--v=2')
    .replaceAll(`name: feature-gates\\n    value: ${GATES}`, 'name: v\\n    value: \\"2\\"')
    .replace(/v1\.33\.\d+/g, `v${version}`);
  return JSON.parse(text);
}
