import { describe, expect, test } from '@jest/globals';
import { detect } from '../../src/detectors/detect.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { type Fact, known, partial, unknown } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { known as clusterOf, contextOf } from './context.ts';

const kubelets = (...configs: Record<string, unknown>[]) =>
  configs.map((config, index) => ({ node: `w${index + 1}`, config }));
const STATIC = { cpuManagerPolicy: 'static' };
const NONE = { cpuManagerPolicy: 'none' };
const document = (text: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'kubelet-config', namespace: 'kube-system' },
  data: { kubelet: text },
});

function look(
  kubelets: ClusterFacts['kubelets'],
  objects: readonly KubeObject[] = [],
  ifUnasked: 'miss' | 'unknown' = 'miss',
  configMaps?: Fact<readonly KubeObject[]>,
) {
  const facts = clusterOf(objects, kubelets === undefined ? {} : { kubelets });
  const changed =
    configMaps === undefined ? facts : { ...facts, objects: { ...facts.objects, configmaps: configMaps } };
  const where = "has(config.cpuManagerPolicy) && config.cpuManagerPolicy == 'static'";
  return detect(
    { 'kubelet-config': { where, values: { on: "node == '' ? 'paper' : node" }, ifUnasked } },
    contextOf(changed),
  );
}

describe('kubelets that were asked', () => {
  test('each node is told for itself', () => {
    expect(look(known(kubelets(NONE, STATIC, {})))).toEqual({
      outcome: 'hit',
      evidence: [{ object: { kind: 'Node', name: 'w2' }, values: { on: 'w2' } }],
    });
    expect(look(known(kubelets(NONE, {}))).outcome).toBe('miss');
  });

  test('one that did not answer leaves it open, unless another one tells', () => {
    const because = 'the configuration of the kubelet of w2 could not be read: answered 503';
    expect(look(partial(kubelets(NONE), because))).toEqual({ outcome: 'unknown', because: [because] });
    expect(look(partial(kubelets(STATIC), because))).toMatchObject({ outcome: 'hit', because: [because] });
    expect(look(unknown(because))).toEqual({ outcome: 'unknown', because: [because] });
  });

  test('a document that kubeadm will write onto the nodes counts as well', () => {
    expect(look(known(kubelets(NONE)), [document('cpuManagerPolicy: static\n')])).toMatchObject({
      outcome: 'hit',
      evidence: [{ object: { kind: 'ConfigMap', name: 'kubelet-config' }, values: { on: 'paper' } }],
    });
    expect(look(known(kubelets(NONE)), [], 'miss', unknown('forbidden')).outcome).toBe('unknown');
  });
});

describe('kubelets that nobody asked', () => {
  test('the document tells, and the hazard says what its silence means', () => {
    expect(look(undefined, [document('cpuManagerPolicy: static\n')], 'unknown').outcome).toBe('hit');
    expect(look(undefined, [document('cpuManagerPolicy: none\n')]).outcome).toBe('miss');
    expect(look(undefined).outcome).toBe('miss');
    expect(look(undefined, [document('cpuManagerPolicy: none\n')], 'unknown')).toEqual({
      outcome: 'unknown',
      because: ['the kubelets were not asked what they run with, which --kubelets does'],
    });
  });

  test('a document that cannot be read is unknown in any case', () => {
    expect(look(undefined, [document('{ cut off')]).outcome).toBe('unknown');
    expect(look(undefined, [], 'miss', unknown('forbidden')).outcome).toBe('unknown');
    expect(look(undefined, [], 'miss', partial([], 'only files were read')).outcome).toBe('unknown');
  });
});

test('a version of cgroups that a kubelet does not tell is unknown', () => {
  const where = "node != '' && cgroupVersion == 1";
  const detection = (versions: readonly (number | undefined)[]) => {
    const kubelets = known(
      versions.map((cgroupVersion, index) => ({
        node: `w${index}`,
        config: {},
        ...(cgroupVersion === undefined ? {} : { cgroupVersion }),
      })),
    );
    return detect(
      { 'kubelet-config': { where, ifUnasked: 'unknown' } },
      contextOf(clusterOf([document('maxPods: 110\n')], { kubelets })),
    );
  };
  expect(detection([2, 0]).outcome).toBe('miss');
  expect(detection([2, undefined, 1])).toMatchObject({
    outcome: 'hit',
    evidence: [{ object: { kind: 'Node', name: 'w2' } }],
  });
  expect(detection([2, undefined])).toEqual({
    outcome: 'unknown',
    because: [expect.stringMatching(/^Node w1 could not be judged: .*cgroupVersion/)],
  });
});
