import { describe, expect, test } from '@jest/globals';
import { servingControlPlanes } from '../../src/detectors/control-plane-write/serving-control-planes.ts';
import { known, unknown } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { componentPod, nodeOf, smallCluster } from '../support/small-cluster.ts';

const server = (node: string, ready?: 'True' | 'False'): KubeObject => {
  const pod = componentPod('kube-apiserver', node, '1.33.4', []);
  const conditions = ready === undefined ? [] : [{ type: 'Ready', status: ready }];
  return { ...pod, status: { phase: 'Running', conditions } };
};

const hosted = (node: string): KubeObject => {
  const pod = server(node);
  return { ...pod, metadata: { ...pod.metadata, labels: { app: 'tenant-1' } } };
};

const serving = (labelled: readonly string[], workers: readonly string[], pods: readonly KubeObject[]) =>
  servingControlPlanes(
    readFacts(
      smallCluster({
        nodes: known([
          ...labelled.map((name) => nodeOf(name, '1.33.4', true)),
          ...workers.map((name) => nodeOf(name, '1.33.4', false)),
        ]),
        pods: known(pods),
      }),
    ),
  );

describe('which control planes serve while one restarts', () => {
  test.each<[string, readonly string[], readonly KubeObject[], object]>([
    ['all that are ready', ['a', 'b'], [server('a', 'True'), server('b')], known(['a', 'b'])],
    [
      'not one that is not ready',
      ['a', 'b'],
      [server('a', 'True'), server('b', 'False')],
      { ...known(['a']), unready: ['b'] },
    ],
    ['the one there is', ['a'], [server('a', 'True')], { ...known(['a']), unready: [] }],
    ['the one there is, whatever its pod says', ['a'], [server('a', 'False')], known(['a'])],
    ['one without the label counts', ['a'], [server('a'), server('w')], known(['a', 'w'])],
    ['two without the label', [], [server('a'), server('w')], known(['a', 'w'])],
    [
      'a server of another cluster does not count',
      ['a'],
      [server('a'), hosted('w')],
      { ...known(['a']), unready: [] },
    ],
    ['where no pod shows, the labels tell', ['a', 'b'], [], known(['a', 'b'])],
  ])('%s', (_what, labelled, pods, expected) => {
    expect(serving(labelled, ['w'], pods)).toEqual(expected);
  });

  test.each<[string, readonly string[], readonly KubeObject[]]>([
    ['a label without a server may be a worker', ['a', 'w'], [server('a')]],
    ['two servers, none ready', ['a', 'b'], [server('a', 'False'), server('b', 'False')]],
    ['one server and no label', [], [server('a')]],
  ])('not known: %s', (_what, labelled, pods) => {
    expect(serving(labelled, [], pods).state).not.toBe('known');
  });

  test('pods that cannot be listed leave the labels', () => {
    const facts = smallCluster({ nodes: known([nodeOf('a', '1.33.4', true)]), pods: unknown('forbidden') });
    expect(servingControlPlanes(readFacts(facts))).toEqual(known(['a']));
  });
});
