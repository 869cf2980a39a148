import type { FactReader } from '../facts/fact-reader.ts';
import { type KubeObject, refOf } from '../facts/kube-object.ts';
import type { Detection } from './detector.ts';
import type { Subject } from './search.ts';

/** Which document of which ConfigMap is meant. */
export interface ConfigMapKey {
  readonly namespace: string;
  readonly name: string;
  readonly key: string;
  readonly ifMissing: 'miss' | 'unknown';
}

/** The text under a key of a ConfigMap with what may be missing, or what is to be said where there is none. */
export function readConfigMapKey(
  facts: FactReader,
  { namespace, name, key, ifMissing }: ConfigMapKey,
): { readonly text: string; readonly ref: Subject['ref'] } | Detection {
  const fact = facts.objects('configmaps');
  if (fact.state === 'unknown') return { outcome: 'unknown', because: [fact.because] };
  const found = fact.value.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
  const text = found === undefined ? undefined : dataOf(found)[key];
  if (found !== undefined && typeof text === 'string') return { text, ref: refOf(found) };
  if (fact.state === 'partial') return { outcome: 'unknown', because: [fact.because] };
  if (ifMissing === 'miss') return { outcome: 'miss' };
  return {
    outcome: 'unknown',
    because: [
      found === undefined
        ? `there is no ConfigMap ${namespace}/${name} to tell`
        : `the ConfigMap ${namespace}/${name} has no ${key}`,
    ],
  };
}

function dataOf(object: KubeObject): Readonly<Record<string, unknown>> {
  return (object.data ?? {}) as Readonly<Record<string, unknown>>;
}
