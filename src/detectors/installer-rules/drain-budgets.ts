import type { Finding } from '../../assessment/finding.ts';
import { someOf } from '../../catalogues/listing.ts';
import { fieldsOf } from '../../facts/fields.ts';
import { type KubeObject, refOf } from '../../facts/kube-object.ts';
import { drainsNodes } from './drains.ts';
import { type RuleContext, ruleFinding } from './rule.ts';

/** Says which PodDisruptionBudgets let no pod go, so that a drain does not end. */
export function drainBudgets({ facts, path, distribution }: RuleContext): readonly Finding[] {
  const budgets = facts.objects('poddisruptionbudgets.policy');
  if (budgets.state === 'unknown') return [];
  const stuck = budgets.value.filter(letsNoneGo);
  if (stuck.length === 0) return [];
  const drains = drainsNodes(distribution);
  const names = stuck.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  return [
    ruleFinding(
      {
        id: 'drain-blocked-by-budget',
        severity: drains ? 'disruptive' : 'info',
        component: 'kubectl drain',
        title: drains
          ? `The drain of nodes will not end: ${stuck.length === 1 ? 'a budget lets' : `${stuck.length} budgets let`} no pod go`
          : `${stuck.length === 1 ? 'A budget lets' : `${stuck.length} budgets let`} no pod go, should a node be drained`,
        message: `PodDisruptionBudget ${someOf(names)} ${stuck.length === 1 ? 'allows' : 'allow'} no disruption at the moment: evicting one of ${stuck.length === 1 ? 'its' : 'their'} pods is refused and tried again, by default for ever.${drains ? '' : ' This installer does not drain nodes for a Kubernetes upgrade; an upgrade of the operating system does.'}`,
        evidence: stuck.map((budget) => ({ object: refOf(budget), values: valuesOf(budget) })),
        explain:
          'A budget allows as many evictions as there are healthy pods above its minimum. With minAvailable as high as the number of replicas, or maxUnavailable 0, that is never one; with pods that are not ready it is none until they are.',
        remediate: [
          {
            title: 'Give the workload one replica more than its budget asks for, or let its budget allow one',
            run: 'kubectl -n {{namespace}} get poddisruptionbudget {{name}} -o wide',
            verify: 'kubectl get poddisruptionbudget -A   # ALLOWED DISRUPTIONS is 1 or more',
            note: 'Pods that are not ready count against the budget: mend them first, or set unhealthyPodEvictionPolicy: AlwaysAllow.',
          },
        ],
        source: 'https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/',
      },
      path,
    ),
  ];
}

/** A budget whose controller has not looked at it yet allows none either, but only for seconds; one without pods stops nothing. */
function letsNoneGo({ status }: KubeObject): boolean {
  const { disruptionsAllowed, expectedPods } = fieldsOf(status);
  return disruptionsAllowed === 0 && typeof expectedPods === 'number' && expectedPods > 0;
}

function valuesOf({ spec, status }: KubeObject): Readonly<Record<string, string>> {
  const { minAvailable, maxUnavailable } = fieldsOf(spec);
  const { currentHealthy, expectedPods } = fieldsOf(status);
  return {
    ...(minAvailable === undefined ? {} : { minAvailable: String(minAvailable) }),
    ...(maxUnavailable === undefined ? {} : { maxUnavailable: String(maxUnavailable) }),
    healthy: String(currentHealthy ?? '?'),
    pods: String(expectedPods ?? '?'),
  };
}
