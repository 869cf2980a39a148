import type { Finding } from '../../assessment/finding.ts';
import { listed } from '../../catalogues/listing.ts';
import { compareMinors, minorOf } from '../../upgrade/version.ts';
import { type RuleContext, ruleFinding } from './rule.ts';

const NAMESPACE = 'kube-system';

/**
 * Says where a ConfigMap is missing without which kubeadm does not begin an upgrade (kubeadm 1.24 to 1.36, `cmd/upgrade/common.go` and
 * `componentconfigs/kubelet.go`); it goes on without that of kube-proxy.
 */
export function kubeadmDocuments({ facts, path, distribution }: RuleContext): readonly Finding[] {
  const configMaps = facts.objects('configmaps');
  if (distribution !== 'kubeadm' || configMaps.state !== 'known') return [];
  // Until 1.24 that of the kubelets had the minor in its name, and is not read.
  const isUnversioned = compareMinors(minorOf(path.from), '1.25') >= 0;
  const missing = ['kubeadm-config', ...(isUnversioned ? ['kubelet-config'] : [])].filter(
    (name) =>
      !configMaps.value.some(({ metadata }) => metadata.namespace === NAMESPACE && metadata.name === name),
  );
  if (missing.length === 0) return [];
  const names = listed(missing.map((name) => `${NAMESPACE}/${name}`));
  const is = missing.length === 1 ? 'is' : 'are';
  return [
    ruleFinding(
      {
        id: 'kubeadm-config-missing',
        severity: 'blocker',
        component: 'kubeadm',
        title: `ConfigMap ${names} ${is} not there, and kubeadm begins no upgrade without`,
        message: `kubeadm upgrade plan and apply read ${names} before anything else, and end where ${missing.length === 1 ? 'it is' : 'one is'} not found.`,
        evidence: missing.map((name) => ({
          object: { kind: 'ConfigMap', namespace: NAMESPACE, name },
          values: {},
        })),
        explain:
          'kubeadm keeps in these what the control plane and the kubelets are configured with, and makes the new manifests and configurations from that. A restore that left them out, or a hand that tidied up, is not noticed until the next upgrade.',
        remediate: [
          {
            title:
              'Upload them again with kubeadm init phase upload-config all --config and the configuration that the cluster was made with',
            verify: 'kubectl -n kube-system get configmap kubeadm-config kubelet-config',
            note: 'Compare that configuration with the manifests in /etc/kubernetes/manifests first.',
          },
        ],
        rescue: [{ title: 'Nothing was changed: upload them, and begin again' }],
        source: 'https://github.com/kubernetes/kubernetes/blob/v1.36.3/cmd/kubeadm/app/cmd/upgrade/common.go',
      },
      path,
    ),
  ];
}
