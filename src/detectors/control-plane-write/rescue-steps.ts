import type { Webhook } from '../../admission/webhook.ts';
import { shellQuote } from '../../assessment/fill.ts';
import type { Step } from '../../assessment/finding.ts';

/**
 * The way out when the apiserver is already crash-looping, safest first. Deleting the configuration in a loop was measured to work: the
 * server answers during the first seconds of each start, and admission configuration is never intercepted.
 */
export function rescueSteps(webhooks: readonly Webhook[], distribution: string): readonly Step[] {
  const { type, configuration } = webhooks[0] as Webhook;
  const resource = `${type.toLowerCase()}webhookconfiguration`;
  const name = shellQuote(configuration);
  const plugin = `${type}AdmissionWebhook`;
  return [
    {
      title: 'Save and delete the configuration while kube-apiserver is up for its first seconds',
      run: [
        `until kubectl get ${resource} ${name} -o yaml > webhook-backup.yaml; do sleep 1; done`,
        `until kubectl delete ${resource} ${name}; do sleep 1; done`,
      ].join('\n'),
      verify: "kubectl get --raw '/readyz?verbose'",
      note: 'If a controller puts the configuration back, scale that controller to zero first, in the same loop.',
      undo: 'kubectl create -f webhook-backup.yaml   # drop metadata.resourceVersion and metadata.uid first',
    },
    breakGlass(distribution, plugin),
  ];
}

function breakGlass(distribution: string, plugin: string): Step {
  const flag = `--disable-admission-plugins=${plugin}`;
  const title = `If that does not work: start kube-apiserver once without ${plugin}`;
  if (distribution === 'talos') {
    return {
      title,
      run: `talosctl -n <control-plane> patch mc --mode=no-reboot -p '{"cluster":{"apiServer":{"extraArgs":{"disable-admission-plugins":"${plugin}"}}}}'`,
      verify: 'talosctl -n <control-plane> containers -k',
      note: 'On Talos 1.14 with a KubeAPIServerConfig document, set extraArgs there instead.',
      undo: `talosctl -n <control-plane> patch mc --mode=no-reboot -p '{"cluster":{"apiServer":{"extraArgs":{"disable-admission-plugins":{"$patch":"delete"}}}}}'`,
    };
  }
  return {
    title,
    run: `# on every control-plane node, in /etc/kubernetes/manifests/kube-apiserver.yaml, add to the command:\n#   - ${flag}`,
    verify: 'crictl ps | grep kube-apiserver',
    note: 'Merge it with a --disable-admission-plugins that is already there: the last one wins. Never leave a copy of the manifest in that folder.',
    undo: '# remove the flag again once the webhook is mended',
  };
}
