import { describe, expect, test } from '@jest/globals';
import { known, partial } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { examineCatalogues } from '../support/examine.ts';
import { type SmallCluster, smallCluster } from '../support/small-cluster.ts';

const KEY = 'flowschemas.flowcontrol.apiserver.k8s.io';
const OLD = 'flowcontrol.apiserver.k8s.io/v1beta3';
const ID = 'api-removed/flowcontrol.apiserver.k8s.io/v1beta3/flowschemas';

const apis = (cluster: SmallCluster) =>
  examineCatalogues(smallCluster({ version: '1.31.2', ...cluster }), '1.31.2', '1.32').findings.filter(
    ({ category }) => category === 'api-removal',
  );
const schema = (
  metadata: Partial<KubeObject['metadata']>,
  apiVersion = 'flowcontrol.apiserver.k8s.io/v1',
): KubeObject => ({
  apiVersion,
  kind: 'FlowSchema',
  metadata: { name: 'tenants', ...metadata },
});
const written = (manager: string, apiVersion = OLD) => ({
  managedFields: [{ manager, apiVersion, operation: 'Update' }],
});

describe('an API version that 1.32 does not serve', () => {
  test('is used where clients asked for it', () => {
    const request = {
      group: 'flowcontrol.apiserver.k8s.io',
      version: 'v1beta3',
      resource: 'flowschemas',
      subresource: 'status',
      removedRelease: '1.32',
    };
    expect(apis({ requestedApis: known([request]) })).toMatchObject([
      {
        id: ID,
        outcome: 'hit',
        severity: 'disruptive',
        evidence: [{ values: { group: request.group, version: 'v1beta3', resource: 'flowschemas/status' } }],
      },
    ]);
  });

  test('is used where a client last wrote an object in it', () => {
    expect(apis({ objects: { [KEY]: known([schema(written('helm'))]) } })).toMatchObject([
      {
        id: ID,
        evidence: [{ object: { kind: 'FlowSchema', name: 'tenants' }, values: { manager: 'helm' } }],
      },
    ]);
  });

  test('is used where kubectl last applied it', () => {
    const annotations = {
      'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
        apiVersion: OLD,
        kind: 'FlowSchema',
      }),
    };
    expect(apis({ objects: { [KEY]: known([schema({ annotations })]) } })).toMatchObject([
      { id: ID, evidence: [{ values: { manager: 'kubectl apply' } }] },
    ]);
  });

  test('is used where a file names it', () => {
    expect(
      apis({ objects: { [KEY]: partial([schema({}, OLD)], 'only the given files were read') } }),
    ).toMatchObject([{ id: ID, evidence: [{ values: { seen: 'apiVersion' } }] }]);
  });

  test.each([
    ['a collected object in it: that is how it was asked for', schema({}, OLD)],
    [
      'an object that kube-apiserver itself wrote',
      schema(written('api-priority-and-fairness-config-producer-v1')),
    ],
    ['an object that the controller manager wrote', schema(written('kube-controller-manager-1.31'))],
    [
      'an object written in the version that stays',
      schema(written('helm', 'flowcontrol.apiserver.k8s.io/v1')),
    ],
    [
      'an annotation that is no JSON',
      schema({ annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{' } }),
    ],
  ])('is not used by %s', (_, object) => {
    expect(apis({ objects: { [KEY]: known([object]) } })).toEqual([]);
  });

  test('requests that the table does not have count by what the server announced', () => {
    const request = { group: 'policy', version: 'v1beta1', resource: 'pods', subresource: 'eviction' };
    expect(apis({ requestedApis: known([{ ...request, removedRelease: '1.32' }]) })).toMatchObject([
      { id: 'api-removed/policy/v1beta1/pods', evidence: [{ values: { resource: 'pods/eviction' } }] },
    ]);
    expect(apis({ requestedApis: known([{ ...request, removedRelease: '1.33' }]) })).toEqual([]);
    expect(apis({ requestedApis: known([{ ...request, removedRelease: '' }]) })).toEqual([]);
  });
});
