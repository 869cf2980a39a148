import type { FactReader } from '../facts/fact-reader.ts';
import { type KubeObject, type ObjectRef, refOf } from '../facts/kube-object.ts';
import type { Detection } from './detector.ts';

/** Which text of which ConfigMap is meant. */
export interface ConfigMapKey {
  readonly namespace: string;
  readonly name: string;
  readonly key: string;
  readonly ifMissing: 'miss' | 'unknown';
}

/** The ConfigMap that has a text under a key, or what is to be said where there is none. */
export function findConfigMap(
  facts: FactReader,
  { namespace, name, key, ifMissing }: ConfigMapKey,
): { readonly configMap: KubeObject; readonly text: string; readonly ref: ObjectRef } | Detection {
  const fact = facts.objects('configmaps');
  if (fact.state === 'unknown') return { outcome: 'unknown', because: [fact.because] };
  const configMap = fact.value.find(
    ({ metadata }) => metadata.namespace === namespace && metadata.name === name,
  );
  const data = (configMap?.data ?? {}) as Readonly<Record<string, unknown>>;
  const text = data[key];
  if (configMap !== undefined && typeof text === 'string') return { configMap, text, ref: refOf(configMap) };
  if (fact.state === 'partial') return { outcome: 'unknown', because: [fact.because] };
  if (ifMissing === 'miss') return { outcome: 'miss' };
  const because =
    configMap === undefined
      ? `there is no ConfigMap ${namespace}/${name} to tell`
      : `the ConfigMap ${namespace}/${name} has no ${key}`;
  return { outcome: 'unknown', because: [because] };
}
