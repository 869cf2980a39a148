import { shellQuote } from '../../assessment/fill.ts';
import type { Step } from '../../assessment/finding.ts';
import type { Hop } from '../../upgrade/path.ts';
import { compareMinors, formatVersion, minorOf } from '../../upgrade/version.ts';
import { type InstallerPlan, type PlannedCluster, silentMeanwhile, someNodes } from '../planning.ts';

const ETCD_FLAGS =
  '--cacert=/etc/kubernetes/pki/etcd/ca.crt --cert=/etc/kubernetes/pki/etcd/server.crt --key=/etc/kubernetes/pki/etcd/server.key';

/** kubeadm: control planes one after the other, then kubelets with each node drained (kubeadm 1.31 to 1.36; kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-upgrade). */
export const KUBEADM_PLAN: InstallerPlan = {
  backup: ({ controlPlane }, target) => ({
    title: 'Save etcd and the files of the control plane, and copy both off the node',
    run: [
      `kubectl -n kube-system exec ${controlPlane[0] === undefined ? 'etcd-<node>' : shellQuote(`etcd-${controlPlane[0]}`)} -- etcdctl ${ETCD_FLAGS} snapshot save /var/lib/etcd/before-${target}.db`,
      `cp -a /etc/kubernetes /root/kubernetes-before-${target}   # on every control-plane node`,
    ].join('\n'),
    note: 'An external etcd is saved where it runs. kubeadm keeps copies of its own below /etc/kubernetes/tmp, on the same disk.',
  }),
  hop: (hop, cluster) => {
    const [first = '<first control plane>', ...others] = cluster.controlPlane;
    return [look(hop, first), apply(hop, first), ...followers(hop, others), ...nodes(hop, cluster)];
  },
};

function look(hop: Hop, node: string): Step {
  const version = formatVersion(hop.to);
  const minor = minorOf(hop.to);
  return {
    title: `On ${node}: install kubeadm ${version} and let it look`,
    run: `${install(['kubeadm'], version)}\nkubeadm upgrade plan v${version}`,
    note: `Packages of each minor have a repository of their own: switch it to v${minor} first, on every node. The plan already creates a Job in kube-system, so it meets the webhooks. On RPM systems: yum install -y kubeadm-'${version}-*' --disableexcludes=kubernetes.`,
  };
}

function apply(hop: Hop, node: string): Step {
  const version = formatVersion(hop.to);
  return {
    title: `On ${node}: upgrade its control plane`,
    run: `kubeadm upgrade apply v${version}`,
    verify: `kubectl -n kube-system get pods -o wide | grep ${shellQuote(node)}; kubectl get --raw '/readyz?verbose'`,
    note: 'kubeadm takes a running process for a working one: watch for five minutes that kube-apiserver does not restart. If a component does not come, kubeadm takes all of them back by itself; from upload-config on it does not.',
  };
}

function followers(hop: Hop, others: readonly string[]): readonly Step[] {
  if (others.length === 0) return [];
  const version = formatVersion(hop.to);
  const isMixed = compareMinors(minorOf(hop.from), minorOf(hop.to)) !== 0;
  return [
    {
      title: `On ${someNodes(others)}, one after the other`,
      run: `${install(['kubeadm'], version)}\nkubeadm upgrade node`,
      verify:
        'kubectl -n kube-system get pods -l component=kube-apiserver -o "custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image"',
      note: isMixed
        ? 'Until the last one is done two versions answer side by side, and a policy engine may see the API of the old one. Do not stop half-way. CoreDNS and kube-proxy follow with the last node.'
        : 'CoreDNS and kube-proxy follow with the last node.',
    },
  ];
}

function nodes(hop: Hop, cluster: PlannedCluster): readonly Step[] {
  const version = formatVersion(hop.to);
  const { controlPlane, workers } = cluster;
  const all = [...controlPlane, ...workers];
  const alone = all.map((node) => silentMeanwhile(node, cluster)).filter((text) => text !== '');
  const isOnly = all.length === 1;
  return [
    {
      title: `Then the kubelets: ${all.length === 0 ? 'every node' : someNodes(all)}, one after the other`,
      run: [
        ...(isOnly ? [] : ['kubectl drain <node> --ignore-daemonsets --delete-emptydir-data']),
        ...(workers.length > 0 || all.length === 0
          ? [`${install(['kubeadm'], version)} && kubeadm upgrade node   # on workers only`]
          : []),
        install(['kubelet', 'kubectl'], version),
        'systemctl daemon-reload && systemctl restart kubelet',
        ...(isOnly ? [] : ['kubectl uncordon <node>']),
      ].join('\n'),
      verify: 'kubectl get nodes',
      ...(isOnly
        ? {}
        : { note: ['What pods keep in emptyDir volumes is lost in a drain.', ...alone].join(' ') }),
    },
  ];
}

/** Installs packages of one version though they are held back, as kubeadm's packages should be. */
function install(packages: readonly string[], version: string): string {
  const wanted = packages.map((name) => `${name}='${version}-*'`).join(' ');
  return `apt-get update && apt-get install -y --allow-change-held-packages ${wanted}`;
}
