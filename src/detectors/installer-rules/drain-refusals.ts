import type { Finding } from '../../assessment/finding.ts';
import { someOf } from '../../catalogues/listing.ts';
import { fieldsOf, listOf } from '../../facts/fields.ts';
import { type KubeObject, refOf } from '../../facts/kube-object.ts';
import { drainsNodes } from './drains.ts';
import { type RuleContext, ruleFinding } from './rule.ts';

/** Says which pods kubectl drain will not evict unless it is told to lose them (kubectl 1.36, `drain/filters.go`). */
export function drainRefusals({ facts, path, distribution }: RuleContext): readonly Finding[] {
  const pods = facts.objects('pods');
  if (pods.state === 'unknown' || !drainsNodes(distribution)) return [];
  const bare = pods.value.filter(isBare);
  if (bare.length === 0) return [];
  const names = bare.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  return [
    ruleFinding(
      {
        id: 'drain-refuses-bare-pods',
        severity: 'caution',
        component: 'kubectl drain',
        title: `${bare.length === 1 ? 'A pod belongs' : `${bare.length} pods belong`} to no controller: a drain refuses, or loses ${bare.length === 1 ? 'it' : 'them'}`,
        message: `${someOf(names)} ${bare.length === 1 ? 'has' : 'have'} no controller. kubectl drain stops there; with --force it deletes ${bare.length === 1 ? 'it' : 'them'}, and nothing brings ${bare.length === 1 ? 'it' : 'them'} back.`,
        evidence: bare.map((pod) => ({
          object: refOf(pod),
          values: { node: String(fieldsOf(pod.spec).nodeName) },
        })),
        explain: 'Only a controller creates a pod again on another node.',
        remediate: [
          {
            title: 'Save each of them, or give it a Deployment, before its node is drained',
            run: 'kubectl -n {{namespace}} get pod {{name}} -o yaml',
          },
        ],
        source: 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_drain/',
      },
      path,
    ),
  ];
}

/** Mirror pods stay, and pods that have ended or run nowhere stop nothing. */
function isBare({ metadata, spec, status }: KubeObject): boolean {
  const { phase } = fieldsOf(status);
  return (
    listOf(metadata.ownerReferences).length === 0 &&
    !Object.hasOwn(metadata.annotations ?? {}, 'kubernetes.io/config.mirror') &&
    metadata.labels?.tier !== 'control-plane' &&
    typeof fieldsOf(spec).nodeName === 'string' &&
    (phase === 'Running' || phase === 'Pending')
  );
}
