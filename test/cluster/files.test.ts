import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readFiles } from '../../src/cluster/files.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';

async function read(files: Record<string, string>): Promise<ClusterFacts> {
  const folder = mkdtempSync(join(tmpdir(), 'holdshort-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return await readFiles([folder]);
}

const objects = (facts: ClusterFacts, key: string) => {
  const fact = facts.objects[key];
  if (fact?.state !== 'partial') throw new Error(`${key} is ${fact?.state}`);
  return fact.value;
};

describe('plain Kubernetes files', () => {
  test('YAML documents, JSON and Lists are all read; what is no object is passed over', async () => {
    const facts = await read({
      'a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: one}\n---\n---\nreplicas: 3\n',
      'deep/er/b.yml':
        'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Namespace, metadata: {name: two}}\n- null\n',
      'c.json': '{"apiVersion":"v1","kind":"NamespaceList","items":[{"metadata":{"name":"three"}}]}',
      'notes.txt': 'not: read',
    });
    expect(objects(facts, 'namespaces').map(({ metadata }) => metadata.name)).toEqual([
      'one',
      'three',
      'two',
    ]);
  });

  test('what files cannot tell is unknown, and what they do not hold may be there all the same', async () => {
    const facts = await read({ 'a.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: one}\n' });
    expect(facts.serverVersion).toMatchObject({ state: 'unknown', next: 'Give it with --from.' });
    expect(facts.discovery.state).toBe('unknown');
    expect(Object.values(facts.objects).every((fact) => fact.state === 'partial')).toBe(true);
  });

  test('labels that YAML reads as something else are text, and a missing namespace is default', async () => {
    const facts = await read({
      'a.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: {name: s, labels: {a: 1, b: true, c: 1.10}}\nspec: {}\n',
    });
    expect(objects(facts, 'services')[0]?.metadata).toMatchObject({
      namespace: 'default',
      labels: { a: '1', b: 'true' },
    });
  });

  test('a custom resource is kept under the plural its definition gives', async () => {
    const facts = await read({
      'a.yaml': [
        'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: geese.farm.example}\nspec: {group: farm.example, names: {kind: Goose, plural: geese}, scope: Namespaced, versions: []}',
        'apiVersion: farm.example/v1\nkind: Goose\nmetadata: {name: g}',
        'apiVersion: farm.example/v1\nkind: Policy\nmetadata: {name: p}',
      ].join('\n---\n'),
    });
    expect(objects(facts, 'geese.farm.example')).toHaveLength(1);
    expect(objects(facts, 'policies.farm.example')).toHaveLength(1);
  });

  test('Secrets are never kept', async () => {
    const facts = await read({
      'a.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: canary}\n',
    });
    expect(JSON.stringify(facts)).not.toContain('canary');
  });

  test('a few aliases that stand for billions of values are refused', async () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}, *l${i}]`);
    await expect(read({ 'bomb.yaml': `l0: &l0 [x]\n${levels.join('\n')}\n` })).rejects.toThrow(
      /unfolds to more than/,
    );
  });
});
