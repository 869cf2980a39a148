import type { DistributionName } from '../../distributions/recognise.ts';
import { KUBEADM } from './kubeadm.ts';
import { K0S, KOPS, MICROSHIFT, unreachablePractice } from './others.ts';
import type { Practice } from './practice.ts';
import { rancherPractice } from './rancher.ts';
import { TALOS } from './talos.ts';

const PROVIDER =
  'The provider runs the control plane: deleting the configuration, and its support, are the ways.';

/** How each installer is rescued. What is not known is treated as kubeadm, whose static pods most others copy. */
export const PRACTICES: Readonly<Record<DistributionName | 'unknown', Practice>> = {
  kubeadm: KUBEADM,
  kind: {
    ...KUBEADM,
    doNot: [...KUBEADM.doNot, 'All of it happens inside the node container: docker exec -it <node> bash.'],
  },
  unknown: {
    ...KUBEADM,
    doNot: [
      ...KUBEADM.doNot,
      'These paths are those of kubeadm, since the installer is not known: give it with --distribution.',
    ],
  },
  talos: TALOS,
  k3s: rancherPractice('k3s'),
  rke2: rancherPractice('rke2'),
  k0s: K0S,
  kops: KOPS,
  eks: unreachablePractice(PROVIDER),
  gke: unreachablePractice(PROVIDER),
  aks: unreachablePractice(PROVIDER),
  openshift: unreachablePractice(
    'Its operators put any edit of the static pods back: the way is deleting the configuration, then the vendor.',
  ),
  microshift: MICROSHIFT,
};
