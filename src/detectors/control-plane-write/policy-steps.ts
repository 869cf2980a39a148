import type { Policy } from '../../admission/policy.ts';
import { shellQuote } from '../../assessment/fill.ts';
import type { Step } from '../../assessment/finding.ts';
import type { PlannedWrite } from './planned-writes.ts';

const BACKUP = 'policy-backup.yaml';

/** What to do before the upgrade about a policy that refuses the upgrade's own writes. */
export function policyRemedySteps(
  policy: Policy,
  bindings: readonly string[],
  planned: PlannedWrite,
): readonly Step[] {
  const user = planned.request.userInfo.username ?? 'system:apiserver';
  const path = '/spec/matchConditions';
  const condition = {
    name: 'exclude-control-plane',
    expression: `request.userInfo.username != ${JSON.stringify(user)}`,
  };
  const patch =
    policy.matchConditions.length > 0
      ? [{ op: 'add', path: `${path}/-`, value: condition }]
      : [{ op: 'add', path, value: [condition] }];
  return [
    {
      title: `Let requests of ${user} pass, with a matchCondition on the policy`,
      run: `kubectl patch ${resourceOf(policy)} ${shellQuote(policy.name)} --type=json -p ${shellQuote(JSON.stringify(patch))}`,
      verify: 'holdshort check again',
      note: `The policy then judges nothing that ${user} writes. A controller that owns the policy reverts a patch: then set the same condition where it comes from.`,
    },
    ...(bindings.length === 0
      ? []
      : [
          {
            title: 'Or take the binding away for the duration of the upgrade',
            ...takeAway(policy, bindings),
          },
        ]),
  ];
}

/** The way out when the control plane is already down: bindings are never judged by policies, so that they can always be deleted. */
export function policyRescueSteps(
  policy: Policy,
  bindings: readonly string[],
  distribution: string,
): readonly Step[] {
  const plugin = `${policy.type}AdmissionPolicy`;
  const flag = `--disable-admission-plugins=${plugin}`;
  const deletion = (bindings.length === 0 ? [policy.name] : bindings).map((name) => {
    const resource = bindings.length === 0 ? resourceOf(policy) : `${resourceOf(policy)}binding`;
    return `until kubectl delete ${resource} ${shellQuote(name)}; do sleep 1; done`;
  });
  return [
    {
      title: 'Delete the binding while kube-apiserver is up for its first seconds',
      run: deletion.join('\n'),
      verify: "kubectl get --raw '/readyz?verbose'",
      note: 'The server answers for some seconds after each start. If a controller puts the binding back, scale that controller to zero first.',
    },
    distribution === 'talos'
      ? {
          title: `If that does not work: start kube-apiserver once without ${plugin}`,
          run: `talosctl -n <control-plane> patch mc --mode=no-reboot -p '{"cluster":{"apiServer":{"extraArgs":{"disable-admission-plugins":"${plugin}"}}}}'`,
          verify: 'talosctl -n <control-plane> containers -k',
          undo: `talosctl -n <control-plane> patch mc --mode=no-reboot -p '{"cluster":{"apiServer":{"extraArgs":{"disable-admission-plugins":{"$patch":"delete"}}}}}'`,
        }
      : {
          title: `If that does not work: start kube-apiserver once without ${plugin}`,
          run: `# on every control-plane node, in /etc/kubernetes/manifests/kube-apiserver.yaml, add to the command:\n#   - ${flag}`,
          verify: 'crictl ps | grep kube-apiserver',
          note: 'Merge it with a --disable-admission-plugins that is already there: the last one wins.',
          undo: '# remove the flag again once the policy is mended',
        },
  ];
}

function takeAway(policy: Policy, bindings: readonly string[]) {
  const names = bindings.map(shellQuote).join(' ');
  const resource = `${resourceOf(policy)}binding`;
  return {
    run: `kubectl get ${resource} ${names} -o yaml > ${BACKUP}\nkubectl delete ${resource} ${names}`,
    note: 'What the policy enforces is not enforced meanwhile.',
    undo: `kubectl create -f ${BACKUP}   # drop metadata.resourceVersion and metadata.uid first`,
  };
}

function resourceOf(policy: Policy): string {
  return `${policy.type.toLowerCase()}admissionpolicy`;
}
