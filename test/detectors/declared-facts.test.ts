import { expect, test } from '@jest/globals';
import { DETECTORS } from '../../src/detectors/registry.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { known, unknown } from '../../src/facts/fact.ts';
import type { DetectorName, DetectorParams } from '../../src/knowledge/shapes/detect.ts';
import { smallCluster } from '../support/small-cluster.ts';
import { contextOf } from './context.ts';

/** Each detector with parameters that lead it to everything it may look at. */
const PARAMS: { readonly [Name in DetectorName]: DetectorParams<Name> } = {
  objects: { resource: 'nodes', where: 'true' },
  'pod-specs': { where: 'true' },
  'image-version': { image: 'etcd', before: '3.6', ifMissing: 'miss' },
  'config-document': {
    namespace: 'kube-system',
    name: 'kubelet-config',
    key: 'kubelet',
    where: 'true',
    ifMissing: 'miss',
  },
  'config-text': {
    namespace: 'kube-system',
    name: 'coredns',
    key: 'Corefile',
    where: 'true',
    ifMissing: 'miss',
  },
  'corefile-plugins': { otherThan: ['errors'] },
  'component-flag': { component: 'kube-apiserver', flag: 'v' },
  'component-flags': { component: 'kube-apiserver', flags: ['v'], where: 'true' },
  'kubelet-config': { where: 'true', ifUnasked: 'miss' },
  metric: { metric: 'apiserver_storage_objects', ifMissing: 'miss' },
  count: { resource: 'services', moreThan: '1' },
  'proxy-mode': { modes: ['iptables'] },
  'requested-api': { group: 'policy', version: 'v1beta1' },
  'served-resource': { group: 'policy', resource: 'poddisruptionbudgets' },
};

const whole: ClusterFacts = {
  ...smallCluster({ flags: { 'kube-apiserver': ['--v=2'] } }),
  kubelets: known([{ node: 'cp1', config: {} }]),
  metrics: { apiserver_storage_objects: known([{ labels: {}, value: 1 }]) },
};
const hidden: ClusterFacts = {
  origin: { kind: 'cluster', id: 'hidden' },
  serverVersion: unknown('hidden'),
  discovery: unknown('hidden'),
  requestedApis: unknown('hidden'),
  kubelets: unknown('hidden'),
  objects: {},
};

test.each(Object.keys(PARAMS) as DetectorName[])(
  '%s reads the facts that it declares, and no others',
  (name) => {
    const params = PARAMS[name] as never;
    const read = [whole, hidden].flatMap((facts) => {
      const context = contextOf(facts);
      DETECTORS[name].detect(params, context);
      return [...context.facts.read];
    });
    expect([...new Set(read)].sort()).toEqual([...DETECTORS[name].needs(params)].sort());
  },
);

test('of a cluster that hides everything none of them says that nothing is there', () => {
  const outcomes = (Object.keys(PARAMS) as DetectorName[]).map((name) => [
    name,
    DETECTORS[name].detect(PARAMS[name] as never, contextOf(hidden)).outcome,
  ]);
  expect(outcomes.filter(([, outcome]) => outcome !== 'unknown')).toEqual([]);
});
