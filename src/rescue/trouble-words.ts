import type { Trouble, TroubleKind } from './log-reading.ts';

interface Words {
  readonly title: (subject: string) => string;
  readonly explain: string;
  /** What to do about it; `FLAG` says how the installer changes a flag. */
  readonly fix: string;
}

const TAKE_OUT = 'Take it out of the configuration. FLAG';

const WORDS: Readonly<Record<TroubleKind, Words>> = {
  'unknown-flag': {
    title: (subject) => `The new version does not know the flag ${subject}`,
    explain: 'A component ends at once when it is given a flag that its release has removed.',
    fix: TAKE_OUT,
  },
  'unknown-gate': {
    title: (subject) => `The new version does not know the feature gate ${subject}`,
    explain:
      'Gates are removed some releases after their feature became permanent; a component ends when one is set that it does not know.',
    fix: TAKE_OUT,
  },
  'locked-gate': {
    title: (subject) => `The feature gate ${subject} can no longer be set to this value`,
    explain: 'The feature is permanent in this release, so its gate is locked.',
    fix: TAKE_OUT,
  },
  'unknown-plugin': {
    title: (subject) => `The new version does not know the admission plugin ${subject}`,
    explain:
      'A plugin that is named in --enable-admission-plugins or --disable-admission-plugins must exist.',
    fix: 'Take its name out of the list. FLAG',
  },
  'unknown-api': {
    title: (subject) => `--runtime-config names an API that the new version does not have: ${subject}`,
    explain: 'An API version that is gone can no longer be switched on or off.',
    fix: 'Take it out of --runtime-config. FLAG',
  },
  'config-version': {
    title: (subject) => `A configuration file has a version of ${subject} that this release does not read`,
    explain: 'Versions of configuration files are removed like versions of APIs.',
    fix: 'Write the file in the version that the release documents, on every control-plane node.',
  },
  'bad-value': {
    title: (subject) => `The value of ${subject} is not accepted`,
    explain: 'The release reads this flag otherwise than the one before.',
    fix: 'Give it a value that the release documents. FLAG',
  },
  'address-in-use': {
    title: (subject) => `The address ${subject} is already in use`,
    explain:
      'Another process has the port: often an old kube-apiserver, or a second one from a copy of its manifest.',
    fix: 'Find it with ss -ltnp, and look for a second manifest in the folder of static pods.',
  },
  'missing-file': {
    title: (subject) => `The file ${subject} is missing`,
    explain: 'A flag names a file that is not there, or that is not mounted into the container.',
    fix: 'Put the file back, mount it, or take the flag out. FLAG',
  },
  'expired-certificate': {
    title: () => 'A certificate has expired',
    explain:
      'Certificates that kubeadm makes last one year and are renewed by an upgrade, so a cluster that was not upgraded for a year stops.',
    fix: 'Renew it (kubeadm certs renew all, then restart the static pods) and check the clock of the node.',
  },
  'client-ca': {
    title: () => 'ConfigMap kube-system/extension-apiserver-authentication could not be written',
    explain:
      'The hook ca-registration must write it. A webhook on namespaces or ConfigMaps that cannot be called was seen to prevent that.',
    fix: 'Look for a webhook on namespaces or configmaps, and for its CA bundle.',
  },
  'etcd-unreachable': {
    title: () => 'etcd does not answer',
    explain: 'kube-apiserver stores everything there and cannot start without it. No webhook is to blame.',
    fix: 'Look at etcd first: is it running, do its members see each other (etcdctl endpoint status --cluster -w table), is the disk full, do the certificates hold?',
  },
  'etcd-downgrade': {
    title: () => 'etcd refuses to run a version older than its data',
    explain:
      'Once all members run a newer minor the cluster version rises, and an older etcd does not start on that data any more.',
    fix: 'Start the newer etcd again, or restore a backup that the older one made.',
  },
  'etcd-learners': {
    title: () => 'etcd says that it has too many learner members',
    explain:
      'etcd before 3.5.26 can keep members that were removed; 3.6 reads its membership from another place and sees them again.',
    fix: 'Go back to etcd 3.5, bring it to 3.5.26 or newer, compare etcdctl member list on each member, and only then go to 3.6.',
  },
  'etcd-space': {
    title: () => 'etcd has no space left',
    explain: 'etcd refuses every write until it was compacted and defragmented and its alarm was cleared.',
    fix: 'etcdctl compact <revision>, the one that etcdctl endpoint status -w json names, then etcdctl defrag on each member, then etcdctl alarm disarm.',
  },
  'etcd-cluster-id': {
    title: () => 'An etcd member belongs to another cluster',
    explain:
      'Its data directory comes from a cluster with another identity, as after a restore on one member only.',
    fix: 'Remove that member, empty its data directory, and add it again.',
  },
  'admission-not-ready': {
    title: (subject) =>
      `The server refused its own write before it was ready itself (${subject || 'an object'})`,
    explain:
      'In a large cluster its informers are not filled after 10 s, and the repair of Service addresses gives up. No webhook is to blame (kubernetes/kubernetes#136288).',
    fix: 'Go to a patch that has the fix: 1.33.11 or 1.36.0, or newer. Meanwhile the process may get through on one of its next starts.',
  },
  'service-cidr-unseen': {
    title: () => 'The default ServiceCIDR exists, but the server does not see it',
    explain:
      'Creating it is answered with "already exists" while the informer never shows it. No webhook is to blame (k0sproject/k0s#8246).',
    fix: 'Look whether servicecidrs can be listed at all, and whether etcd serves that key: etcdctl get --prefix /registry/servicecidrs.',
  },
  'conversion-webhook': {
    title: (subject) => `The conversion webhook of ${subject} does not answer`,
    explain:
      'Objects of a CustomResourceDefinition with a conversion webhook cannot be read in another version while it is down. It does not keep kube-apiserver from starting.',
    fix: 'Bring back the pods behind it; they are not in the way of the start.',
  },
  'static-pod-unchanged': {
    title: (subject) => `kubeadm waited in vain for the new ${subject} pod and took its step back`,
    explain:
      'The API did not show the new pod of the static manifest within 5 minutes. Either it does not start, or a webhook on pods turned its mirror pod away.',
    fix: 'Look at the log of that component; where it is healthy, look for a webhook that matches pods in kube-system.',
  },
  'health-check-job': {
    title: () => 'The Job upgrade-health-check of kubeadm did not get through',
    explain:
      'Before it changes anything kubeadm runs a Job in kube-system. A webhook or policy on jobs or pods, a registry without the pause image, or a slow start of pods (15 s, 60 s from 1.36 on) stops it.',
    fix: 'Nothing was changed yet. kubectl -n kube-system describe job,pod shows what became of it.',
  },
  'version-policy': {
    title: (subject) => `kubeadm refuses to go to ${subject}`,
    explain: 'kubeadm goes one minor at a time, and never further than its own version.',
    fix: 'Install kubeadm of the next minor and go through each minor in between.',
  },
};

/** A trouble in words. */
export function troubleWords(
  { kind, subject }: Trouble,
  editFlag: string,
): { readonly title: string; readonly explain: string; readonly fix: string } {
  const { title, explain, fix } = WORDS[kind];
  return { title: title(subject), explain, fix: fix.replace('FLAG', editFlag) };
}
