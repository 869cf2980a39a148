import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { findConfiguration } from '../../src/cluster/kubeconfig-files.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'holdshort-'));
const find = (text: string) => {
  const file = join(FOLDER, 'config');
  writeFileSync(file, text);
  return () => findConfiguration({ kubeconfig: file, env: {} });
};
const whole =
  'current-context: a\nclusters: [{name: c, cluster: {server: "https://k"}}]\ncontexts: [{name: a, context: {cluster: c, user: u}}]\n';

test.each([
  [`${whole}users: true\n`, /it is no kubeconfig: users is not a list/],
  [`${whole}users: [null]\n`, /users\[0\] is empty/],
  [`${whole}users: [{name: u, user: {token: 7}}]\n`, /users\[0\]\.user\.token is not a text/],
  ['clusters: {}\n', /clusters is not a list/],
  ['just a text\n', /it is not a mapping/],
  [`${'['.repeat(200)}\n`, /line 1: nesting exceeded/],
])('%j is refused in one line', (text, message) => {
  expect(find(text)).toThrow(
    expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(message) }),
  );
});

test('a user of whom nothing is said acts as nobody else', () => {
  expect(find(`${whole}users: [{name: u, user: null}]\n`)().impersonation).toEqual({});
});

test('a folder is no kubeconfig', () => {
  expect(() => findConfiguration({ kubeconfig: FOLDER, env: {} })).toThrow(/cannot be read \(EISDIR\)/);
});

test('what stands in it is not quoted', () => {
  const lines = [
    `${whole}users: [{name: u, user: {token: "c4n4ry`,
    'a: &c4n4ry\nb: *c4n4ry2\n',
    '!c4n4ry x\n',
  ];
  for (const text of lines)
    expect(find(text)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('c4n4ry') }));
});
