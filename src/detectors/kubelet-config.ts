import { readDocuments } from '../components/read-document.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import type { DetectorParams } from '../knowledge/shapes/detect.ts';
import { type Detector, OBJECT_EVIDENCE } from './detector.ts';
import { findConfigMap } from './find-config-map.ts';
import { expressionsOf, type Subject, search } from './search.ts';
import { withoutNulls } from './without-nulls.ts';

const NAMES = ['config', 'node', 'cgroupVersion'];

/** What kubeadm keeps, and writes onto each node when it upgrades it. */
const DOCUMENT = {
  namespace: 'kube-system',
  name: 'kubelet-config',
  key: 'kubelet',
  ifMissing: 'miss',
} as const;

/**
 * Asks a condition of what each kubelet runs with and of the document that kubeadm will write onto the nodes. Where the kubelets were not
 * asked, the document is all there is, and the hazard says what it means that it says nothing.
 */
export const kubeletConfig: Detector<DetectorParams<'kubelet-config'>> = {
  name: 'kubelet-config',
  needs: () => ['kubelets', 'objects/configmaps'],
  evidence: ({ values = {} }) => [...OBJECT_EVIDENCE, ...Object.keys(values)],
  expressions: ({ where, values }) => expressionsOf({ where, values, names: NAMES }),
  detect: ({ where, values, ifUnasked }, { facts }) => {
    const running = ofKubelets(facts, ifUnasked);
    const written = ofDocument(facts);
    const subjects = [...running.subjects, ...written.subjects];
    return search(subjects, { where, values, names: NAMES }, [...running.gaps, ...written.gaps]);
  },
};

interface Seen {
  readonly subjects: readonly Subject[];
  readonly gaps: readonly string[];
}

function ofKubelets(facts: FactReader, ifUnasked: 'miss' | 'unknown'): Seen {
  const fact = facts.kubelets();
  if (fact === undefined) {
    const because = 'the kubelets were not asked what they run with, which --kubelets does';
    return { subjects: [], gaps: ifUnasked === 'miss' ? [] : [because] };
  }
  if (fact.state === 'unknown') return { subjects: [], gaps: [fact.because] };
  return {
    subjects: fact.value.map(({ config, ...told }) => ({
      ref: { kind: 'Node', name: told.node },
      inputs: { ...told, config: withoutNulls(config) },
    })),
    gaps: fact.state === 'partial' ? [fact.because] : [],
  };
}

/** Only kubeadm keeps one: elsewhere there is nothing that could be missing. */
function ofDocument(facts: FactReader): Seen {
  const found = findConfigMap(facts, DOCUMENT);
  if ('outcome' in found) return { subjects: [], gaps: found.outcome === 'unknown' ? found.because : [] };
  const documents = readDocuments(found.configMap, DOCUMENT.key);
  if (documents.state === 'unknown') return { subjects: [], gaps: [documents.because] };
  const subjects = documents.value.map((document) => ({
    ref: found.ref,
    inputs: { config: withoutNulls(document), node: '' },
  }));
  return { subjects, gaps: [] };
}
