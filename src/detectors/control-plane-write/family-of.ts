/**
 * Families of ids. Those of others are not those of kube-apiserver's own writes: a cluster whose nodes or installer are refused still has an
 * API that answers, so that what refuses them can be mended or deleted there and then.
 */
const FAMILIES: Readonly<Record<string, string>> = {
  'kube-apiserver': 'control-plane-write',
  kubeadm: 'installer-write',
  talos: 'installer-write',
  kubelet: 'node-write',
  drain: 'node-write',
  'kube-controller-manager': 'controller-write',
  'kube-scheduler': 'controller-write',
};

/** The family of hazards that the writes of an actor belong to. */
export function familyOf(actor: string): string {
  return FAMILIES[actor] ?? 'installer-write';
}
