import type { ComponentPod } from '../components/component-pods.ts';
import { readDocument } from '../components/read-document.ts';
import { readComponentSettings, SETTINGS_FACTS } from '../components/settings.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import { fieldsOf } from '../facts/fields.ts';
import { refOf } from '../facts/kube-object.ts';
import type { DetectorParams } from '../knowledge/shapes/detect.ts';
import { type Detector, type Evidence, OBJECT_EVIDENCE } from './detector.ts';
import { findConfigMap } from './find-config-map.ts';
import { owningWorkload } from './owning-workload.ts';

type Params = DetectorParams<'proxy-mode'>;

const CONFIG = { namespace: 'kube-system', name: 'kube-proxy', key: 'config.conf' } as const;

/** What a mode that nobody set is called. */
const UNSET = 'unset';

interface Seen {
  readonly evidence: readonly Evidence[];
  readonly because: readonly string[];
}

const NOTHING: Seen = { evidence: [], because: [] };

/**
 * Finds kube-proxies that run in one of some modes. With --config the configuration file alone counts, and other flags are passed
 * over (kube-proxy 1.31, cmd/kube-proxy/app/options.go); kubeadm keeps that file in a ConfigMap, Talos starts kube-proxy with flags.
 */
export const proxyMode: Detector<Params> = {
  name: 'proxy-mode',
  needs: () => SETTINGS_FACTS,
  evidence: () => [...OBJECT_EVIDENCE, 'mode'],
  detect: ({ modes }, { facts }) => {
    const settings = readComponentSettings(facts);
    const pods = settings.pods.filter(({ component }) => component === 'kube-proxy');
    const byFlags = pods.flatMap((pod) => modeByFlags(pod, facts));
    const byFile = pods.length === 0 || pods.some(usesFile) ? modeByFile(facts, pods.length > 0) : NOTHING;
    const evidence = [...byFlags, ...byFile.evidence].filter(({ values }) =>
      modes.some((mode) => mode === values.mode),
    );
    const because = [
      ...byFile.because,
      ...pods.filter(({ flags }) => flags === undefined).map(hiddenFlags),
      ...podGaps(facts),
    ];
    if (evidence.length > 0) return { outcome: 'hit', evidence: unique(evidence), because };
    return because.length > 0 ? { outcome: 'unknown', because } : { outcome: 'miss' };
  },
};

function usesFile({ flags }: ComponentPod): boolean {
  return flags?.some(({ name }) => name === 'config') === true;
}

function modeByFlags(proxy: ComponentPod, facts: FactReader): readonly Evidence[] {
  if (proxy.flags === undefined || usesFile(proxy)) return [];
  const mode = proxy.flags.findLast(({ name }) => name === 'proxy-mode')?.value;
  const object = owningWorkload(proxy.pod, facts) ?? refOf(proxy.pod);
  return [{ object, values: { mode: mode === undefined || mode === '' ? UNSET : mode } }];
}

/** A cluster without kube-proxy has no such ConfigMap either; one whose kube-proxies read a file must have it. */
function modeByFile(facts: FactReader, isRead: boolean): Seen {
  const found = findConfigMap(facts, { ...CONFIG, ifMissing: isRead ? 'unknown' : 'miss' });
  if ('outcome' in found) return { evidence: [], because: found.outcome === 'unknown' ? found.because : [] };
  const document = readDocument(found.configMap, CONFIG.key);
  if (document.state === 'unknown') return { evidence: [], because: [document.because] };
  const mode = String(fieldsOf(document.value).mode ?? '');
  return { evidence: [{ object: found.ref, values: { mode: mode === '' ? UNSET : mode } }], because: [] };
}

function hiddenFlags({ pod }: ComponentPod): string {
  return `the command line of pod ${pod.metadata.namespace}/${pod.metadata.name} does not show how it starts kube-proxy`;
}

function podGaps(facts: FactReader): readonly string[] {
  const pods = facts.objects('pods');
  return pods.state === 'known' ? [] : [pods.because];
}

function unique(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(evidence.map((one) => [JSON.stringify(one), one])).values()];
}
