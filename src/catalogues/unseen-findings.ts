import type { Finding } from '../assessment/finding.ts';
import { COMPONENT_ORDER, type UnseenSettings } from '../components/component.ts';
import type { ComponentSettings } from '../components/settings.ts';
import type { Topology } from '../distributions/topology.ts';
import type { Fact } from '../facts/fact.ts';
import { hopName } from '../upgrade/hop-name.ts';
import type { Path } from '../upgrade/path.ts';
import { listed } from './listing.ts';

/** Components that every control-plane node runs. */
const ON_EACH_NODE = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;

/**
 * Says which components' settings could not be seen. One finding for all of them, and one for those of a provider: each release drops gates, flags or plugins, so that
 * any unseen command line may hold one that keeps its component from starting.
 */
export function unseenFindings(
  settings: ComponentSettings,
  topology: Fact<Topology>,
  path: Path,
  distribution: string,
  isProvided: boolean,
): readonly Finding[] {
  const unseen = [...settings.unseen, ...missingPods(settings, topology)].filter(
    // The ConfigMaps of kubeadm and of its kubelets are only where kubeadm is, and etcd has no row in any catalogue.
    ({ component }) =>
      component !== 'etcd' && (!KUBEADM_ONLY.includes(component) || USES_KUBEADM.includes(distribution)),
  );
  const isProviders = ({ component }: UnseenSettings) =>
    isProvided && ON_EACH_NODE.some((name) => name === component);
  return [
    ...tell(
      unseen.filter((one) => !isProviders(one)),
      path,
    ),
    ...tell(unseen.filter(isProviders), path).map(providersOwn),
  ];
}

/** The provider starts them, exchanges them and sets what they are started with: what a release drops is not for its customer to find. */
function providersOwn(finding: Finding): Finding {
  return {
    ...finding,
    id: 'component-settings-of-the-provider',
    severity: 'info',
    title: `The provider sets what ${finding.component} ${finding.evidence.length > 1 ? 'start' : 'starts'} with`,
    message: `The API does not show how ${finding.component} ${finding.evidence.length > 1 ? 'are' : 'is'} started. Where a release drops a flag or a gate, it is for the provider to see to that.`,
    remediate: [],
  };
}

function tell(unseen: readonly UnseenSettings[], path: Path): readonly Finding[] {
  const first = path.hops[0];
  if (unseen.length === 0 || first === undefined) return [];
  const components = COMPONENT_ORDER.filter((component) => unseen.some((one) => one.component === component));
  const who = listed(components);
  const because = [...new Set(unseen.map((one) => one.because))];
  return [
    {
      id: 'component-settings',
      hazard: 'component-settings',
      outcome: 'unknown',
      severity: 'blocker',
      confidence: 'confirmed',
      category: 'flag-removal',
      component: who,
      title: `Whether ${who} ${components.length > 1 ? 'start' : 'starts'} with today's settings cannot be told`,
      message: `Each release drops feature gates, flags or admission plugins, and a component that is still given one exits at once. The settings of ${who} could not be seen: ${because.join('; ')}.`,
      hop: hopName(first),
      hops: path.hops.map(hopName),
      evidence: components.map((component) => ({ values: { component } })),
      because,
      explain:
        'Command lines are read from the pods of kube-system, and configuration from the ConfigMaps kubeadm-config, kubelet-config and kube-proxy there. Where a provider or the nodes themselves start a component, the API does not show how.',
      remediate: remedies(unseen),
      rescue: [],
      sources: [
        {
          type: 'docs',
          url: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates-removed/',
        },
      ],
    },
  ];
}

const KUBEADM_ONLY: readonly string[] = ['kubeadm', 'kubelet'];
const USES_KUBEADM: readonly string[] = ['kubeadm', 'kind', 'unknown'];

/** A control-plane node without a visible pod of a component hides that one's flags, unless all come from one configuration. */
function missingPods(settings: ComponentSettings, topology: Fact<Topology>): readonly UnseenSettings[] {
  if (topology.state === 'unknown' || settings.hasClusterConfiguration) return [];
  return ON_EACH_NODE.flatMap((component) => {
    const nodes = settings.pods.filter((pod) => pod.component === component).map(({ node }) => node);
    const missing = topology.value.controlPlane.filter((name) => !nodes.includes(name));
    return nodes.length === 0 || missing.length === 0
      ? []
      : [{ component, because: `no pod of ${component} is visible on ${listed(missing)}` }];
  });
}

function remedies(unseen: readonly UnseenSettings[]): Finding['remediate'] {
  const next = [...new Set(unseen.flatMap((one) => one.next ?? []))];
  return [
    ...next.map((title) => ({ title })),
    {
      title: 'Hold the settings against the removals of each release: holdshort hazards lists them',
      note: 'Look for --feature-gates, --enable-admission-plugins, --disable-admission-plugins, --runtime-config and removed flags.',
    },
  ];
}
