import type { Step } from '../../assessment/finding.ts';
import { switchOff } from './edit-manifest.ts';
import type { AdmissionPlugin, Practice, Situation } from './practice.ts';

const MANIFEST = '/etc/kubernetes/manifests/kube-apiserver.yaml';
const SAVED = '/root/kube-apiserver.before-rescue.yaml';
const EDITED = '/root/kube-apiserver.rescue.yaml';
const ADDRESS = 'kube-apiserver.advertise-address.endpoint: ';

/** kubeadm: static pods whose manifests lie on each control-plane node (kubeadm 1.31 to 1.36, `phases/upgrade/staticpods.go`). */
export const KUBEADM: Practice = {
  kubectl: 'kubectl --server "$SERVER"',
  look: () => ({
    title: 'See why it does not start, on a control-plane node',
    run: [
      'crictl ps -a --name kube-apiserver',
      'crictl logs $(crictl ps -aq --name kube-apiserver | head -1) 2>&1 | tail -n 50',
    ].join('\n'),
    note: 'The last line that begins with F says what ended it; lines with "failed calling webhook" or "denied the request" name who refused. Older starts lie in /var/log/pods/kube-system_kube-apiserver-*.',
  }),
  reach: () => ({
    title: 'Talk to the API server of this node, as root on a control-plane node',
    run: [
      // The first is of system:masters, whom the server lets through before it has read any RBAC role; kubeadm 1.29 and newer make it.
      'export KUBECONFIG=/etc/kubernetes/super-admin.conf; [ -e "$KUBECONFIG" ] || KUBECONFIG=/etc/kubernetes/admin.conf',
      // kubeadm notes address and port there, an address of IPv6 in brackets and YAML's quotes (kubeadm 1.36, `phases/controlplane/manifests.go`).
      `export SERVER=https://$(sed -n 's/.*${ADDRESS}//p' ${MANIFEST} | tr -d "'\\"")`,
    ].join('\n'),
    note: 'A load balancer sends nothing to a server that is not ready, so the address in the kubeconfig does not do.',
  }),
  breakGlass: (plugins) => [breakGlass(plugins)],
  rollBack,
  editFlag: `Edit the command in ${MANIFEST} on every control-plane node; for good, change apiServer.extraArgs in ConfigMap kube-system/kubeadm-config too, or the next kubeadm upgrade writes it back.`,
  doNot: [
    'Do not keep a copy of a manifest in /etc/kubernetes/manifests: the kubelet runs every file in there.',
    'Do not run kubeadm reset or kubeadm init: that throws the cluster away.',
    'Do not upgrade the next control-plane node until this one is ready.',
    'Do not delete anything below /var/lib/etcd.',
  ],
};

function breakGlass(plugins: readonly AdmissionPlugin[]): Step {
  return {
    title: `Start kube-apiserver once without ${plugins.join(' and ')}, on every control-plane node`,
    run: switchOff(plugins, {
      manifest: MANIFEST,
      commandLine: '    - kube-apiserver',
      saved: SAVED,
      edited: EDITED,
    }),
    verify: `grep -e -admission-plugins= ${MANIFEST}; crictl ps --name kube-apiserver; kubectl --server "$SERVER" get --raw /readyz`,
    note: 'The kubelet starts it again within some 20 s. It also takes them out of --enable-admission-plugins, since the server refuses to start with a plugin in both. Nothing that these plugins enforce is enforced meanwhile.',
    undo: `cp -p ${SAVED} ${MANIFEST}`,
  };
}

/** kubeadm moves the manifests it replaces here and brings them back by itself only while its control-plane phase runs. */
function rollBack({ from, to }: Situation): Step {
  const crossesEtcd = from !== undefined && to !== undefined && minor(from) < 34 && minor(to) >= 34;
  return {
    title: `Or take this node's control plane back to ${from ?? 'the version before'}`,
    run: [
      'BACKUP=$(ls -dt /etc/kubernetes/tmp/kubeadm-backup-manifests-* | head -1); grep -H image: "$BACKUP"/kube-*.yaml',
      'cp -p "$BACKUP"/kube-*.yaml /etc/kubernetes/manifests/',
    ].join('\n'),
    verify: 'kubectl --server "$SERVER" version; kubectl --server "$SERVER" get --raw \'/readyz?verbose\'',
    note: [
      'Look at the images first: where several upgrades were tried, the newest folder may hold the new version, and an older one is meant. Safe while the new version has stored nothing that the old one cannot read.',
      crossesEtcd
        ? 'etcd stays as it is: kubeadm 1.34 brings etcd 3.6, and 3.5 cannot read its data, so going back further means restoring /etc/kubernetes/tmp/kubeadm-backup-etcd-*.'
        : 'etcd stays as it is.',
    ].join(' '),
    undo: 'kubeadm upgrade apply <target>   # again, once the cause is mended; it is safe to repeat',
  };
}

function minor(version: string): number {
  return Number(version.split('.')[1] ?? 0);
}
