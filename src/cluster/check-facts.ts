import type { ClusterFacts } from '../facts/cluster-facts.ts';
import { isFields } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { MOST_NESTED, nestsWithin } from '../nesting.ts';
import { misshapen } from './object-shapes.ts';

/**
 * Makes sure that a document has the shape of facts, so that whatever is decided from it cannot trip. Everything that later code
 * relies on is looked at: states, objects' names, labels. Unknown fields pass.
 */
export function checkFacts(
  document: unknown,
): { readonly facts: ClusterFacts } | { readonly problem: string } {
  if (!isFields(document)) return { problem: 'it holds no facts' };
  if (!nestsWithin(document)) return { problem: `its facts nest deeper than ${MOST_NESTED} levels` };
  const { origin, serverVersion, discovery, objects, requestedApis, metrics = {}, kubelets } = document;
  const isOrigin =
    isFields(origin) &&
    (origin.kind === 'cluster' || origin.kind === 'files') &&
    typeof origin.id === 'string';
  if (!isOrigin) return { problem: 'it does not say where it comes from' };
  if (!isFields(metrics)) return { problem: 'its metrics are malformed' };
  const checks: [string, unknown, (value: unknown) => boolean][] = [
    ['serverVersion', serverVersion, (value) => typeof value === 'string'],
    ['discovery', discovery, (value) => isListOf(value, isServedResource)],
    ['requestedApis', requestedApis, (value) => isListOf(value, isRequestedApi)],
    ...Object.entries(metrics).map(([name, fact]): [string, unknown, (value: unknown) => boolean] => [
      name,
      fact,
      (value) => isListOf(value, isSeries),
    ]),
    ...(kubelets === undefined ? [] : [kubeletsCheck(kubelets)]),
    ...Object.entries(isFields(objects) ? objects : {}).map(
      ([key, fact]): [string, unknown, (value: unknown) => boolean] => [
        key,
        fact,
        (value) => isListOf(value, isKubeObject),
      ],
    ),
  ];
  if (!isFields(objects)) return { problem: 'it holds no objects' };
  const broken = checks.find(([, fact, test]) => !isFact(fact, test));
  if (broken !== undefined) return { problem: `its fact ${JSON.stringify(broken[0])} is malformed` };
  return { facts: document as unknown as ClusterFacts };
}

function isFact(fact: unknown, test: (value: unknown) => boolean): boolean {
  if (!isFields(fact)) return false;
  if (fact.state === 'unknown') return typeof fact.because === 'string';
  if (fact.state === 'partial') {
    const isMissing =
      fact.missing === undefined || isListOf(fact.missing, (part) => typeof part === 'string');
    return typeof fact.because === 'string' && isMissing && test(fact.value);
  }
  return fact.state === 'known' && test(fact.value);
}

function isKubeObject(value: unknown): boolean {
  if (!isFields(value) || !isFields(value.metadata)) return false;
  const { name, namespace, labels, annotations } = value.metadata;
  return (
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    typeof name === 'string' &&
    misshapen(value as unknown as KubeObject) === undefined &&
    (namespace === undefined || typeof namespace === 'string') &&
    isTexts(labels) &&
    isTexts(annotations)
  );
}

function isServedResource(value: unknown): boolean {
  if (!isFields(value)) return false;
  const { group, version, resource, kind, namespaced, subresources } = value;
  const texts = [group, version, resource, kind].every((text) => typeof text === 'string');
  return (
    texts &&
    typeof namespaced === 'boolean' &&
    isListOf(subresources, (sub) => isFields(sub) && typeof sub.name === 'string')
  );
}

function isRequestedApi(value: unknown): boolean {
  return (
    isFields(value) &&
    ['group', 'version', 'resource', 'subresource', 'removedRelease'].every(
      (name) => typeof value[name] === 'string',
    )
  );
}

function isSeries(value: unknown): boolean {
  return (
    isFields(value) && typeof value.value === 'number' && isFields(value.labels) && isTexts(value.labels)
  );
}

function kubeletsCheck(fact: unknown): [string, unknown, (value: unknown) => boolean] {
  const isKubelet = (one: unknown) =>
    isFields(one) &&
    typeof one.node === 'string' &&
    isFields(one.config) &&
    (one.cgroupVersion === undefined || typeof one.cgroupVersion === 'number');
  return ['kubelets', fact, (value) => isListOf(value, isKubelet)];
}

function isTexts(value: unknown): boolean {
  return (
    value === undefined || (isFields(value) && Object.values(value).every((text) => typeof text === 'string'))
  );
}

function isListOf(value: unknown, test: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(test);
}
