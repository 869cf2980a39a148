import { describe, expect, test } from '@jest/globals';
import { factsOf } from '../../src/cluster/files.ts';
import { assumeObjects } from '../../src/facts/assume-objects.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { known, unknown } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';

const namespace = (name: string, labels: Record<string, string> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});

const service = (name: string, of: string, type: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: of },
  spec: { type, ports: [{ port: 443 }] },
});

const clusterWith = (objects: ClusterFacts['objects']): ClusterFacts => ({
  origin: { kind: 'cluster', id: 'c' },
  serverVersion: known('v1.33.1'),
  discovery: unknown('not read'),
  requestedApis: unknown('not read'),
  objects,
});

const assume = (facts: ClusterFacts, objects: readonly KubeObject[]) =>
  assumeObjects(facts, factsOf(objects, ['f.yaml']).objects);

describe('objects that are taken as applied', () => {
  test('replace the one of their kind, namespace and name, and no other', () => {
    const before = clusterWith({
      services: known([service('a', 'one', 'ClusterIP'), service('a', 'two', 'ClusterIP')]),
    });
    const { facts, assumed } = assume(before, [service('a', 'two', 'NodePort')]);
    const { services } = facts.objects;
    expect(
      services?.state === 'known' && services.value.map(({ metadata, spec }) => [metadata.namespace, spec]),
    ).toEqual([
      ['one', { type: 'ClusterIP', ports: [{ port: 443 }] }],
      ['two', { type: 'NodePort', ports: [{ port: 443 }] }],
    ]);
    expect(assumed).toEqual([
      { change: 'replaced', kind: 'Service', namespace: 'two', name: 'a', fields: ['spec.type'] },
    ]);
  });

  test('are added where there was none, and said to be as they are where nothing differs', () => {
    const before = clusterWith({ namespaces: known([namespace('a', { x: 'y' })]) });
    expect(assume(before, [namespace('a', { x: 'y' }), namespace('b')]).assumed).toEqual([
      { change: 'unchanged', kind: 'Namespace', name: 'a', fields: [] },
      { change: 'added', kind: 'Namespace', name: 'b', fields: [] },
    ]);
  });

  test('make nothing known that was not: beside them there may be more', () => {
    const before = clusterWith({ namespaces: unknown('namespaces cannot be listed: forbidden') });
    const { facts } = assume(before, [namespace('b')]);
    expect(facts.objects.namespaces).toMatchObject({
      state: 'partial',
      because: 'namespaces cannot be listed: forbidden',
      value: [{ metadata: { name: 'b' } }],
    });
    expect(assume(clusterWith({}), [namespace('b')]).facts.objects.namespaces?.state).toBe('partial');
  });

  test('leave everything else as it was', () => {
    const before = clusterWith({ namespaces: known([]), services: known([]) });
    const { facts } = assume(before, [namespace('b')]);
    expect({ ...facts, objects: { ...facts.objects, namespaces: known([]) } }).toEqual(before);
  });

  test('the last one counts where files name one twice', () => {
    const { facts } = assume(clusterWith({ namespaces: known([]) }), [
      namespace('a'),
      namespace('a', { x: 'z' }),
    ]);
    expect(facts.objects.namespaces).toMatchObject({ value: [{ metadata: { labels: { x: 'z' } } }] });
  });
});
