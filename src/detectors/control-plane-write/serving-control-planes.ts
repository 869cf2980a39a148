import type { ControlPlanes } from '../../admission/expected-answer.ts';
import { findComponentPods } from '../../components/component-pods.ts';
import { readTopology } from '../../distributions/topology.ts';
import { known, mapFact, partial } from '../../facts/fact.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import type { KubeObject } from '../../facts/kube-object.ts';

/** The facts that control planes are counted by. */
export const SERVING_FACTS = ['objects/nodes', 'objects/pods'] as const;

/**
 * The nodes whose kube-apiserver answers while that of another node restarts. Labels say which nodes are meant to have one; where the pods of
 * kube-apiserver are visible, they say which do, and whether it is ready.
 */
export function servingControlPlanes(facts: FactReader): ControlPlanes {
  const labelled = mapFact(readTopology(facts), ({ controlPlane }) => controlPlane);
  const pods = facts.objects('pods');
  const expected = labelled.state === 'unknown' ? [] : labelled.value;
  const servers = (pods.state === 'unknown' ? [] : findComponentPods('kube-apiserver', pods.value)).filter(
    ({ node, pod }) => expected.includes(node) || isStatic(pod),
  );
  // k3s and the like run it in no pod at all, and others in another namespace.
  if (servers.length === 0) return labelled;
  const ready = nodesOf(servers.filter(({ pod }) => !isUnready(pod)));
  const unready = nodesOf(servers).filter((node) => !ready.includes(node));
  // A mirror pod that was refused is not there, and its kube-apiserver runs all the same.
  const unseen = expected.filter((node) => !ready.includes(node) && !unready.includes(node));
  if (ready.length > 1) return known([...new Set([...ready, ...unseen])].sort());
  // Something has answered, whatever the pods say of themselves.
  if (ready.length === 0) {
    return expected.length === 1 ? labelled : partial(expected, 'by its pods no kube-apiserver is ready');
  }
  if (labelled.state === 'unknown') return labelled;
  if (unseen.length > 0) {
    return partial(ready, `no pod of kube-apiserver is visible on ${unseen.join(', ')}`);
  }
  return { ...labelled, value: ready, unready };
}

function nodesOf(servers: readonly { readonly node: string }[]): readonly string[] {
  return [...new Set(servers.map(({ node }) => node))].filter((node) => node !== '').sort();
}

/** Ready is false where a probe fails, and where the node itself does not answer (Kubernetes 1.36, `pkg/controller/nodelifecycle`). */
function isUnready({ status }: KubeObject): boolean {
  const { conditions } = (status ?? {}) as { conditions?: unknown };
  return (Array.isArray(conditions) ? conditions : []).some(
    (condition) => condition?.type === 'Ready' && condition.status !== 'True',
  );
}

/** A control plane that is hosted here for another cluster runs in ordinary pods. */
function isStatic({ metadata: { annotations = {}, labels = {} } }: KubeObject): boolean {
  return Object.hasOwn(annotations, 'kubernetes.io/config.mirror') || labels.tier === 'control-plane';
}
