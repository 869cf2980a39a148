import type { AdmissionPlugin, Practice } from './practice.ts';

const LOOK_AT_CLUSTER = {
  title: 'Try to read what the API server says of itself',
  run: "kubectl get --raw '/readyz?verbose'",
};

/** k0s: one process; flags of the API server come from its configuration file. */
export const K0S: Practice = {
  kubectl: 'k0s kubectl',
  look: () => ({
    title: 'See why it does not start, on a controller node',
    run: "journalctl -u k0scontroller --since -10min | grep -E 'webhook|denied|PostStartHook|fatal' | tail -50",
  }),
  reach: () => ({ title: 'Use the admin of the controller node, as root', run: 'k0s kubectl version' }),
  breakGlass: (plugins) => [
    {
      title: `Start kube-apiserver once without ${plugins.join(' and ')}, on every controller node`,
      run: `# in /etc/k0s/k0s.yaml set\n#   spec.api.extraArgs.disable-admission-plugins: ${plugins.join(',')}\nsystemctl restart k0scontroller`,
      verify: 'k0s kubectl get --raw /readyz',
      undo: '# take the line out again, then\nsystemctl restart k0scontroller',
    },
  ],
  editFlag: 'Change spec.api.extraArgs in /etc/k0s/k0s.yaml on every controller and restart k0scontroller.',
  doNot: ['Do not run k0s reset: it throws the node away.'],
};

/** kOps: a static pod whose manifest nodeup writes when a node starts. */
export const KOPS: Practice = {
  kubectl: 'kubectl',
  look: () => ({
    title: 'See why it does not start, on a control-plane node',
    run: 'tail -50 /var/log/kube-apiserver.log',
  }),
  reach: () => LOOK_AT_CLUSTER,
  breakGlass: (plugins: readonly AdmissionPlugin[]) => [
    {
      title: `Start kube-apiserver once without ${plugins.join(' and ')}, on every control-plane node`,
      run: `# add --disable-admission-plugins=${plugins.join(',')} to the command in\n# /etc/kubernetes/manifests/kube-apiserver.manifest; a new node gets it from\n# spec.kubeAPIServer.disableAdmissionPlugins (kops edit cluster, kops update cluster --yes)`,
      verify: 'kubectl get --raw /readyz',
      undo: '# take it out again in both places',
    },
  ],
  editFlag: 'Change spec.kubeAPIServer with kops edit cluster, and the manifest on nodes that already run.',
  doNot: ['Do not go on with kops rolling-update: it replaces the next control-plane node as well.'],
};

/** A control plane that its user cannot reach: nothing but the API itself is left. */
export function unreachablePractice(who: string): Practice {
  return {
    kubectl: 'kubectl',
    look: () => LOOK_AT_CLUSTER,
    reach: () => ({ ...LOOK_AT_CLUSTER, title: 'See whether the API server answers at all', note: who }),
    editFlag: `Flags are not yours to change here. ${who}`,
    doNot: ['Do not recreate nodes: they cannot join while the API server is not ready.'],
  };
}
