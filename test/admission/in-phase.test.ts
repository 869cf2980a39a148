import { describe, expect, test } from '@jest/globals';
import type { AdmissionRequest } from '../../src/admission/request.ts';
import { simulate, simulationOn } from '../../src/admission/simulate.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import type { Minor } from '../../src/upgrade/version.ts';
import { chainWith, namespace } from './support/cluster-of.ts';

const metadata = {
  name: 'one',
  namespace: 'team-a',
  uid: '0e2b',
  creationTimestamp: '2026-01-02T03:04:05Z',
  generation: 1,
};

const request = (group: string, kind: string, resource: string): AdmissionRequest => ({
  kind: { group, version: 'v1', kind },
  resource: { group, version: 'v1', resource },
  name: 'one',
  namespace: 'team-a',
  operation: 'CREATE',
  userInfo: { username: 'jane' },
  object: {
    apiVersion: group === '' ? 'v1' : `${group}/v1`,
    kind,
    metadata,
    spec: { replicas: 1 },
    status: { phase: 'Pending' },
  },
  oldObject: null,
});

const POD = request('', 'Pod', 'pods');
const WIDGET = request('widgets.example.dev', 'Widget', 'widgets');

/** What is done with a webhook that has one condition. */
function does(type: 'Validating' | 'Mutating', expression: string, seen: AdmissionRequest, server: Minor) {
  const webhook: KubeObject = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: `${type}WebhookConfiguration`,
    metadata: { name: 'engine' },
    webhooks: [
      {
        name: 'engine',
        rules: [{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*'] }],
        clientConfig: { url: 'https://engine.example.dev/' },
        matchConditions: [{ name: 'one', expression }],
      },
    ],
  };
  const chain = chainWith([namespace('team-a'), webhook]);
  return simulate(seen, chain, simulationOn(chain, server))[0]?.does;
}

describe('a request that was recorded after the mutating phase, as a mutating webhook sees it', () => {
  test.each<[Minor, string, AdmissionRequest, string]>([
    ['1.33', 'has(object.metadata.creationTimestamp)', POD, 'call'],
    ['1.33', 'object.metadata.creationTimestamp == null', POD, 'call'],
    ['1.34', 'has(object.metadata.creationTimestamp)', POD, 'skip'],
    ['1.33', 'has(object.metadata.creationTimestamp)', WIDGET, 'skip'],
    ['1.36', 'has(object.metadata.creationTimestamp)', WIDGET, 'skip'],
    ['1.36', 'has(object.metadata.uid)', POD, 'skip'],
    ['1.36', 'object.metadata.generation == 1', POD, 'unknown'],
    ['1.36', 'object.status.phase == "Pending"', POD, 'unknown'],
    ['1.36', 'object.spec.replicas == 1 && object.metadata.name == "one"', POD, 'call'],
  ])('%s: %s', (server, expression, seen, expected) => {
    expect(does('Mutating', expression, seen, server)).toBe(expected);
  });

  test('a validating one sees it as it was recorded', () => {
    const expression =
      'object.metadata.generation == 1 && object.status.phase == "Pending" && has(object.metadata.uid)';
    expect(does('Validating', expression, POD, '1.36')).toBe('call');
  });
});
