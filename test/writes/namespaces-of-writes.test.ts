import { expect, test } from '@jest/globals';
import { planWrites } from '../../src/detectors/control-plane-write/planned-writes.ts';
import { known, unknown } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import { KNOWLEDGE, pathOf } from '../support/examine.ts';

/** Whether Talos writes CoreDNS anew where a Deployment of that name is in a namespace. */
function writesCoreDns(namespace: string): boolean {
  const facts = readFacts({
    origin: { kind: 'cluster', id: 'test' },
    serverVersion: unknown('not asked'),
    discovery: unknown('not asked'),
    requestedApis: unknown('not asked'),
    objects: {
      'deployments.apps': known([
        { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { namespace, name: 'coredns' } },
      ]),
    },
  });
  const [hop] = pathOf('1.33.4', '1.34').hops;
  if (hop === undefined) throw new Error('the path has no hop');
  return planWrites(KNOWLEDGE.writes, hop, 'talos', facts).some(
    ({ write }) => write.id === 'coredns-deployment',
  );
}

test('an object of the same name in another namespace is not the one that is written', () => {
  expect(writesCoreDns('kube-system')).toBe(true);
  expect(writesCoreDns('shop')).toBe(false);
});
