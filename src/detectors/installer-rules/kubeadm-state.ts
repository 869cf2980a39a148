import type { Finding } from '../../assessment/finding.ts';
import { readDocument, scalarText } from '../../components/read-document.ts';
import { fieldsOf } from '../../facts/fields.ts';
import { refOf } from '../../facts/kube-object.ts';
import { formatVersion, minorOf, parseVersion } from '../../upgrade/version.ts';
import { type RuleContext, ruleFinding } from './rule.ts';

/** Reads what kubeadm noted of the cluster: whether its last upgrade came to its end, and whether it knows the etcd. */
export function kubeadmState({ facts, path, distribution }: RuleContext): readonly Finding[] {
  if (distribution !== 'kubeadm' && distribution !== 'kind') return [];
  const configMaps = facts.objects('configmaps');
  if (configMaps.state === 'unknown') return [];
  const config = configMaps.value.find(
    ({ metadata }) => metadata.namespace === 'kube-system' && metadata.name === 'kubeadm-config',
  );
  if (config === undefined) return [];
  const document = readDocument(config, 'ClusterConfiguration');
  if (document.state === 'unknown') return [];
  const noted = parseVersion(scalarText(document.value.kubernetesVersion));
  const server = facts.serverVersion();
  const running = server.state === 'unknown' ? undefined : parseVersion(server.value);
  const object = refOf(config);
  const external = fieldsOf(fieldsOf(document.value.etcd).external);
  return [
    ...(noted !== undefined && running !== undefined && minorOf(noted) !== minorOf(running)
      ? [
          ruleFinding(
            {
              id: 'kubeadm-upgrade-unfinished',
              severity: 'caution',
              component: 'kubeadm',
              title: `kubeadm notes ${formatVersion(noted)}, and the API server that answered runs ${formatVersion(running)}`,
              message:
                'An earlier kubeadm upgrade did not come to its end, or the control planes run several versions and a load balancer chose one of them. kubeadm takes the version of whichever answers for that of the cluster.',
              evidence: [
                {
                  object,
                  values: { kubernetesVersion: formatVersion(noted), answered: formatVersion(running) },
                },
              ],
              explain:
                'upload-config, which notes the version, comes after the control plane was exchanged; what comes after it (kubelet configuration, RBAC for joining, CoreDNS, kube-proxy) may be missing too.',
              remediate: [
                {
                  title:
                    'Finish the earlier upgrade first, on the node where it stopped; it is safe to repeat',
                  run: `kubeadm upgrade apply v${formatVersion(noted.minor > running.minor ? noted : running)}`,
                  verify:
                    'kubectl -n kube-system get pods -l component=kube-apiserver -o "custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image"',
                },
              ],
              source:
                'https://github.com/kubernetes/kubernetes/blob/v1.36.3/cmd/kubeadm/app/cmd/upgrade/apply.go',
            },
            path,
          ),
        ]
      : []),
    ...(Object.keys(external).length > 0
      ? [
          ruleFinding(
            {
              id: 'external-etcd-not-seen',
              severity: 'caution',
              component: 'etcd',
              title: 'The etcd is outside of the cluster, and its version cannot be seen',
              message:
                'kubeadm neither upgrades an external etcd nor shows its version in the API. Before it begins it asks for 3.5.24 or newer, and 1.34 and newer are tested with 3.6.',
              evidence: [{ object, values: { etcd: 'external' } }],
              explain:
                'The preflight check of the external etcd refuses an older one before anything is changed. Going from 3.5 to 3.6 is safe from 3.5.26 on only.',
              remediate: [
                {
                  title: 'Look at the versions of all its members',
                  run: 'etcdctl --endpoints=<one of its members> --cacert=<ca> --cert=<client certificate> --key=<client key> endpoint status --cluster -w table',
                },
              ],
              source:
                'https://github.com/kubernetes/kubernetes/blob/v1.36.3/cmd/kubeadm/app/constants/constants.go',
              unknown: ['an external etcd is not part of what the API shows'],
            },
            path,
          ),
        ]
      : []),
  ];
}
