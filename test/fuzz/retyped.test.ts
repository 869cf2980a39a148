import { describe, expect, test } from '@jest/globals';
import { checkFacts } from '../../src/cluster/check-facts.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { judge, SNAPSHOT } from './base-facts.ts';

const WEBHOOKS = 'validatingwebhookconfigurations.admissionregistration.k8s.io';
const OTHERS: readonly unknown[] = [true, 7, 'x', [], {}];

/** Every place of a value that is a text, a number, a switch, a list or a mapping, with a value of each other type in its stead. */
function* retyped(value: unknown, path = ''): Generator<{ readonly path: string; readonly value: unknown }> {
  if (path !== '')
    for (const other of OTHERS) if (typeOf(other) !== typeOf(value)) yield { path, value: other };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    for (const inner of retyped(item, `${path}/${key}`)) {
      const copy: unknown = Array.isArray(value)
        ? value.map((old, index) => (String(index) === key ? inner.value : old))
        : { ...value, [key]: inner.value };
      yield { path: inner.path, value: copy };
    }
  }
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return value === null ? 'null' : typeof value;
}

const factOf = (key: string) => {
  const fact = SNAPSHOT.facts.objects[key];
  return fact === undefined || fact.state === 'unknown' ? [] : fact.value;
};
const withObject = (key: string, index: number, object: unknown): ClusterFacts => ({
  ...SNAPSHOT.facts,
  objects: {
    ...SNAPSHOT.facts.objects,
    [key]: {
      state: 'known',
      value: factOf(key).map((old, at) => (at === index ? object : old)) as KubeObject[],
    },
  },
});
const blockers = (facts: ClusterFacts) =>
  judge(facts).findings.filter(({ severity }) => severity === 'blocker');
const EXPECTED = blockers(SNAPSHOT.facts).map(({ id }) => id);

describe('no field of a webhook, its Service or its pods can be retyped so that a blocker is lost', () => {
  test('there are blockers to be lost', () => {
    expect(EXPECTED).toContain('control-plane-write-denied/kyverno-resource-validating-webhook-cfg');
  });

  test.each([WEBHOOKS, 'services', 'endpointslices.discovery.k8s.io', 'nodes', 'namespaces', 'pods'])(
    '%s',
    (key) => {
      let tried = 0;
      let refused = 0;
      // The webhooks in full; of the rest the first object, which stands for its kind.
      const objects = factOf(key).slice(0, key === WEBHOOKS ? undefined : 1);
      const lost = objects.flatMap((object, index) =>
        [...retyped(object)].flatMap(({ path, value }) => {
          tried += 1;
          const checked = checkFacts(withObject(key, index, value));
          // Refused as malformed: nothing is concluded from it.
          if ('problem' in checked) {
            refused += 1;
            return [];
          }
          const left = new Set(blockers(checked.facts).map(({ id }) => id));
          return EXPECTED.every((id) => left.has(id)) ? [] : [`${object.metadata.name}${path}`];
        }),
      );
      expect({ tried: tried > 50, refused: refused > 10 }).toEqual({ tried: true, refused: true });
      expect([...new Set(lost)]).toEqual([]);
    },
    60_000,
  );
});
