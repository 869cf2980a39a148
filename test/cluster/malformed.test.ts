import { describe, expect, test } from '@jest/globals';
import { checkFacts } from '../../src/cluster/check-facts.ts';
import { collect } from '../../src/cluster/collect.ts';
import { discover } from '../../src/cluster/discovery.ts';
import { listAll } from '../../src/cluster/list.ts';
import { misshapen } from '../../src/cluster/object-shapes.ts';
import { keepWhole } from '../../src/cluster/project.ts';
import { failed, readingOf } from '../../src/cluster/read-failure.ts';
import type { ApiReader } from '../../src/cluster/transport.ts';
import { nestsWithin } from '../../src/nesting.ts';

const answering = (answers: Readonly<Record<string, unknown>>): ApiReader => {
  const find = (path: string) => {
    const answer = answers[path.replace(/\?.*/, '')];
    return answer === undefined ? failed<never>('missing', 'not found', 404) : readingOf(answer);
  };
  return {
    json: async (path) => find(path),
    text: async () => failed('forbidden', 'not allowed', 403),
  };
};
const deep = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
const hook = (webhooks: unknown) => ({ metadata: { name: 'w' }, webhooks });
const list = { path: '/p', apiVersion: 'v1', kind: 'Pod', project: keepWhole };

describe('nesting', () => {
  test('is measured without following it down', () => {
    expect([
      nestsWithin(1),
      nestsWithin(deep(300)),
      nestsWithin(deep(301)),
      nestsWithin(deep(100_000)),
    ]).toEqual([true, true, false, false]);
  });

  test('of a list or of facts that is too deep makes them unread, not a crash', async () => {
    const items = [{ metadata: { name: 'p' }, spec: { x: deep(100_000) } }];
    const reading = await listAll(answering({ '/p': { kind: 'PodList', items } }), list);
    expect(reading).toMatchObject({
      ok: false,
      failure: { kind: 'malformed', because: expect.stringMatching(/nests/) },
    });
    expect(checkFacts({ a: deep(100_000) })).toEqual({ problem: expect.stringMatching(/nest deeper/) });
  });
});

describe('an object that no API server writes', () => {
  const configuration = (fields: object) => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'w' },
    ...fields,
  });

  test.each<[object, string | undefined]>([
    [{ webhooks: [{ name: 'a', rules: null, timeoutSeconds: 5 }] }, undefined],
    [{ webhooks: {} }, 'webhooks is not a list'],
    [{ webhooks: [null] }, 'webhooks[0] is empty'],
    [{ webhooks: [{ rules: [{ operations: 'CREATE' }] }] }, 'webhooks[0].rules[0].operations is not a list'],
    [{ webhooks: [{ rules: [{ operations: [1] }] }] }, 'webhooks[0].rules[0].operations[0] is not a text'],
    [{ webhooks: [{ timeoutSeconds: '5' }] }, 'webhooks[0].timeoutSeconds is not a number'],
    [
      { webhooks: [{ namespaceSelector: { matchLabels: { a: 1 } } }] },
      'webhooks[0].namespaceSelector.matchLabels is not a mapping of texts',
    ],
  ])('%j', (fields, expected) => {
    expect(misshapen(configuration(fields))).toBe(expected);
  });

  test('makes its list unknown and its name known', async () => {
    const path = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
    const items = [hook([{ name: 'a', rules: 'all' }])];
    const facts = await collect(
      answering({
        '/version': { gitVersion: 'v1.33.1' },
        [path]: { kind: 'ValidatingWebhookConfigurationList', items },
      }),
      { origin: { kind: 'cluster', id: 'x' } },
    );
    expect(facts.objects['validatingwebhookconfigurations.admissionregistration.k8s.io']).toMatchObject({
      state: 'unknown',
      because: expect.stringContaining(
        'of ValidatingWebhookConfiguration w, webhooks[0].rules is not a list',
      ),
    });
  });
});

describe('a discovery document', () => {
  const aggregated = (...items: unknown[]) => ({ kind: 'APIGroupDiscoveryList', items });
  const group = { metadata: { name: '' }, versions: [{ version: 'v1', resources: [{ resource: 'pods' }] }] };

  test.each<[string, unknown]>([
    ['with an empty item', aggregated(null)],
    ['without anything', { kind: 'APIGroupDiscoveryList', items: null }],
    [
      'that does not name a resource',
      aggregated(group, { ...group, versions: [{ version: 'v1', resources: [{}] }] }),
    ],
    ['with a number as name', aggregated({ ...group, metadata: { name: 7 } })],
    ['that is null', null],
    ['of the older form with an empty group', { versions: ['v1'], groups: [null] }],
  ])('%s is malformed: it must not read as if nothing were served', async (_, document) => {
    const reading = await discover(answering({ '/api': document, '/apis': document }));
    expect(reading).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
  });

  test('whose lists are null, as Go writes empty ones, is read', async () => {
    const empty = { metadata: { name: 'a.example' }, versions: [{ version: 'v1', resources: null }] };
    const reading = await discover(answering({ '/api': aggregated(group), '/apis': aggregated(empty) }));
    expect(reading).toMatchObject({ ok: true, value: { resources: [{ resource: 'pods' }] } });
  });
});
