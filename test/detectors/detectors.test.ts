import { describe, expect, test } from '@jest/globals';
import { readCorefile } from '../../src/detectors/corefile.ts';
import { detect } from '../../src/detectors/detect.ts';
import { compareNumbers, readImage, readNumbers } from '../../src/detectors/image.ts';
import { withoutNulls } from '../../src/detectors/without-nulls.ts';
import { partial, unknown } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import type { Detect } from '../../src/knowledge/shapes/detect.ts';
import { contextOf, known } from './context.ts';

const run = (detection: Detect, objects: readonly KubeObject[] = []) =>
  detect(detection, contextOf(known(objects)));

function pod(
  name: string,
  fields: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'kube-system', ...metadata },
    spec: { containers: [], ...fields },
  };
}

describe('images', () => {
  test.each([
    ['registry.k8s.io/etcd:3.5.21-0', 'etcd', '3.5.21-0'],
    ['mirror.example:5000/k8s/etcd:v3.6.8', 'etcd', 'v3.6.8'],
    ['mirror.example:5000/etcd', 'etcd', ''],
    ['etcd@sha256:0123', 'etcd', ''],
    ['etcd:3.5.21@sha256:0123', 'etcd', '3.5.21'],
    ['', '', ''],
  ])('%s', (text, name, tag) => {
    expect(readImage(text)).toEqual({ name, tag });
  });

  test.each([
    ['3.5.21-0', [3, 5, 21]],
    ['v3.6', [3, 6]],
    ['3.5.21-rc.1', [3, 5, 21]],
    ['latest', undefined],
    ['1.2.3.4.5', undefined],
    ['sha-3.5', undefined],
    ['', undefined],
  ])('the version of tag %s', (tag, numbers) => {
    expect(readNumbers(tag)).toEqual(numbers);
  });

  test.each([
    [[3, 5, 21], [3, 5, 26], -5],
    [[3, 6, 0], [3, 6], 0],
    [[3, 6, 1], [3, 6], 1],
    [[3, 10, 0], [3, 9, 9], 1],
    [[3, 5], [3, 5, 26], undefined],
    [[3, 4], [3, 5, 26], -1],
  ])('%j against %j', (a, b, order) => {
    expect(compareNumbers(a, b)).toBe(order);
  });
});

describe('image-version', () => {
  const etcd = { image: 'etcd', namespace: 'kube-system', from: '3.5.0', before: '3.5.26' };
  const look = (image: string, ifMissing = 'miss') =>
    run({ 'image-version': { ...etcd, ifMissing } }, [
      pod('etcd-cp1', { containers: [{ name: 'etcd', image }] }),
    ]);

  test.each([
    ['registry.k8s.io/etcd:3.5.21-0', 'hit'],
    ['registry.k8s.io/etcd:3.5.0', 'hit'],
    ['registry.k8s.io/etcd:3.5.26-0', 'miss'],
    ['registry.k8s.io/etcd:3.4.27-0', 'miss'],
    ['registry.k8s.io/etcd:3.5', 'unknown'],
    ['registry.k8s.io/etcd:latest', 'unknown'],
    ['registry.k8s.io/etcd@sha256:0123', 'unknown'],
    ['registry.example/etcd-backup:3.5.1', 'miss'],
  ])('%s is a %s', (image, outcome) => {
    expect(look(image).outcome).toBe(outcome);
  });

  test('an image that is not there is what the hazard says it is', () => {
    expect(look('nginx:1', 'unknown')).toEqual({
      outcome: 'unknown',
      because: ['no pod with the image etcd is visible, so its version is not known'],
    });
  });

  test('one readable hit tells over one unreadable image', () => {
    const detection = run({ 'image-version': { image: 'etcd', before: '3.6', ifMissing: 'miss' } }, [
      pod('a', { containers: [{ name: 'etcd', image: 'etcd:3.5.9' }] }),
      pod('b', { containers: [{ name: 'etcd', image: 'etcd@sha256:0123' }] }),
    ]);
    expect(detection).toEqual({
      outcome: 'hit',
      evidence: [
        {
          object: { kind: 'Pod', namespace: 'kube-system', name: 'a' },
          values: { image: 'etcd:3.5.9', tag: '3.5.9' },
        },
      ],
      because: ['the image of pod kube-system/b tells no version: etcd@sha256:0123'],
    });
  });
});

describe('objects', () => {
  const node = (name: string, status: unknown): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    status,
  });
  const windows: Detect = {
    objects: { resource: 'nodes', where: "object.status.nodeInfo.operatingSystem == 'windows'" },
  };

  test('an object that a condition trips over is unknown, and named', () => {
    const nodes = [
      node('a', { nodeInfo: {} }),
      node('b', {}),
      node('c', { nodeInfo: { operatingSystem: 'linux' } }),
    ];
    expect(run(windows, nodes)).toEqual({
      outcome: 'unknown',
      because: [expect.stringMatching(/^Node a and 1 more could not be judged: .*operatingSystem/)],
    });
  });

  test('a hit elsewhere tells over it', () => {
    const nodes = [node('a', {}), node('b', { nodeInfo: { operatingSystem: 'windows' } })];
    expect(run(windows, nodes)).toMatchObject({
      outcome: 'hit',
      evidence: [{ object: { kind: 'Node', name: 'b' } }],
      because: [expect.stringContaining('Node a could not be judged')],
    });
  });

  test('a condition that is no CEL is unknown', () => {
    expect(run({ objects: { resource: 'nodes', where: 'object.' } }, [node('a', {})])).toMatchObject({
      outcome: 'unknown',
      because: [expect.stringContaining('its condition is no valid CEL')],
    });
  });

  test('values that cannot be had are left out, lists and numbers are texts', () => {
    const values = {
      list: 'object.status.list',
      number: 'object.status.number',
      none: 'object.status.none',
    };
    const detection = run({ objects: { resource: 'nodes', where: 'true', values } }, [
      node('a', { list: ['x', 'y'], number: 3 }),
    ]);
    expect(detection).toMatchObject({ evidence: [{ values: { list: 'x, y', number: '3' } }] });
    expect(JSON.stringify(detection)).not.toContain('none');
  });
});

describe('pod-specs', () => {
  const spec = { containers: [{ name: 'a', image: 'a' }], hostNetwork: true };
  const find = (objects: readonly KubeObject[]) => {
    const detection = run({ 'pod-specs': { where: 'has(spec.hostNetwork) && spec.hostNetwork' } }, objects);
    return detection.outcome === 'hit'
      ? detection.evidence.map(({ object }) => `${object?.kind} ${object?.name}`)
      : detection.outcome;
  };
  const owner = (kind: string, name: string) => ({
    ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid: 'u', controller: true }],
  });
  const workload = (kind: string, name: string, apiVersion = 'apps/v1'): KubeObject => ({
    apiVersion,
    kind,
    metadata: { name, namespace: 'kube-system' },
    spec: { template: { metadata: {}, spec } },
  });

  test('a workload stands for its pods', () => {
    const objects = [
      workload('DaemonSet', 'agent'),
      pod('agent-1', spec, owner('DaemonSet', 'agent')),
      workload('Deployment', 'web'),
      pod('web-5d-1', spec, { ...owner('ReplicaSet', 'web-5d'), labels: { 'pod-template-hash': '5d' } }),
      workload('StatefulSet', 'db'),
      pod('db-0', spec, owner('StatefulSet', 'db')),
    ];
    expect(find(objects)).toEqual(['Deployment web', 'StatefulSet db', 'DaemonSet agent']);
  });

  test('a cron job stands for its jobs and their pods', () => {
    const cronJob = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'nightly', namespace: 'kube-system' },
      spec: { jobTemplate: { spec: { template: { spec } } } },
    };
    const job = workload('Job', 'nightly-1', 'batch/v1');
    const made = { ...job, metadata: { ...job.metadata, ...owner('CronJob', 'nightly') } };
    const objects = [cronJob, made, pod('nightly-1-x', spec, owner('Job', 'nightly-1'))];
    expect(find(objects)).toEqual(['CronJob nightly']);
  });

  test('pods that no workload stands for are told themselves', () => {
    const objects = [
      pod('bare', spec),
      pod('rollout-1', spec, {
        ...owner('ReplicaSet', 'rollout-abc'),
        labels: { 'pod-template-hash': 'abc' },
      }),
      pod('etcd-cp1', spec, owner('Node', 'cp1')),
    ];
    expect(find(objects)).toEqual(['Pod bare', 'Pod rollout-1', 'Pod etcd-cp1']);
  });

  test('what has ended is passed over', () => {
    const ended = { ...pod('done', spec), status: { phase: 'Succeeded' } };
    const failed = { ...pod('failed', spec), status: { phase: 'Failed' } };
    const running = { ...pod('running', spec), status: { phase: 'Running' } };
    expect(find([ended, failed])).toBe('miss');
    expect(find([ended, running])).toEqual(['Pod running']);
  });
});

describe('component-flag', () => {
  const apiserver = (...flags: string[]) =>
    pod(
      'kube-apiserver-cp1',
      {
        containers: [
          {
            name: 'kube-apiserver',
            image: 'kube-apiserver:v1.33.4',
            command: ['kube-apiserver', ...flags],
          },
        ],
      },
      { labels: { component: 'kube-apiserver' } },
    );
  const look = (objects: readonly KubeObject[]) =>
    run(
      {
        'component-flag': { component: 'kube-apiserver', flag: 'anonymous-auth', where: "value == 'false'" },
      },
      objects,
    );

  test('a value that is meant', () => {
    expect(look([apiserver('--anonymous-auth=false')])).toEqual({
      outcome: 'hit',
      evidence: [
        {
          object: { kind: 'Pod', namespace: 'kube-system', name: 'kube-apiserver-cp1' },
          values: { field: '--anonymous-auth', value: 'false' },
        },
      ],
    });
  });

  test('another value, and none', () => {
    expect(look([apiserver('--anonymous-auth=true')]).outcome).toBe('miss');
    expect(look([apiserver()]).outcome).toBe('miss');
  });

  test('a component that is not visible is unknown', () => {
    expect(look([]).outcome).toBe('unknown');
  });
});

describe('config-text', () => {
  const coredns = (corefile: string): KubeObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'coredns', namespace: 'kube-system' },
    data: { Corefile: corefile },
  });
  const where = "text.matches('(?m)^ *federation ')";
  const corefile = { namespace: 'kube-system', name: 'coredns', key: 'Corefile', where };
  const look = (objects: readonly KubeObject[], ifMissing = 'miss') =>
    run({ 'config-text': { ...corefile, ifMissing } }, objects).outcome;

  test('a plugin that is there, one that is not, and no Corefile', () => {
    expect(look([coredns('.:53 {\n  federation cluster.local\n}\n')])).toBe('hit');
    expect(look([coredns('.:53 {\n  # federation was here\n}\n')])).toBe('miss');
    expect([look([]), look([], 'unknown')]).toEqual(['miss', 'unknown']);
  });
});

describe('requested-api and served-resource', () => {
  const requested = {
    group: 'policy',
    version: 'v1beta1',
    resource: 'podsecuritypolicies',
    subresource: '',
    removedRelease: '1.25',
  };
  const served = {
    group: 'policy',
    version: 'v1',
    resource: 'poddisruptionbudgets',
    kind: 'PodDisruptionBudget',
    namespaced: true,
    subresources: [],
  };
  const look = (changes: Parameters<typeof known>[1]) => {
    const context = () => contextOf(known([], changes));
    return [
      detect({ 'requested-api': { group: 'policy', version: 'v1beta1' } }, context()).outcome,
      detect({ 'served-resource': { group: 'policy', resource: 'poddisruptionbudgets' } }, context()).outcome,
    ];
  };

  test('what is there', () => {
    const changes = {
      requestedApis: { state: 'known', value: [requested] },
      discovery: { state: 'known', value: [served] },
    } as const;
    expect(look(changes)).toEqual(['hit', 'hit']);
  });

  test('what is not there', () => {
    expect(look({})).toEqual(['miss', 'miss']);
  });

  test('what is only partly known, and what is not', () => {
    const part = { requestedApis: partial([], 'one of three'), discovery: partial([], 'a group is stale') };
    expect(look(part)).toEqual(['unknown', 'unknown']);
    expect(look({ requestedApis: unknown('forbidden'), discovery: unknown('forbidden') })).toEqual([
      'unknown',
      'unknown',
    ]);
  });
});

test('null is absent, at every depth, and nothing else is touched', () => {
  const clean = { a: 1, b: [{ c: '' }, false] };
  expect(withoutNulls(clean)).toBe(clean);
  expect(withoutNulls({ a: null, b: [{ c: null, d: 0 }] })).toEqual({ b: [{ d: 0 }] });
});

describe('a Corefile', () => {
  const names = (text: string) => readCorefile(text).map(({ name }) => name);
  test.each([
    ['one block', '.:53 {\n  errors\n  cache 30\n}\n', ['errors', 'cache']],
    [
      'options are no plugins',
      '. {\n  forward . 1.1.1.1 {\n    policy random\n  }\n  loop\n}',
      ['forward', 'loop'],
    ],
    [
      'braces inside words',
      '. {\n  template IN A {\n    answer "{{ .Name }} 60"\n  }\n  log . {type}\n}',
      ['template', 'log'],
    ],
    [
      'a block that is closed at the end of its line',
      '. {\n  health { lameduck 5s }\n  ready\n}',
      ['health', 'ready'],
    ],
    ['comments', '# hi\n. { # open\n  # federation\n  errors # yes\n}', ['errors']],
    ['tabs and carriage returns', '.:53 {\r\n\terrors\r\n\treload\r\n}\r\n', ['errors', 'reload']],
    ['two blocks', 'a:53 {\n  hosts\n}\nb:53 {\n  file /x\n}', ['hosts', 'file']],
    ['nothing', '', []],
  ])('%s', (_name, text, plugins) => {
    expect(names(text)).toEqual(plugins);
  });
});
