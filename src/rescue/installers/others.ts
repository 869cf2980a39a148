import { type StaticManifest, switchOff } from './edit-manifest.ts';
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
    run: "journalctl -u k0scontroller --since -10min | grep -E 'webhook|denied|PostStartHook|fatal' | tail -n 50",
  }),
  reach: () => ({ title: 'Use the admin of the controller node, as root', run: 'k0s kubectl version' }),
  breakGlass: (plugins) => [
    {
      title: `Start kube-apiserver once without ${plugins.join(' and ')}, on every controller node`,
      run: `# in /etc/k0s/k0s.yaml set\n#   spec.api.extraArgs.disable-admission-plugins: ${plugins.join(',')}\nsystemctl restart k0scontroller`,
      verify: 'k0s kubectl get --raw /readyz',
      note: 'Where the line is there already, add to it; and take the plugins out of enable-admission-plugins: with a plugin in both the server refuses to start. k0sctl apply writes the file anew, from its own configuration. Nothing that these plugins enforce is enforced meanwhile.',
      undo: '# take the line out again, then\nsystemctl restart k0scontroller',
    },
  ],
  editFlag: 'Change spec.api.extraArgs in /etc/k0s/k0s.yaml on every controller and restart k0scontroller.',
  doNot: ['Do not run k0s reset: it throws the node away.'],
};

/** As nodeup writes it (kOps 1.33, `nodeup/pkg/model/kube_apiserver.go`): the server is started by go-runner, so its flags begin behind its path. */
const KOPS_MANIFEST: StaticManifest = {
  manifest: '/etc/kubernetes/manifests/kube-apiserver.manifest',
  commandLine: '    - /usr/local/bin/kube-apiserver',
  saved: '/root/kube-apiserver.before-rescue.manifest',
  edited: '/root/kube-apiserver.rescue.manifest',
};

/** kOps: a static pod whose manifest nodeup writes when a node starts. */
export const KOPS: Practice = {
  kubectl: 'kubectl',
  look: () => ({
    title: 'See why it does not start, on a control-plane node',
    run: 'tail -n 50 /var/log/kube-apiserver.log',
  }),
  // Of system:masters, and of the server on this very node (kOps 1.33, `nodeup/pkg/model/kubectl.go`).
  reach: () => ({
    title: 'Talk to the API server of this node, as root on a control-plane node',
    run: 'export KUBECONFIG=/var/lib/kubectl/kubeconfig PATH="$PATH:/opt/kops/bin"\nkubectl version',
    note: 'A load balancer sends nothing to a server that is not ready.',
  }),
  breakGlass: (plugins: readonly AdmissionPlugin[]) => [
    {
      title: `Start kube-apiserver once without ${plugins.join(' and ')}, on every control-plane node`,
      run: switchOff(plugins, KOPS_MANIFEST),
      verify: `grep -e -admission-plugins= ${KOPS_MANIFEST.manifest}; kubectl get --raw /readyz`,
      note: 'kOps names these plugins in --enable-admission-plugins itself, and the server refuses to start with one in both lists: spec.kubeAPIServer.disableAdmissionPlugins alone would end in that. A new node comes with the old manifest, so replace none. Nothing that these plugins enforce is enforced meanwhile.',
      undo: `cp -p ${KOPS_MANIFEST.saved} ${KOPS_MANIFEST.manifest}`,
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

/** MicroShift: one process on a host that is the user's own (MicroShift `docs/user/howto_kubeconfig.md`). */
export const MICROSHIFT: Practice = {
  ...unreachablePractice(
    'It offers no setting for admission plugins: the way is deleting the configuration.',
  ),
  look: () => ({
    title: 'See why it does not start, on the host',
    run: "journalctl -u microshift --since -10min | grep -E 'webhook|denied|poststarthook|PostStartHook|fatal' | tail -n 50",
  }),
  reach: () => ({
    title: 'Talk to the API server of this host, as root',
    run: 'export KUBECONFIG=/var/lib/microshift/resources/kubeadmin/kubeconfig\nkubectl version',
  }),
  doNot: ['Do not run microshift-cleanup-data --all: it deletes the cluster.'],
};
