import type { DistributionName } from '../../distributions/recognise.ts';
import { compareMinors, formatVersion, minorOf } from '../../upgrade/version.ts';
import type { InstallerPlan } from '../planning.ts';
import { oneAction } from './one-action.ts';
import { AKS, EKS, GKE } from './providers.ts';

/** docs.k3s.io/upgrades/manual and docs.k3s.io/datastore/backup-restore. */
const K3S = oneAction({
  title: 'On each server, then each agent, one after the other: install k3s again, up',
  run: ({ to }) =>
    `curl -sfL https://get.k3s.io | INSTALL_K3S_VERSION=v${formatVersion(to)}+k3s1 <variables as before> sh -s - <arguments as before>`,
  note: () =>
    'Give the same K3S_ variables and arguments as at the first time, on agents K3S_URL and K3S_TOKEN: what is not given again is lost. A patch may have a newer build than k3s1. k3s writes through the webhooks when it starts and ends where they refuse.',
  backup: (target) => ({
    run: `k3s etcd-snapshot save --name before-${target}\ncp -p /var/lib/rancher/k3s/server/token /root/k3s-token`,
    note: 'On a server. The snapshot is of the embedded etcd and cannot be restored without the token; copy both off the node. With SQLite, stop k3s and copy /var/lib/rancher/k3s/server/db instead; another datastore has means of its own.',
  }),
});

/** docs.rke2.io/upgrades/manual, docs.rke2.io/install/configuration and docs.rke2.io/datastore/backup_restore. */
const RKE2 = oneAction({
  title: 'On each server, then each agent, one after the other: install RKE2 again, up',
  run: ({ to }) =>
    [
      '# on each server',
      `curl -sfL https://get.rke2.io | INSTALL_RKE2_VERSION=v${formatVersion(to)}+rke2r1 sh -`,
      'systemctl restart rke2-server',
      '# on each agent',
      `curl -sfL https://get.rke2.io | INSTALL_RKE2_TYPE=agent INSTALL_RKE2_VERSION=v${formatVersion(to)}+rke2r1 sh -`,
      'systemctl restart rke2-agent',
    ].join('\n'),
  note: ({ to }) =>
    `A patch may have a newer build than rke2r1. Where RPMs are installed, give INSTALL_RKE2_CHANNEL=v${minorOf(to)} too. RKE2 writes through the webhooks when it starts and ends where they refuse.`,
  backup: (target) => ({
    run: `rke2 etcd-snapshot save --name before-${target}\ncp -p /var/lib/rancher/rke2/server/token /root/rke2-token`,
    note: 'On a server. The snapshot cannot be restored without the token; copy both off the node.',
  }),
});

/** docs.k0sproject.io/stable/upgrade and docs.k0sproject.io/stable/backup; k0sctl 0.32, `phase/upgrade_workers.go`. */
const K0S = oneAction({
  title: 'Set spec.k0s.version in k0sctl.yaml and apply, up',
  run: () => 'k0sctl apply --config k0sctl.yaml',
  note: ({ to }) =>
    `The version is v${formatVersion(to)}+k0s.0, or a newer build of it. Controllers go first, one after the other; workers are drained, 10 % of them at a time. Without k0sctl, on each node in turn: k0s stop, put the new k0s in the place of the old, k0s start.`,
  backup: () => ({
    run: 'k0s backup --save-path=/root',
    note: 'On a controller, as root; k0sctl backup does the same from where k0sctl runs. An external etcd or database is not part of it. Copy it off the node.',
  }),
});

/** kops.sigs.k8s.io/tutorial/upgrading-kubernetes and kops.sigs.k8s.io/operations/updates_and_upgrades. */
const KOPS = oneAction({
  title: 'Set spec.kubernetesVersion and replace the nodes, up',
  run: ({ to }) =>
    [
      `kops edit cluster <cluster> --set spec.kubernetesVersion=${formatVersion(to)}`,
      'kops update cluster <cluster>   # shows what it would change',
      ...(compareMinors(minorOf(to), '1.31') < 0
        ? ['kops update cluster <cluster> --yes', 'kops rolling-update cluster <cluster> --yes']
        : ['kops reconcile cluster <cluster> --yes']),
    ].join('\n'),
  note: ({ to }) =>
    `With a kops of ${minorOf(to)} or newer${compareMinors(minorOf(to), '1.31') < 0 ? '' : '; its reconcile takes control planes first, while update and rolling-update let new nodes join an old API server, which kubelets from 1.31 on do not stand'}. Every node is replaced: what new nodes write must pass the webhooks. With Terraform, apply the instance groups of the control plane first. etcd-manager saves etcd into the state store by itself.`,
});

/** docs.redhat.com OpenShift 4.19, "Updating a cluster using the CLI" and "Backing up etcd". */
const OPENSHIFT = oneAction({
  title: 'Choose the release of OpenShift that brings this minor, and go up',
  run: () => 'oc adm upgrade channel <channel>\noc adm upgrade\noc adm upgrade --to=<release>',
  note: ({ to }) =>
    `Kubernetes ${minorOf(to)} comes with OpenShift 4.${to.minor - 13}, say by channel stable-4.${to.minor - 13}. Read the conditional updates it names. Where the release takes APIs away, it waits for a word in ConfigMap openshift-config/admin-acks; oc adm upgrade says which.`,
  backup: () => ({
    run: 'oc debug --as-root node/<control-plane-node> -- chroot /host /usr/local/bin/cluster-backup.sh /home/core/assets/backup',
    note: 'On one control-plane node only; copy the folder off it. It can be restored into the same patch release alone.',
  }),
});

/** docs.redhat.com MicroShift 4.19, "Updating" (a minor asks for a reboot, a patch for a restart of the service); MicroShift `docs/contributor/updateability.md`. */
const MICROSHIFT = oneAction({
  title: 'Install the packages of the next release on the host, up',
  run: ({ to }) =>
    [
      `subscription-manager repos --enable rhocp-4.${to.minor - 13}-for-rhel-9-$(uname -m)-rpms`,
      'dnf update microshift && systemctl reboot',
    ].join('\n'),
  note: ({ to }) =>
    `Kubernetes ${minorOf(to)} comes with MicroShift 4.${to.minor - 13}; see whether it needs a newer RHEL. Where the host is an image (rpm-ostree, bootc), build one with the new packages and boot it: it goes back by itself where the health check fails. Packages do not go back.`,
  backup: (target) => ({
    run: `systemctl stop microshift && microshift backup /var/lib/microshift-backups/before-${target} && systemctl start microshift`,
    note: 'MicroShift is down meanwhile. The folder must not exist yet. With rpm-ostree the host does this by itself when it starts.',
  }),
});

/** kind.sigs.k8s.io/docs/user/quick-start. */
const KIND = oneAction({
  title: 'Create a new cluster with the node image, instead of going up',
  run: ({ to }) =>
    `kind create cluster --name <new name> --image kindest/node:v${formatVersion(to)}   # better with the digest from the release notes of kind`,
  note: () => 'kind does not upgrade a cluster in place, and has images for some patches only.',
});

/** Installers beside kubeadm and Talos, as their own documentation has it. */
export const OTHER_PLANS: Readonly<Partial<Record<DistributionName | 'unknown', InstallerPlan>>> = {
  k3s: K3S,
  rke2: RKE2,
  k0s: K0S,
  kops: KOPS,
  eks: EKS,
  gke: GKE,
  aks: AKS,
  openshift: OPENSHIFT,
  microshift: MICROSHIFT,
  kind: KIND,
};

/** Where the installer is not known, the order is all that can be said. */
export const UNKNOWN_PLAN: InstallerPlan = {
  hop: (hop) => [
    {
      title: `Control planes to ${formatVersion(hop.to)}, one after the other; then the kubelets`,
      verify: "kubectl get nodes; kubectl get --raw '/readyz?verbose'",
      note: 'The installer is not known, so no commands are given: name it with --distribution.',
    },
  ],
};
