import type { DistributionName } from '../../distributions/recognise.ts';
import type { Hop } from '../../upgrade/path.ts';
import { formatVersion, minorOf } from '../../upgrade/version.ts';
import type { InstallerPlan } from '../planning.ts';

/** An installer whose hop is one action and a look at what came of it. */
function oneAction(title: string, run: (hop: Hop) => string, note: string, backup?: string): InstallerPlan {
  return {
    ...(backup === undefined
      ? {}
      : { backup: () => ({ title: 'Save the state of the cluster', run: backup }) }),
    hop: (hop) => [
      {
        title: `${title} to ${formatVersion(hop.to)}`,
        run: run(hop),
        verify: "kubectl get nodes; kubectl get --raw '/readyz?verbose'",
        note,
      },
    ],
  };
}

const NODES_AFTER = 'The control plane first, the nodes when it is ready; each node is replaced or drained.';

/** Installers beside kubeadm and Talos, as their own documentation begins. */
export const OTHER_PLANS: Readonly<Partial<Record<DistributionName | 'unknown', InstallerPlan>>> = {
  k3s: oneAction(
    'On each server, then each agent, one after the other: install k3s again, up',
    (hop) =>
      `curl -sfL https://get.k3s.io | INSTALL_K3S_VERSION=v${formatVersion(hop.to)}+k3s1 sh -s - <as before>`,
    'Give the same arguments as at the first time. k3s writes through the webhooks when it starts and ends where they refuse.',
    'k3s etcd-snapshot save --name before-upgrade',
  ),
  rke2: oneAction(
    'On each server, then each agent, one after the other: install RKE2 again, up',
    (hop) =>
      `curl -sfL https://get.rke2.io | INSTALL_RKE2_VERSION=v${formatVersion(hop.to)}+rke2r1 sh -\nsystemctl restart rke2-server   # rke2-agent on agents`,
    'RKE2 writes through the webhooks when it starts and ends where they refuse.',
    'rke2 etcd-snapshot save --name before-upgrade',
  ),
  k0s: oneAction(
    'Set spec.k0s.version and apply, up',
    () => 'k0sctl apply --config k0sctl.yaml',
    'Controllers first, one after the other.',
    'k0s backup --save-path=/root',
  ),
  kops: oneAction(
    'Set spec.kubernetesVersion and replace the nodes, up',
    () => 'kops edit cluster\nkops update cluster --yes\nkops rolling-update cluster --yes',
    'Every node is replaced: what new nodes write must pass the webhooks.',
  ),
  eks: oneAction(
    'Upgrade the control plane, then the node groups, up',
    (hop) =>
      `aws eks update-cluster-version --name <cluster> --kubernetes-version ${minorOf(hop.to)}\naws eks update-nodegroup-version --cluster-name <cluster> --nodegroup-name <group>`,
    NODES_AFTER,
  ),
  gke: oneAction(
    'Upgrade the control plane, then the node pools, up',
    (hop) =>
      `gcloud container clusters upgrade <cluster> --master --cluster-version ${minorOf(hop.to)}\ngcloud container clusters upgrade <cluster> --node-pool <pool>`,
    NODES_AFTER,
  ),
  aks: oneAction(
    'Upgrade the control plane, then the node pools, up',
    (hop) =>
      `az aks upgrade --resource-group <group> --name <cluster> --kubernetes-version ${formatVersion(hop.to)} --control-plane-only\naz aks nodepool upgrade --resource-group <group> --cluster-name <cluster> --name <pool> --kubernetes-version ${formatVersion(hop.to)}`,
    NODES_AFTER,
  ),
  openshift: oneAction(
    'Choose the release of OpenShift that brings this minor, and go up',
    () => 'oc adm upgrade\noc adm upgrade --to=<release>',
    'Read the conditional updates it names.',
  ),
  microshift: oneAction(
    'Install the packages of the next release on the host, up',
    () => 'dnf update microshift && systemctl restart microshift',
    'With rpm-ostree the host goes back by itself where the health check fails.',
  ),
  kind: oneAction(
    'Create a new cluster with the node image, instead of going up',
    (hop) => `kind create cluster --image kindest/node:v${formatVersion(hop.to)}`,
    'kind does not upgrade a cluster in place.',
  ),
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
