import { expect, test } from '@jest/globals';
import { factsOf } from '../../src/cluster/files.ts';
import { owningWorkload } from '../../src/detectors/owning-workload.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';

const ownedBy = (owner: object): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'web-6d4b75cb6d-x2x9z',
    namespace: 'shop',
    labels: { 'pod-template-hash': '6d4b75cb6d' },
    ownerReferences: [{ controller: true, ...owner }],
  },
});
const ownerOf = (pod: KubeObject) => owningWorkload(pod, readFacts(factsOf([pod], ['x.yaml'])));

test.each([
  [
    { kind: 'ReplicaSet', name: 'web-6d4b75cb6d' },
    { kind: 'Deployment', namespace: 'shop', name: 'web' },
  ],
  [{ kind: 'ReplicaSet', name: 'by-hand' }, undefined],
  [
    { kind: 'StatefulSet', name: 'db' },
    { kind: 'StatefulSet', namespace: 'shop', name: 'db' },
  ],
  [
    { kind: 'Job', name: 'nightly' },
    { kind: 'Job', namespace: 'shop', name: 'nightly' },
  ],
])('the owner %j is %j', (owner, workload) => {
  expect(ownerOf(ownedBy(owner))).toEqual(workload);
});

test.each([
  [{}],
  [{ kind: 'ReplicaSet' }],
  [{ name: 'web-6d4b75cb6d' }],
  [{ kind: 'ReplicaSet', name: null }],
])('an owner %j, as only a file holds it, is nobody', (owner) => {
  expect(ownerOf(ownedBy(owner))).toBeUndefined();
});
