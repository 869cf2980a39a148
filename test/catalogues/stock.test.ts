/** No false alarm: what kubeadm installs by itself stands against no single hop. */
import { describe, expect, test } from '@jest/globals';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { examineCatalogues } from '../support/examine.ts';
import { recordedFacts } from '../support/read-live.ts';

const HOPS = ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36'].map((from) => ({
  from,
  to: `1.${Number(from.split('.')[1]) + 1}`,
}));

/** The recorded kubeadm cluster at another version, without the gates and the kubelet that were put wrong on purpose. */
async function stockKubeadm(minor: string): Promise<ClusterFacts> {
  const facts = await recordedFacts('kubeadm-ha-1.33');
  const set = (object: KubeObject): KubeObject => {
    const text = JSON.stringify(object)
      .replaceAll('"--feature-gates=StatefulSetStartOrdinal=true,InPlacePodVerticalScaling=true"', '"--v=2"')
      .replaceAll('StatefulSetStartOrdinal=true,InPlacePodVerticalScaling=true', '')
      .replaceAll(/v1\.3[03]\.\d+/g, `v${minor}.1`);
    return JSON.parse(text);
  };
  return {
    ...facts,
    objects: Object.fromEntries(
      Object.entries(facts.objects).map(([key, fact]) => [
        key,
        fact.state === 'unknown' ? fact : { ...fact, value: fact.value.map(set) },
      ]),
    ),
  };
}

describe('a stock kubeadm cluster', () => {
  test.each(HOPS)('$from → $to: nothing at all', async ({ from, to }) => {
    expect(examineCatalogues(await stockKubeadm(from), `${from}.1`, to).findings).toEqual([]);
  });

  test('and one with the gate put back is stopped, so that the test above can fail', async () => {
    const facts = await recordedFacts('kubeadm-ha-1.33');
    expect(examineCatalogues(facts, '1.33.1', '1.34').findings).not.toEqual([]);
  });
});
