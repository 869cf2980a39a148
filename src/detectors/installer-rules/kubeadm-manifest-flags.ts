import type { Finding } from '../../assessment/finding.ts';
import { someOf } from '../../catalogues/listing.ts';
import type { ComponentName, FlagSetting } from '../../components/component.ts';
import { readComponentSettings } from '../../components/settings.ts';
import { formatVersion } from '../../upgrade/version.ts';
import type { Evidence } from '../detector.ts';
import { type RuleContext, ruleFinding } from './rule.ts';

const SERVING = 'authentication-kubeconfig authorization-kubeconfig bind-address kubeconfig leader-elect';

/** The flags that kubeadm writes by itself (kubeadm 1.29, `phases/controlplane/manifests.go`; 1.33 and 1.34 as recorded). */
const OWN: Readonly<Partial<Record<ComponentName, ReadonlySet<string>>>> = {
  'kube-apiserver': words(
    'advertise-address allow-privileged authorization-mode client-ca-file enable-admission-plugins enable-bootstrap-token-auth',
    'etcd-cafile etcd-certfile etcd-keyfile etcd-servers kubelet-client-certificate kubelet-client-key',
    'kubelet-preferred-address-types proxy-client-cert-file proxy-client-key-file requestheader-allowed-names',
    'requestheader-client-ca-file requestheader-extra-headers-prefix requestheader-group-headers',
    'requestheader-username-headers secure-port service-account-issuer service-account-key-file',
    'service-account-signing-key-file service-cluster-ip-range tls-cert-file tls-private-key-file',
  ),
  'kube-controller-manager': words(
    SERVING,
    'allocate-node-cidrs client-ca-file cluster-cidr cluster-name cluster-signing-cert-file cluster-signing-key-file controllers',
    'requestheader-client-ca-file root-ca-file service-account-private-key-file service-cluster-ip-range',
    'use-service-account-credentials',
  ),
  'kube-scheduler': words(SERVING),
};

/** What kubeadm writes for flags that people like to add to. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'enable-admission-plugins': 'NodeRestriction',
  'authorization-mode': 'Node,RBAC',
};

/** Says which flags of the running control plane stand in no ClusterConfiguration: kubeadm writes the manifests anew, without them. */
export function kubeadmManifestFlags({ facts, path, distribution }: RuleContext): readonly Finding[] {
  if (distribution !== 'kubeadm') return [];
  const { flags, hasClusterConfiguration } = readComponentSettings(facts);
  if (!hasClusterConfiguration) return [];
  const target = path.hops.at(-1)?.to;
  return Object.entries(OWN).flatMap(([component, own]) => {
    const ofComponent = flags.filter((flag) => flag.component === component);
    const noted = new Set(ofComponent.filter(isNoted).map(({ name }) => name));
    const lost = ofComponent.filter((flag) => !noted.has(flag.name) && isLost(flag, own));
    const names = [...new Set(lost.map(({ name }) => name))].sort();
    if (names.length === 0) return [];
    return [
      ruleFinding(
        {
          id: `kubeadm-forgets-flags/${component}`,
          severity: 'caution',
          component: 'kubeadm',
          title: `kubeadm writes the manifest of ${component} anew, without ${names.length === 1 ? 'a flag that was' : `${names.length} flags that were`} only set there`,
          message: `${component} runs with ${someOf(
            names.map((name) => `--${name}`),
            4,
          )}, which ConfigMap kubeadm-config does not name. Each kubeadm upgrade makes the manifest from that ConfigMap, so ${component} comes back without.`,
          evidence: names.map((name) => evidenceOf(name, lost)),
          explain:
            'What was written into a manifest by hand lasts until the next upgrade. Only what ClusterConfiguration says, and what kubeadm upgrade is given by --patches, is there afterwards; whether patches are used cannot be seen through the API. Without its encryption-provider-config an API server cannot read Secrets that were encrypted, without its oidc flags nobody logs in through them, without its audit flags nothing is written down.',
          remediate: [
            {
              title: 'See what the upgrade would change',
              run: `kubeadm upgrade diff v${target === undefined ? '' : formatVersion(target)}`,
            },
            {
              title: `Put the flags, and the folders of their files, under extraArgs and extraVolumes of ${component} in the ConfigMap; or keep them as patches and give kubeadm upgrade --patches`,
              run: 'kubectl -n kube-system edit configmap kubeadm-config',
            },
          ],
          rescue: [
            {
              title:
                'Put the flags and their volumes back into the manifest on each control-plane node; the old one is in the backups of kubeadm',
              run: 'ls -d /etc/kubernetes/tmp/kubeadm-backup-manifests-*',
            },
          ],
          source: 'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-reconfigure/',
        },
        path,
      ),
    ];
  });
}

function isNoted({ place }: FlagSetting): boolean {
  return place.object.kind === 'ConfigMap';
}

function isLost({ name, value }: FlagSetting, own: ReadonlySet<string>): boolean {
  const written = DEFAULTS[name];
  return !own.has(name) || (written !== undefined && value !== written);
}

function evidenceOf(name: string, lost: readonly FlagSetting[]): Evidence {
  const of = lost.filter((flag) => flag.name === name);
  const [first] = of;
  return {
    ...(first === undefined ? {} : { object: first.place.object }),
    values: { flag: `--${name}`, 'after the upgrade': DEFAULTS[name] ?? 'not set' },
  };
}

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').split(' '));
}
