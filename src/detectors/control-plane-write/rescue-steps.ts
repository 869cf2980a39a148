import { shellQuote } from '../../assessment/fill.ts';
import type { Step } from '../../assessment/finding.ts';
import { backupFile } from '../../products/backup-file.ts';
import { type Guard, isPolicy, kubectlName } from './guard.ts';
import { restoreFrom } from './take-away-steps.ts';

/**
 * The way out when the apiserver is already crash-looping, safest first. Deleting the configuration in a loop was measured to work: the
 * server answers during the first seconds of each start, and admission configuration is never intercepted.
 */
export function rescueSteps(guard: Guard, distribution: string): readonly Step[] {
  return [
    guard.bindings.length > 0 ? deleteBindings(guard) : deleteGuard(guard),
    breakGlass(distribution, guard),
  ];
}

/** A configuration; or a policy whose bindings are not known. */
function deleteGuard(guard: Guard): Step {
  const name = `${kubectlName(guard)} ${shellQuote(guard.name)}`;
  const backup = backupFile(guard);
  return {
    title: `Save and delete ${isPolicy(guard) ? `policy ${guard.name}` : 'the configuration'} while kube-apiserver is up for its first seconds`,
    run: [
      `until kubectl get ${name} -o yaml > ${backup}; do sleep 1; done`,
      `until kubectl delete ${name}; do sleep 1; done`,
    ].join('\n'),
    verify: "kubectl get --raw '/readyz?verbose'",
    note: 'If a controller puts it back, scale that controller to zero first, in a loop of the same kind.',
    undo: restoreFrom(backup),
  };
}

/** Policies are evaluated in kube-apiserver: deleting webhooks does nothing against one, deleting its binding does. */
function deleteBindings({ kind, name, bindings }: Guard): Step {
  const resource = `${kind.toLowerCase()}binding`;
  return {
    title: `Save and delete what binds policy ${name} while kube-apiserver is up for its first seconds`,
    run: bindings
      .flatMap((binding) => [
        `until kubectl get ${resource} ${shellQuote(binding)} -o yaml > ${backupFile({ kind: resource, name: binding })}; do sleep 1; done`,
        `until kubectl delete ${resource} ${shellQuote(binding)}; do sleep 1; done`,
      ])
      .join('\n'),
    verify: "kubectl get --raw '/readyz?verbose'",
    note: 'Deleting webhooks does not help against a policy. The policy itself can stay: without a binding it enforces nothing.',
    undo: bindings.map((binding) => restoreFrom(backupFile({ kind: resource, name: binding }))).join('\n'),
  };
}

function breakGlass(distribution: string, { kind }: Guard): Step {
  const plugin = PLUGINS[kind];
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
    undo: '# remove the flag again once what stopped the writes is mended',
  };
}

const PLUGINS: Readonly<Record<Guard['kind'], string>> = {
  ValidatingWebhookConfiguration: 'ValidatingAdmissionWebhook',
  MutatingWebhookConfiguration: 'MutatingAdmissionWebhook',
  ValidatingAdmissionPolicy: 'ValidatingAdmissionPolicy',
  MutatingAdmissionPolicy: 'MutatingAdmissionPolicy',
};
