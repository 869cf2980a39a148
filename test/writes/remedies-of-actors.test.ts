import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/assessment/finding.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { applyRemedy } from './apply-remedy.ts';
import { examineActors, recordedConfigs, recordedObjects } from './examine.ts';

const webhookOn = (name: string, rules: readonly Record<string, unknown>[]): KubeObject => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name },
  webhooks: [
    {
      name: 'check.example.com',
      failurePolicy: 'Fail',
      clientConfig: { service: { namespace: 'a', name: 'b' } },
      rules: rules.map((rule) => ({ operations: ['*'], apiVersions: ['*'], ...rule })),
    },
  ],
});

const LEASES = webhookOn('leases', [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'] }]);
const EVERYTHING = webhookOn('everything', [{ apiGroups: ['*'], resources: ['*/*'] }]);

const sameCause = (finding: Finding, others: readonly Finding[]) =>
  others.filter(({ id }) => id === finding.id && id !== '');

describe('writes of others than kube-apiserver', () => {
  test('pass for their writers only, and only with what the upgrade has them write', () => {
    const findings = examineActors([EVERYTHING], '1.33', '1.34');
    expect(findings.length).toBeGreaterThan(2);
    for (const finding of findings) {
      expect(finding.proof).toMatch(/^Simulated: with these matchConditions, /);
      expect(finding.remediate[0]?.run).toContain('request.resource.resource == ');
      expect(finding.remediate[0]?.note).toContain('take it back afterwards');
    }
  });

  test('on a server without matchConditions, their namespaces are left out', () => {
    const findings = examineActors([LEASES], '1.26', '1.27');
    expect(findings).not.toEqual([]);
    for (const finding of findings) {
      expect(finding.proof).toMatch(/^Simulated: with this namespaceSelector, /);
      expect(finding.remediate[0]?.run).toContain('kubernetes.io/metadata.name');
    }
  });

  const cases = [
    ['leases', [LEASES], '1.33', '1.34'],
    ['everything', [EVERYTHING], '1.33', '1.34'],
    ['leases before matchConditions', [LEASES], '1.26', '1.27'],
    ...recordedConfigs().map((config) => [config, recordedObjects(config), '1.33', '1.34'] as const),
  ] as const;

  test.each(cases)(
    '%s: what each remedy says first lets the writes of its finding pass',
    (_, objects, from, to) => {
      for (const finding of examineActors(objects, from, to)) {
        if (finding.proof?.startsWith('No fix could be proven')) continue;
        if (OPERATORS.some((operator) => finding.id.endsWith(operator))) continue;
        const after = examineActors(applyRemedy(finding, objects), from, to);
        expect(sameCause(finding, after)).toEqual([]);
      }
    },
  );
});

/** Configurations that an operator takes away itself when it is told to. */
const OPERATORS = ['sriov-operator-webhook-config', 'network-resources-injector-config'];
