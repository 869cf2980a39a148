import { uniqueBy } from '../collections.ts';
import type { Fact } from '../facts/fact.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import type { Fields } from '../facts/fields.ts';
import { type KubeObject, refOf } from '../facts/kube-object.ts';
import {
  type ComponentName,
  type FlagSetting,
  type GateSetting,
  POD_COMPONENTS,
  type UnseenSettings,
} from './component.ts';
import { type ComponentPod, findComponentPods } from './component-pods.ts';
import { gatesOfConfig, gatesOfFlags } from './feature-gate-settings.ts';
import { flagsOfClusterConfiguration, gatesOfClusterConfiguration } from './kubeadm-config.ts';
import { readDocument, readDocuments } from './read-document.ts';

/** What the components of a cluster are started with, as far as the cluster shows it. */
export interface ComponentSettings {
  readonly pods: readonly ComponentPod[];
  readonly flags: readonly FlagSetting[];
  readonly gates: readonly GateSetting[];
  readonly unseen: readonly UnseenSettings[];
  /** Whether kubeadm's ClusterConfiguration was read: all control planes get their next manifests from it. */
  readonly hasClusterConfiguration: boolean;
}

/** The facts that settings are read from. */
export const SETTINGS_FACTS = ['objects/pods', 'objects/configmaps', 'kubelets'] as const;

const settingsOf = new WeakMap<FactReader, ComponentSettings>();

/** Reads the settings of every component, once for all who ask of the same facts. */
export function readComponentSettings(facts: FactReader): ComponentSettings {
  const settings = settingsOf.get(facts) ?? gatherSettings(facts);
  settingsOf.set(facts, settings);
  return settings;
}

function gatherSettings(facts: FactReader): ComponentSettings {
  const podsFact = facts.objects('pods');
  const configMaps = facts.objects('configmaps');
  const pods = POD_COMPONENTS.flatMap((component) =>
    podsFact.state === 'unknown' ? [] : findComponentPods(component, podsFact.value),
  );
  const cluster = readConfig(configMaps, 'kubeadm-config', 'ClusterConfiguration');
  const kubelet = readConfig(configMaps, 'kubelet-config', 'kubelet');
  const proxy = readConfig(configMaps, 'kube-proxy', 'config.conf');
  const kubelets = facts.kubelets();
  const flags = [
    ...pods.flatMap(flagsOfPod),
    ...read(cluster, (document, configMap) => flagsOfClusterConfiguration(document, configMap)),
  ];
  return {
    pods,
    flags,
    gates: [
      ...gatesOfFlags(flags),
      ...read(cluster, (document, configMap) => gatesOfClusterConfiguration(document, configMap)),
      ...read(kubelet, (_, configMap) => gatesOfKubeletDocuments(configMap)),
      ...gatesOfKubelets(kubelets),
      ...read(proxy, (document, configMap) =>
        gatesOfConfig('kube-proxy', document, {
          object: refOf(configMap),
          field: 'config.conf.featureGates',
        }),
      ),
    ],
    unseen: [
      ...POD_COMPONENTS.flatMap((component) => unseenOf(component, podsFact, pods)),
      ...unreadConfig('kubeadm', cluster),
      // Kubelets that told what they run with make up for a document that nobody may read. One that is no YAML ends kubeadm all the same.
      ...(kubelets?.state === 'known' && configMaps.state !== 'known'
        ? []
        : unreadConfig('kubelet', kubelet)),
      ...(pods.some(usesConfigFile) ? unreadConfig('kube-proxy', proxy, 'required') : []),
    ],
    hasClusterConfiguration: cluster.document.state === 'known',
  };
}

function gatesOfKubeletDocuments(configMap: KubeObject): readonly GateSetting[] {
  const documents = readDocuments(configMap, 'kubelet');
  if (documents.state === 'unknown') return [];
  const place = { object: refOf(configMap), field: 'kubelet.featureGates' };
  const gates = documents.value.flatMap((document) => gatesOfConfig('kubelet', document, place));
  return uniqueBy(gates, ({ name, text }) => `${name}=${text}`);
}

function gatesOfKubelets(kubelets: ReturnType<FactReader['kubelets']>): readonly GateSetting[] {
  if (kubelets === undefined || kubelets.state === 'unknown') return [];
  return kubelets.value.flatMap(({ node, config }) =>
    gatesOfConfig('kubelet', config, {
      object: { kind: 'Node', name: node },
      field: 'kubeletconfig.featureGates',
    }),
  );
}

interface Config {
  /** Absent where the ConfigMap is not there, or could not be read. */
  readonly configMap?: KubeObject;
  readonly document: Fact<Fields>;
  readonly isMissing: boolean;
}

function readConfig(fact: Fact<readonly KubeObject[]>, name: string, key: string): Config {
  if (fact.state === 'unknown') return { document: fact, isMissing: false };
  const configMap = fact.value.find(
    ({ metadata }) => metadata.namespace === 'kube-system' && metadata.name === name,
  );
  if (configMap !== undefined) return { configMap, document: readDocument(configMap, key), isMissing: false };
  const because = `ConfigMap kube-system/${name} is not there`;
  if (fact.state === 'known') return { document: { state: 'unknown', because }, isMissing: true };
  return { document: { state: 'unknown', because: fact.because }, isMissing: false };
}

function read<T>(
  config: Config,
  look: (document: Fields, configMap: KubeObject) => readonly T[],
): readonly T[] {
  const { configMap, document } = config;
  return configMap === undefined || document.state === 'unknown' ? [] : look(document.value, configMap);
}

/** A ConfigMap that is not there hides nothing, unless a component says that it reads one. */
function unreadConfig(
  component: ComponentName,
  { document, isMissing }: Config,
  need: 'optional' | 'required' = 'optional',
): readonly UnseenSettings[] {
  if (document.state !== 'unknown' || (isMissing && need === 'optional')) return [];
  return [
    { component, because: document.because, ...(document.next === undefined ? {} : { next: document.next }) },
  ];
}

function unseenOf(
  component: ComponentName,
  fact: Fact<readonly KubeObject[]>,
  all: readonly ComponentPod[],
): readonly UnseenSettings[] {
  if (fact.state === 'unknown')
    return [{ component, because: fact.because, ...(fact.next === undefined ? {} : { next: fact.next }) }];
  const pods = all.filter((pod) => pod.component === component);
  const silent = pods.filter(({ flags }) => flags === undefined);
  const found = silent.map(({ pod }) => ({
    component,
    because: `pod ${pod.metadata.namespace}/${pod.metadata.name} does not show the command line of ${component}`,
  }));
  if (fact.state === 'partial') return [...found, { component, because: fact.because }];
  if (pods.length > 0 || OPTIONAL.includes(component)) return found;
  return [
    {
      component,
      because: `no pod of kube-system runs ${component}: a provider, or the nodes themselves, start it`,
    },
  ];
}

/** Clusters do without these, or keep them elsewhere for good reasons. */
const OPTIONAL: readonly ComponentName[] = ['etcd', 'kube-proxy'];

function flagsOfPod({ component, pod, flags = [] }: ComponentPod): readonly FlagSetting[] {
  return flags.map(({ name, value }) => ({
    component,
    name,
    value,
    place: { object: refOf(pod), field: `--${name}` },
  }));
}

function usesConfigFile({ component, flags = [] }: ComponentPod): boolean {
  return component === 'kube-proxy' && flags.some(({ name }) => name === 'config');
}
