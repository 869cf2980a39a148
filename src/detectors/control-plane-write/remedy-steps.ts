import { shellQuote } from '../../assessment/fill.ts';
import type { Step } from '../../assessment/finding.ts';
import type { StoppedByWebhook } from './stopped-writes.ts';

/** What to do before the upgrade: let the API server's own requests pass, or take the configuration away for its duration. */
export function remedySteps(cause: readonly StoppedByWebhook[]): readonly Step[] {
  const { webhook } = cause[0] as StoppedByWebhook;
  const resource = `${webhook.type.toLowerCase()}webhookconfiguration`;
  const name = shellQuote(webhook.configuration);
  const indexes = [...new Set(cause.map((one) => one.webhook))];
  return [
    {
      title: "Let kube-apiserver's own requests pass, with a matchCondition on each of the webhooks",
      run: indexes
        .map((one) => patchOf(resource, name, one.index, one.matchConditions.length > 0))
        .join('\n'),
      verify: 'holdshort check again',
      note: 'A controller that owns the configuration reverts a patch: then set the same condition in the product itself. Exempting only ServiceCIDR and IPAddress is not enough, since every minor also rewrites RBAC roles.',
    },
    {
      title: 'Or take the configuration away for the duration of the upgrade',
      run: `kubectl get ${resource} ${name} -o yaml > webhook-backup.yaml\nkubectl delete ${resource} ${name}`,
      note: 'What the webhook enforces is not enforced meanwhile. Scale down a controller that would put it back.',
      undo: 'kubectl create -f webhook-backup.yaml   # drop metadata.resourceVersion and metadata.uid first',
    },
  ];
}

const EXEMPTION = {
  name: 'exclude-kube-apiserver',
  expression: 'request.userInfo.username != "system:apiserver"',
};

function patchOf(resource: string, name: string, index: number, hasConditions: boolean): string {
  const path = `/webhooks/${index}/matchConditions`;
  const patch = hasConditions
    ? { op: 'add', path: `${path}/-`, value: EXEMPTION }
    : { op: 'add', path, value: [EXEMPTION] };
  return `kubectl patch ${resource} ${name} --type=json -p ${shellQuote(JSON.stringify([patch]))}`;
}
