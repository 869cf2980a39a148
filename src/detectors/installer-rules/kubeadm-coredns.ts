import { textOf } from '../../admission/read-fields.ts';
import type { Finding } from '../../assessment/finding.ts';
import { fieldsOf, listOf } from '../../facts/fields.ts';
import { type KubeObject, refOf } from '../../facts/kube-object.ts';
import { compareDotted, formatVersion, minorOf } from '../../upgrade/version.ts';
import { type RuleContext, ruleFinding } from './rule.ts';

/** The CoreDNS that kubeadm of each minor installs (kubeadm 1.31 to 1.36, `constants.go` CoreDNSVersion). */
const SHIPPED: Readonly<Record<string, string>> = {
  '1.31': '1.11.3',
  '1.32': '1.11.3',
  '1.33': '1.12.0',
  '1.34': '1.12.1',
  '1.35': '1.13.1',
  '1.36': '1.14.2',
};

/** Says where somebody upgraded CoreDNS beyond what kubeadm brings: it migrates a Corefile forwards only. */
export function kubeadmCoreDns({ facts, path, distribution }: RuleContext): readonly Finding[] {
  if (distribution !== 'kubeadm' && distribution !== 'kind') return [];
  const deployments = facts.objects('deployments.apps');
  if (deployments.state === 'unknown') return [];
  const coredns = deployments.value.find(
    ({ metadata }) => metadata.namespace === 'kube-system' && metadata.name === 'coredns',
  );
  const installed = coredns === undefined ? undefined : versionOf(coredns);
  if (coredns === undefined || installed === undefined) return [];
  const behind = path.hops.filter(({ to }) => {
    const shipped = SHIPPED[minorOf(to)];
    return shipped !== undefined && compareDotted(installed, shipped) > 0;
  });
  const [first] = behind;
  if (first === undefined) return [];
  const shipped = SHIPPED[minorOf(first.to)];
  return [
    ruleFinding(
      {
        id: 'kubeadm-coredns-newer',
        severity: 'caution',
        component: 'coredns',
        title: `CoreDNS ${installed} is newer than the ${shipped} that kubeadm ${minorOf(first.to)} brings`,
        message: `kubeadm migrates the Corefile from the running CoreDNS to its own. From ${installed} back to ${shipped} there is no way, so its check CoreDNSMigration can stop the upgrade before anything is changed; passed over, the Deployment may be taken back to ${shipped}.`,
        evidence: [{ object: refOf(coredns), values: { coredns: installed, kubeadm: shipped ?? '' } }],
        explain: 'kubeadm knows the CoreDNS of its own release and those before it.',
        remediate: [
          {
            title: `Keep CoreDNS out of kubeadm’s hands for this upgrade, or set dns.imageTag in kubeadm-config to v${installed}`,
            run: `kubeadm upgrade apply v${formatVersion(first.to)} --skip-phases=addon/coredns`,
            note: 'From kubeadm 1.32 on. kubeadm upgrade plan shows which CoreDNS it would bring.',
          },
        ],
        source:
          'https://github.com/kubernetes/kubernetes/blob/v1.36.3/cmd/kubeadm/app/phases/addons/dns/dns.go',
        hops: behind.map(({ from, to }) => ({ from: formatVersion(from), to: formatVersion(to) })),
      },
      path,
    ),
  ];
}

function versionOf({ spec }: KubeObject): string | undefined {
  const template = fieldsOf(fieldsOf(fieldsOf(spec).template).spec);
  const image = listOf(template.containers)
    .map((container) => textOf(fieldsOf(container).image, ''))
    .find((one) => /coredns/.test(one));
  return /:v?(\d{1,3}\.\d{1,3}\.\d{1,3})(?:[-+@]|$)/.exec(image ?? '')?.[1];
}
