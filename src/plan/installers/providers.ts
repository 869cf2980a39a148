import type { Hop } from '../../upgrade/path.ts';
import { compareMinors, formatVersion, minorOf } from '../../upgrade/version.ts';
import { oneAction } from './one-action.ts';

const NODES_AFTER = 'The control plane first, the nodes when it is ready; each node is replaced or drained.';

/** docs.aws.amazon.com/eks/latest/userguide/update-cluster; both commands return at once, and the second is refused while the first goes on. */
export const EKS = oneAction({
  title: 'Upgrade the control plane, then the node groups, up',
  run: ({ to }) =>
    [
      `aws eks update-cluster-version --name <cluster> --kubernetes-version ${minorOf(to)}`,
      'aws eks wait cluster-active --name <cluster>',
      `aws eks update-nodegroup-version --cluster-name <cluster> --nodegroup-name <group> --kubernetes-version ${minorOf(to)}`,
      'aws eks wait nodegroup-active --cluster-name <cluster> --nodegroup-name <group>',
    ].join('\n'),
  note: () =>
    `${NODES_AFTER} It cannot be taken back. Each wait gives up after some time and can be repeated. EKS brings patches by itself; self-managed nodes, Fargate pods and hybrid nodes are yours, and so are the add-ons (VPC CNI, CoreDNS, kube-proxy) afterwards.`,
});

/** cloud.google.com/kubernetes-engine/docs/how-to/upgrading-a-cluster, `gcloud container clusters upgrade --help` of 528, and the API's UpdateMaster (1.X stands for its newest version). */
export const GKE = oneAction({
  title: 'Upgrade the control plane, then the node pools, up',
  run: (hop) =>
    [
      `gcloud container clusters upgrade <cluster> --location <location> --master --cluster-version ${versionOf(hop)}`,
      'gcloud container clusters upgrade <cluster> --location <location> --node-pool <pool>',
    ].join('\n'),
  note: () =>
    `${NODES_AFTER} gcloud container get-server-config --location <location> says which versions there are. A pool without a version goes to that of the control plane.`,
});

/** learn.microsoft.com/azure/aks/upgrade-aks-control-plane, upgrade-node-pools and supported-kubernetes-versions (alias minor version). */
export const AKS = oneAction({
  title: 'Upgrade the control plane, then the node pools, up',
  run: (hop) =>
    [
      'az aks get-upgrades --resource-group <group> --name <cluster> --output table',
      `az aks upgrade --resource-group <group> --name <cluster> --kubernetes-version ${versionOf(hop)} --control-plane-only`,
      `az aks nodepool upgrade --resource-group <group> --cluster-name <cluster> --name <pool> --kubernetes-version ${versionOf(hop)}`,
    ].join('\n'),
  note: () =>
    `${NODES_AFTER} A minor stands for its newest patch that AKS has; AKS does not have every patch. Without --control-plane-only all node pools go along.`,
});

/** A provider does not have every patch of upstream, so a new minor is asked for as such. */
function versionOf({ from, to }: Hop): string {
  return compareMinors(minorOf(from), minorOf(to)) === 0 ? formatVersion(to) : minorOf(to);
}
