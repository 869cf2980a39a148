import type { Finding } from '../../assessment/finding.ts';
import { someOf } from '../../catalogues/listing.ts';
import { isControlPlane } from '../../distributions/topology.ts';
import { fieldsOf, listOf } from '../../facts/fields.ts';
import { type KubeObject, refOf } from '../../facts/kube-object.ts';
import { type RuleContext, ruleFinding } from './rule.ts';

/** Says which nodes are not ready: kubeadm refuses for one of the control plane, others wait for it in vain. */
export function unreadyNodes({ facts, path, distribution }: RuleContext): readonly Finding[] {
  const nodes = facts.objects('nodes');
  if (nodes.state === 'unknown') return [];
  const unready = nodes.value.filter((node) => readyOf(node) === 'no');
  return [true, false].flatMap((ofControlPlane): readonly Finding[] => {
    const these = unready.filter((node) => isControlPlane(node) === ofControlPlane);
    if (these.length === 0) return [];
    const refuses = ofControlPlane && (distribution === 'kubeadm' || distribution === 'kind');
    const names = these.map(({ metadata }) => metadata.name);
    const is = these.length === 1 ? 'is' : 'are';
    return [
      ruleFinding(
        {
          id: ofControlPlane ? 'control-plane-node-not-ready' : 'worker-node-not-ready',
          severity: refuses ? 'blocker' : ofControlPlane ? 'disruptive' : 'caution',
          component: 'kubelet',
          title: `${these.length === 1 ? 'Node' : 'Nodes'} ${someOf(names)} ${is} not Ready before the upgrade${refuses ? ', so kubeadm refuses to begin' : ''}`,
          message: refuses
            ? `kubeadm upgrade plan and apply stop at the check ControlPlaneNodesReady, since ${someOf(names)} ${is} not Ready.`
            : `An upgrade takes every node along; ${someOf(names)} cannot follow while ${these.length === 1 ? 'it is' : 'they are'} not Ready.`,
          evidence: these.map((node) => ({ object: refOf(node), values: { because: becauseOf(node) } })),
          explain:
            'A node that is not Ready before an upgrade hides whether the upgrade broke it, and an installer that waits for each node waits there until its time-out.',
          remediate: [
            {
              title: 'Bring the node back, or remove it from the cluster',
              run: 'kubectl describe node {{name}}',
              verify: 'kubectl get node {{name}}',
            },
          ],
          rescue: [{ title: 'Nothing was changed: mend the node and begin again' }],
          source:
            'https://github.com/kubernetes/kubernetes/blob/v1.36.3/cmd/kubeadm/app/phases/upgrade/health.go',
        },
        path,
      ),
    ];
  });
}

/** A manifest from a repository has no status, and says nothing either way. */
function readyOf(node: KubeObject): 'yes' | 'no' | 'unknown' {
  const ready = conditionOf(node);
  if (ready === undefined) return 'unknown';
  return ready.status === 'True' ? 'yes' : 'no';
}

function becauseOf(node: KubeObject): string {
  const { reason, message } = conditionOf(node) ?? {};
  return String(reason ?? message ?? 'no reason given');
}

function conditionOf({ status }: KubeObject) {
  return listOf(fieldsOf(status).conditions)
    .map(fieldsOf)
    .find(({ type }) => type === 'Ready');
}
