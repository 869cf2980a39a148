import { describe, expect, test } from '@jest/globals';
import { examineIncident, type IncidentWebhook } from './incident-cluster.ts';

const onEverything = (type: 'Validating' | 'Mutating'): IncidentWebhook => ({
  type,
  name: 'guard',
  rules: [['*', '*']],
  runsOn: [],
});

describe('a validating and a mutating configuration of the same name, nothing behind either', () => {
  const findings = examineIncident({ webhooks: [onEverything('Validating'), onEverything('Mutating')] });

  test('each has a finding of its own for each kind of write', () => {
    const ids = findings.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const hazard of [
      'control-plane-write-denied',
      'installer-write-denied',
      'node-write-denied',
      'webhook-deadlock',
    ]) {
      const own = findings.filter((finding) => finding.hazard === hazard);
      expect(own.map(({ evidence }) => evidence[0]?.object?.kind).sort()).toEqual([
        'MutatingWebhookConfiguration',
        'ValidatingWebhookConfiguration',
      ]);
    }
  });

  test('and what each says to run is of its own kind', () => {
    for (const { evidence, remediate } of findings) {
      const kind = evidence[0]?.object?.kind.toLowerCase() ?? '';
      const other = kind.startsWith('mutating') ? 'validatingwebhook' : 'mutatingwebhook';
      expect(JSON.stringify(remediate)).not.toContain(other);
    }
  });
});

test('one configuration keeps the short name', () => {
  const ids = examineIncident({ webhooks: [onEverything('Validating')] }).map(({ id }) => id);
  expect(ids).toContain('node-write-denied/guard');
  expect(ids).toContain('webhook-deadlock/guard');
});
