import { expect, test } from '@jest/globals';
import { chainOf } from '../../src/admission/chain.ts';
import type { AdmissionRequest } from '../../src/admission/request.ts';
import { simulate, simulationOn } from '../../src/admission/simulate.ts';
import { known } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import { factsOfRecording, readRecording } from './support/recording.ts';

const CONDITIONS = [
  'request.userInfo.username != "system:apiserver"',
  '!(request.resource.group == "coordination.k8s.io" && request.resource.resource == "leases")',
  'object == null || !has(object.metadata.labels) || !("exempt" in object.metadata.labels)',
];

test('a thousand webhooks with three conditions each in front of three hundred writes take seconds', () => {
  const recording = readRecording('1.34-11');
  const configuration = (index: number) => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: `configuration-${index}` },
    webhooks: [
      {
        name: 'all.example.dev',
        rules: [{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*/*'], scope: '*' }],
        matchConditions: CONDITIONS.map((expression, place) => ({ name: `c${place}`, expression })),
        clientConfig: { service: { namespace: 'engine', name: 'engine' } },
      },
    ],
  });
  const facts = factsOfRecording(recording, {
    objects: {
      'validatingwebhookconfigurations.admissionregistration.k8s.io': known(
        Array.from({ length: 1000 }, (_none, index) => configuration(index)),
      ),
      'mutatingwebhookconfigurations.admissionregistration.k8s.io': known([]),
    },
  });
  const chain = chainOf(readFacts(facts));
  const simulation = simulationOn(chain, '1.34');
  const started = performance.now();
  let calls = 0;
  for (let address = 0; address < 300; address += 1) {
    calls += simulate(creation(address), chain, simulation).filter(({ does }) => does === 'call').length;
  }
  expect(calls).toBe(300_000);
  expect(performance.now() - started).toBeLessThan(20_000);
});

function creation(address: number): AdmissionRequest {
  const name = `10.1.${address >> 8}.${address & 255}`;
  return {
    kind: { group: 'networking.k8s.io', version: 'v1', kind: 'IPAddress' },
    resource: { group: 'networking.k8s.io', version: 'v1', resource: 'ipaddresses' },
    name,
    operation: 'CREATE',
    userInfo: { username: 'jane' },
    object: { apiVersion: 'networking.k8s.io/v1', kind: 'IPAddress', metadata: { name } },
    oldObject: null,
  };
}
