import { describe, expect, test } from '@jest/globals';
import type { AdmissionRequest } from '../../src/admission/request.ts';
import { simulate, simulationOn } from '../../src/admission/simulate.ts';
import { chainWith, SERVICE_CIDR } from './support/cluster-of.ts';

const EVERYTHING = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'everything' },
  webhooks: [
    {
      name: 'everything.example.dev',
      rules: [{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*/*'], scope: '*' }],
      clientConfig: { url: 'https://engine.example.dev/' },
    },
  ],
};

const creation = (group: string, resource: string, kind: string): AdmissionRequest => ({
  ...SERVICE_CIDR,
  kind: { group, version: 'v1', kind },
  resource: { group, version: 'v1', resource },
  object: { apiVersion: `${group}/v1`, kind, metadata: {} },
});

describe('a webhook on everything', () => {
  test.each([
    ['authorization.k8s.io', 'subjectaccessreviews', 'SubjectAccessReview', '1.36', 'call'],
    ['authorization.k8s.io', 'subjectaccessreviews', 'SubjectAccessReview', '1.37', 'skip'],
    ['authorization.k8s.io', 'selfsubjectrulesreviews', 'SelfSubjectRulesReview', '1.37', 'skip'],
    ['authentication.k8s.io', 'tokenreviews', 'TokenReview', '1.36', 'call'],
    ['authentication.k8s.io', 'tokenreviews', 'TokenReview', '1.37', 'skip'],
    [
      'admissionregistration.k8s.io',
      'validatingwebhookconfigurations',
      'ValidatingWebhookConfiguration',
      '1.30',
      'skip',
    ],
    ['admissionregistration.k8s.io', 'mutatingadmissionpolicies', 'MutatingAdmissionPolicy', '1.36', 'skip'],
    ['networking.k8s.io', 'servicecidrs', 'ServiceCIDR', '1.37', 'call'],
  ] as const)('%s/%s (%s) on %s: %s', (group, resource, kind, server, does) => {
    const chain = chainWith([EVERYTHING]);
    const dispatches = simulate(creation(group, resource, kind), chain, simulationOn(chain, server));
    expect(dispatches.map((one) => one.does)).toEqual([does]);
  });
});
