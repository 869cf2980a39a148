import type { Step } from '../../assessment/finding.ts';
import type { AdmissionPlugin, Practice, Situation } from './practice.ts';

const MANIFEST = '/etc/kubernetes/manifests/kube-apiserver.yaml';
const SAVED = '/root/kube-apiserver.before-rescue.yaml';
const EDITED = '/root/kube-apiserver.rescue.yaml';

/** kubeadm: static pods whose manifests lie on each control-plane node (kubeadm 1.31 to 1.36, `phases/upgrade/staticpods.go`). */
export const KUBEADM: Practice = {
  kubectl: 'kubectl --server "$SERVER"',
  look: () => ({
    title: 'See why it does not start, on a control-plane node',
    run: [
      'crictl ps -a --name kube-apiserver',
      'crictl logs $(crictl ps -aq --name kube-apiserver | head -1) 2>&1 | tail -50',
    ].join('\n'),
    note: 'The last line that begins with F says what ended it; lines with "failed calling webhook" or "denied the request" name who refused. Older starts lie in /var/log/pods/kube-system_kube-apiserver-*.',
  }),
  reach: () => ({
    title: 'Talk to the API server of this node, as root on a control-plane node',
    run: [
      'export KUBECONFIG=$(ls /etc/kubernetes/super-admin.conf /etc/kubernetes/admin.conf 2>/dev/null | head -1)',
      `export SERVER=https://$(sed -n 's/.*--advertise-address=//p' ${MANIFEST}):6443`,
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
  const flag = `--disable-admission-plugins=${plugins.join(',')}`;
  return {
    title: `Start kube-apiserver once without ${plugins.join(' and ')}, on every control-plane node`,
    run: `grep -e --disable-admission-plugins ${MANIFEST} || { cp -p ${MANIFEST} ${SAVED} && sed 's|^    - kube-apiserver$|&\\n    - ${flag}|' ${SAVED} > ${EDITED} && mv ${EDITED} ${MANIFEST}; }`,
    verify: `grep -e --disable-admission-plugins ${MANIFEST}; crictl ps --name kube-apiserver; kubectl --server "$SERVER" get --raw /readyz`,
    note: 'The kubelet starts it again within some 20 s. Where the grep finds the flag already, nothing is changed: add the plugins to its list by hand, since only the last flag counts. Nothing that these plugins enforce is enforced meanwhile.',
    undo: `cp -p ${SAVED} ${MANIFEST}`,
  };
}

/** kubeadm moves the manifests it replaces here and brings them back by itself only while its control-plane phase runs. */
function rollBack({ from, to }: Situation): Step {
  const crossesEtcd = from !== undefined && to !== undefined && minor(from) < 34 && minor(to) >= 34;
  return {
    title: `Or take this node's control plane back to ${from ?? 'the version before'}`,
    run: [
      'BACKUP=$(ls -dt /etc/kubernetes/tmp/kubeadm-backup-manifests-* | head -1); ls -l "$BACKUP"',
      'cp -p "$BACKUP"/kube-*.yaml /etc/kubernetes/manifests/',
    ].join('\n'),
    verify: 'kubectl --server "$SERVER" version; kubectl --server "$SERVER" get --raw \'/readyz?verbose\'',
    note: [
      'Safe while the new version has stored nothing that the old one cannot read.',
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
