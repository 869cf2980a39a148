import { describe, expect, test } from '@jest/globals';
import { examineWrites } from '../../src/detectors/control-plane-write/examine-writes.ts';
import { type Fact, known, unknown } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { smallCluster } from '../support/small-cluster.ts';
import { pathOf, WRITES } from './support/tables.ts';

const GROUP = 'rbac.authorization.k8s.io';

const configuration = (objectSelector: object): KubeObject => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'guard' },
  webhooks: [
    {
      name: 'guard.example.dev',
      rules: [{ operations: ['UPDATE'], apiGroups: [GROUP], apiVersions: ['*'], resources: ['*'] }],
      failurePolicy: 'Fail',
      objectSelector,
      clientConfig: { service: { namespace: 'guard', name: 'gone' } },
    },
  ],
});

/** The roles that 1.33 writes again, labelled by somebody. */
const roles = (labels: Readonly<Record<string, string>>) =>
  known(
    ['system:kubelet-api-admin', 'system:node-proxier'].map((name) => ({
      apiVersion: `${GROUP}/v1`,
      kind: 'ClusterRole',
      metadata: { name, labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults', ...labels } },
    })),
  );

const examine = (objectSelector: object, clusterRoles: Fact<readonly KubeObject[]>) =>
  examineWrites(
    WRITES,
    pathOf('1.32', '1.33'),
    readFacts(
      smallCluster({
        objects: {
          'validatingwebhookconfigurations.admissionregistration.k8s.io': known([
            configuration(objectSelector),
          ]),
          [`clusterroles.${GROUP}`]: clusterRoles,
          services: known([]),
          'endpointslices.discovery.k8s.io': known([]),
        },
      }),
    ),
    { backends: 'observed', distribution: 'kubeadm' },
  ).findings.map(({ hazard, severity }) => `${hazard} ${severity}`);

const ON = { matchLabels: { guard: 'on' } };
const UNLESS = { matchExpressions: [{ key: 'exempt', operator: 'DoesNotExist' }] };
const DENIED = ['control-plane-write-denied blocker'];

describe('an objectSelector looks at the labels of the role that is there', () => {
  test.each<[string, object, Fact<readonly KubeObject[]>, readonly string[]]>([
    ['a label that somebody set selects it', ON, roles({ guard: 'on' }), DENIED],
    ['no such label', ON, roles({}), []],
    ['a label that somebody set exempts it', UNLESS, roles({ exempt: 'yes' }), []],
    ['it has none that exempts it', UNLESS, roles({}), DENIED],
    ['roles that cannot be listed', ON, unknown('forbidden'), ['control-plane-write-unknown blocker']],
  ])('%s', (_what, selector, clusterRoles, expected) => {
    expect(examine(selector, clusterRoles)).toEqual(expected);
  });
});
