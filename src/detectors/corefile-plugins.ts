import type { DetectorParams } from '../knowledge/shapes/detect.ts';
import { readCorefile } from './corefile.ts';
import { type Detector, OBJECT_EVIDENCE } from './detector.ts';
import { findConfigMap } from './find-config-map.ts';

const COREFILE = { namespace: 'kube-system', name: 'coredns', key: 'Corefile', ifMissing: 'miss' } as const;

/** Finds plugins in the Corefile of kube-system that are none of those given. */
export const corefilePlugins: Detector<DetectorParams<'corefile-plugins'>> = {
  name: 'corefile-plugins',
  needs: () => ['objects/configmaps'],
  evidence: () => [...OBJECT_EVIDENCE, 'plugin', 'line'],
  detect: ({ otherThan }, { facts }) => {
    const found = findConfigMap(facts, COREFILE);
    if ('outcome' in found) return found;
    const evidence = readCorefile(found.text)
      .filter(({ name }) => !otherThan.includes(name))
      .map(({ name, line }) => ({ object: found.ref, values: { plugin: name, line: String(line) } }));
    return evidence.length > 0 ? { outcome: 'hit', evidence } : { outcome: 'miss' };
  },
};
