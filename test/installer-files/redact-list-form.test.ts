import { expect, test } from '@jest/globals';
import { redactYaml } from '../../src/cluster/redact-yaml.ts';

test('arguments that are listed as name and value lose the value of a secret, and only that', () => {
  const text = [
    'apiServer:',
    '  extraArgs:',
    '  - name: oidc-client-secret',
    '    value: hunter2',
    '  - name: "audit-token-x"',
    '    value: "hunter3"',
    '  - name: audit-log-path',
    '    value: /var/log/audit.log',
    'value: kept',
  ].join('\n');
  const redacted = redactYaml(text);
  expect(redacted).not.toMatch(/hunter/);
  expect(redacted).toContain('value: /var/log/audit.log');
  expect(redacted).toContain('name: oidc-client-secret');
  expect(redacted.endsWith('value: kept')).toBe(true);
});
