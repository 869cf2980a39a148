import { describe, expect, test } from '@jest/globals';
import { chainOf } from '../../src/admission/chain.ts';
import { planWrites } from '../../src/detectors/control-plane-write/planned-writes.ts';
import { simulationsOf } from '../../src/detectors/control-plane-write/simulations.ts';
import { type StoppedByWebhook, stopWrites } from '../../src/detectors/control-plane-write/stopped-writes.ts';
import { unknown } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { factsOfObjects, objectsOf, pathOf, type Row, rowsOf, WRITES } from './support/tables.ts';

const APISERVER = WRITES.filter(({ actor }) => actor === 'kube-apiserver');

/** Written only where the server's address is not in them yet, which the recorded servers had from before. */
const AS_NEEDED = ['endpoints', 'endpointslices'];

/** The webhooks that kube-apiserver's own writes meet, for sure and perhaps. */
const met = (objects: readonly KubeObject[], row: Row) => {
  const facts = factsOfObjects(objects);
  const chain = chainOf(facts);
  const stopped = pathOf(String(row.from), String(row.to)).hops.flatMap((hop) =>
    stopWrites(planWrites(APISERVER, hop, 'unknown', facts), hop, {
      chain,
      simulationFor: simulationsOf(chain),
      facts,
      backends: 'down',
      controlPlanes: unknown('not asked'),
    }),
  );
  const named = (ones: readonly StoppedByWebhook[]) =>
    [...new Set(ones.map(({ webhook }) => webhook.name))].sort();
  return {
    certain: named(
      stopped.filter(
        ({ consequence, planned }) =>
          consequence.outcome !== 'unknown' && !AS_NEEDED.includes(planned.write.resource),
      ),
    ),
    perhaps: named(stopped),
  };
};

describe.each(['verdicts-1.32-1.34.jsonl', 'verdicts-1.35-1.36.jsonl'])(
  'the webhooks that real servers called while they started, %s',
  (file) => {
    test.each(rowsOf(file).map((row) => [String(row.config), row] as const))('%s', (config, row) => {
      const called = String(row.blockedBy)
        .split(' ')
        .filter((word) => word !== '')
        .map((word) => word.replace(/=\d+$/, ''))
        .sort();
      const { certain, perhaps } = met(objectsOf(config), row);
      expect(perhaps).toEqual(expect.arrayContaining(called));
      // A server that ended early did not come to all of its writes, nor a refused write to the webhooks after the one that refused.
      if (row.outcome === 'ready') expect(called).toEqual(expect.arrayContaining(certain));
    });
  },
);

describe('the resources that real servers wrote while they started', () => {
  test.each(
    rowsOf('denied-writes.jsonl').map(
      (row) => [`${row.from} → ${row.to} ${row.blocked}: ${row.blockedCalls}`, row] as const,
    ),
  )('%s', (_name, row) => {
    const [group = '', resource = ''] = String(row.blocked).split('/');
    const webhook = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'one-resource' },
      webhooks: [
        {
          name: 'one.example.dev',
          rules: [
            { operations: ['*'], apiGroups: [group], apiVersions: ['*'], resources: [resource], scope: '*' },
          ],
          clientConfig: { url: 'https://127.0.0.1:1/' },
        },
      ],
    };
    const { certain, perhaps } = met([webhook], row);
    if (row.blockedCalls === 0) expect(certain).toEqual([]);
    else expect(perhaps).toEqual(['one.example.dev']);
  });
});
