import { shellQuote } from '../../assessment/fill.ts';
import type { Step } from '../../assessment/finding.ts';
import type { MetWrite } from './examine-actor-writes.ts';

/** What to do before the upgrade: let the system's own requests pass. */
export function actorSteps(cause: readonly MetWrite[]): readonly Step[] {
  const { webhook } = cause[0] as MetWrite;
  const resource = `${webhook.type.toLowerCase()}webhookconfiguration`;
  const name = shellQuote(webhook.configuration);
  const namespaces = [...new Set(cause.flatMap(({ planned }) => planned.write.namespace ?? []))].sort();
  const isOnlyNamespaced = cause.every(({ planned }) => planned.write.namespace !== undefined);
  const conditions = [
    ...new Set(cause.map(({ planned }) => conditionFor(planned.request.userInfo.username ?? ''))),
  ];
  return [
    ...(isOnlyNamespaced && namespaces.length > 0
      ? [
          {
            title: `Exempt the namespaces of the system: ${namespaces.join(', ')}`,
            run: `kubectl get ${resource} ${name} -o jsonpath='{range .webhooks[*]}{.name}{"  "}{.namespaceSelector}{"\\n"}{end}'`,
            note: `In the product's settings, or in the namespaceSelector of ${webhook.name}: key kubernetes.io/metadata.name, operator NotIn, values ${namespaces.join(', ')}. A label that the namespace does not carry exempts nothing.`,
          },
        ]
      : []),
    {
      title: 'Or let these requests pass with matchConditions, on each of its webhooks',
      run: `kubectl edit ${resource} ${name}\n# add to matchConditions:\n${conditions.map((condition) => `#   - {name: ${condition.name}, expression: ${JSON.stringify(condition.expression)}}`).join('\n')}`,
      verify: 'holdshort check again',
      note: 'A controller that owns the configuration takes it back: then set it in the product itself.',
    },
  ];
}

/** The API still answers where these writes are refused, so the configuration can simply be deleted. */
export function actorRescue(cause: readonly MetWrite[]): readonly Step[] {
  const { webhook } = cause[0] as MetWrite;
  const resource = `${webhook.type.toLowerCase()}webhookconfiguration`;
  const name = shellQuote(webhook.configuration);
  return [
    {
      title: 'Save and delete the configuration; the API server itself is up',
      run: `kubectl get ${resource} ${name} -o yaml > webhook-backup.yaml\nkubectl delete ${resource} ${name}`,
      verify: 'kubectl get nodes; kubectl -n kube-system get pods,leases',
      note: 'Scale down a controller that puts it back. Leave installer commands until nodes are Ready again, then repeat them.',
      undo: 'kubectl create -f webhook-backup.yaml   # drop metadata.resourceVersion and metadata.uid first',
    },
  ];
}

function conditionFor(username: string): { readonly name: string; readonly expression: string } {
  if (username.startsWith('system:node:')) {
    return { name: 'exclude-nodes', expression: '!("system:nodes" in request.userInfo.groups)' };
  }
  if (username.startsWith('system:serviceaccount:kube-system:')) {
    return {
      name: 'exclude-kube-system-accounts',
      expression: '!("system:serviceaccounts:kube-system" in request.userInfo.groups)',
    };
  }
  if (username === 'admin') {
    return { name: 'exclude-masters', expression: '!("system:masters" in request.userInfo.groups)' };
  }
  const name = `exclude-${username.replace(/^system:/, '').replace(/[^a-z0-9-]/g, '-')}`;
  return { name, expression: `request.userInfo.username != ${JSON.stringify(username)}` };
}
