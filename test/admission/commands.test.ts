import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startRecordedServer } from '../support/recorded-server.ts';
import { runCli } from '../support/run-cli.ts';
import { binding, DEPLOYMENT, namespace, policy, SERVICE_CIDR } from './support/cluster-of.ts';
import { RECORDINGS, readRecording } from './support/recording.ts';

const config = (name: string) =>
  fileURLToPath(new URL(`../writes/recorded/configs/${name}.yaml`, import.meta.url));

let folder = '';
const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'admission-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const answers = async (args: readonly string[], stdin = '') => {
  const { code, stdout, stderr } = await runCli([...args, '--format', 'json'], { stdin });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
};

describe('holdshort admission', () => {
  test.each(RECORDINGS)('calls what the recorded server called, from plain files, %s', async (name) => {
    const { cases, namespaces, objects, webhooks, version } = readRecording(name);
    const seen = cases.filter(({ request }) => request !== null);
    const items = [
      ...namespaces.map((one) => namespace(one.name, one.labels)),
      ...objects,
      ...webhooks.map(({ id, kind, webhook }) => ({
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: `${kind}WebhookConfiguration`,
        metadata: { name: id },
        webhooks: [webhook],
      })),
    ];
    const given = file('cluster.json', { apiVersion: 'v1', kind: 'List', items });
    const requests = file(
      'requests.json',
      seen.map(({ request }) => request),
    );
    const answered = await answers([
      'admission',
      '--request',
      requests,
      '--objects',
      given,
      '--from',
      version,
    ]);
    expect(answered).toHaveLength(seen.length);
    seen.forEach((one, index) => {
      const { uid, called, unknown } = answered[index];
      expect(uid).toBe(one.request?.uid);
      const open = unknown.map(({ configuration }: { configuration: string }) => configuration);
      const names = called.map(
        ({
          configuration,
          as,
        }: {
          configuration: string;
          as: { group: string; version: string; kind: string };
        }) => `${configuration} ${as.group}/${as.version}/${as.kind}`,
      );
      const expected = one.called
        .filter(({ id }) => !open.includes(id))
        .map(({ id, kind }) => `${id} ${kind}`);
      expect(names.sort()).toEqual(expected.sort());
    });
  });

  test('an AdmissionReview on standard input, before a policy that refuses', async () => {
    const review = {
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      request: { uid: 'u1', ...SERVICE_CIDR },
    };
    const objects = config('hazard-vap-servicecidr-deny-all');
    const [answer, ...others] = await answers(
      ['admission', '--request', '-', '--objects', objects, '--from', '1.34'],
      JSON.stringify(review),
    );
    expect(others).toEqual([]);
    expect(answer).toMatchObject({
      uid: 'u1',
      called: [],
      outcome: 'denied',
      policies: [{ policy: 'servicecidrs.deny-all', binding: 'servicecidrs.deny-all', does: 'deny' }],
    });
  });

  test('several YAML documents, and a policy with parameters from a ConfigMap', async () => {
    const limit = policy({
      paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
      validations: [{ expression: 'object.spec.replicas <= int(params.data.most)' }],
    });
    const bound = binding({
      paramRef: { name: 'limits', namespace: 'rules', parameterNotFoundAction: 'Deny' },
    });
    const limits = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'limits', namespace: 'rules' },
      data: { most: '2' },
    };
    const given = file('policy.json', {
      apiVersion: 'v1',
      kind: 'List',
      items: [limit, bound, limits, namespace('team-a')],
    });
    const small = { ...DEPLOYMENT, uid: 'small', object: { ...DEPLOYMENT.object, spec: { replicas: 2 } } };
    const requests = file(
      'requests.yaml',
      `---\n${JSON.stringify(DEPLOYMENT)}\n---\n${JSON.stringify(small)}\n`,
    );
    const answered = await answers([
      'admission',
      '--request',
      requests,
      '--objects',
      given,
      '--from',
      '1.34',
    ]);
    expect(answered.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['denied', 'admitted']);
  });

  test('a cluster and its snapshot give the same answer', async () => {
    const request = file('cidr.json', SERVICE_CIDR);
    const server = await startRecordedServer('talos-single-1.32');
    try {
      const live = await answers(['admission', '--request', request, '--kubeconfig', server.kubeconfig]);
      const snapshot = fileURLToPath(new URL('../../examples/talos-1.32.json.gz', import.meta.url));
      expect(live).toEqual(await answers(['admission', '--request', request, '--snapshot', snapshot]));
      expect(live).toMatchObject([
        { outcome: 'at-risk', called: [{ webhook: 'validate.kyverno.svc-fail' }] },
      ]);
    } finally {
      await server.close();
    }
  });

  test('the table names what is called and why', async () => {
    const request = file('one.json', SERVICE_CIDR);
    const objects = config('kyverno-1.19-wildcard-enforce');
    const { code, stdout } = await runCli([
      'admission',
      '--request',
      request,
      '--objects',
      objects,
      '--from',
      '1.34',
    ]);
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'CREATE servicecidrs.networking.k8s.io kubernetes by system:apiserver: at-risk',
        '  called kyverno-resource-validating-webhook-cfg / validate.kyverno.svc-fail as networking.k8s.io/v1 ServiceCIDR',
        '',
      ].join('\n'),
    );
  });

  test.each<[string, unknown, RegExp]>([
    ['nothing', '[]', /no AdmissionRequest there/],
    ['no operation', { kind: {}, resource: {} }, /operation is missing\. Give one of CREATE/],
    ['an operation that does not exist', { ...SERVICE_CIDR, operation: 'LIST' }, /operation is "LIST"/],
    ['no kind', { ...SERVICE_CIDR, kind: undefined }, /kind must have group, version and kind/],
    [
      'the second of two',
      [SERVICE_CIDR, { ...SERVICE_CIDR, resource: { group: 'x' } }],
      /request 2: resource must have/,
    ],
    ['a user that is a text', { ...SERVICE_CIDR, userInfo: 'jane' }, /userInfo is not an object/],
    ['no JSON', '{"kind": ', /bad\.json.*Mend the JSON/],
  ])('bad input ends in one line: %s', async (_what, content, message) => {
    const request = file('bad.json', content);
    const objects = config('kyverno-1.19-wildcard-enforce');
    const { code, stdout, stderr } = await runCli(['admission', '--request', request, '--objects', objects]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('holdshort cel', () => {
  const evaluate = (expression: string, ...args: readonly string[]) =>
    answers(['cel', '--expression', expression, ...args]);

  test.each([
    ['1 + 1', { value: 2 }],
    ['-1 + 2', { value: 1 }],
    ['--1', { value: 1 }],
    ['"a" + "b"', { value: 'ab' }],
    ['{"a": [1, 2]}', { value: { a: [1, 2] } }],
    ['1 / 0 == 1', { error: expect.any(String) }],
    ['1 +', { compileError: expect.any(String) }],
    ['object.metadata.name', { unknown: expect.stringContaining('no request was given') }],
  ])('without a request: %s', async (expression, expected) => {
    expect(await evaluate(expression)).toEqual([expected]);
  });

  test('one answer for each request, with its namespace from the objects', async () => {
    const requests = file('two.json', [DEPLOYMENT, SERVICE_CIDR]);
    const given = file('namespaces.json', namespace('team-a', { env: 'prod' }));
    expect(
      await evaluate(
        'namespaceObject == null ? "none" : namespaceObject.metadata.labels.env',
        '--request',
        requests,
        '--objects',
        given,
      ),
    ).toEqual([{ value: 'prod' }, { value: 'none' }]);
    expect(await evaluate('namespaceObject.metadata.name', '--request', requests)).toEqual([
      { unknown: expect.stringContaining('--objects') },
      { error: expect.any(String) },
    ]);
  });

  test('numbers are what their text says, as in the API server', async () => {
    const numbers = '{"float": 1.0, "large": 9007199254740993, "power": 1e3, "int": 7, "text": "1.0"}';
    const request = file('numbers.json', { ...DEPLOYMENT, object: { kind: 'Deployment', spec: 'NUMBERS' } });
    writeFileSync(request, readFileSync(request, 'utf8').replace('"NUMBERS"', numbers));
    const expressions = [
      ['type(object.spec.float) == double', true],
      ['type(object.spec.power) == double && object.spec.power == 1000.0', true],
      ['object.spec.large == 9007199254740993', true],
      ['object.spec.large + 1', '9007199254740994'],
      ['type(object.spec.int) == int', true],
      ['object.spec.text', '1.0'],
    ] as const;
    for (const [expression, value] of expressions)
      expect(await evaluate(expression, '--request', request)).toEqual([{ value }]);
  });

  test('a request holds no bodies, and no uid of its own', async () => {
    const request = file('request.json', { ...DEPLOYMENT, uid: 'x' });
    const seen = 'dyn(request).uid == "" && dyn(request).object == null && has(dyn(request).oldObject)';
    expect(await evaluate(seen, '--request', request)).toEqual([{ value: true }]);
    expect(await evaluate('request.uid', '--request', request)).toEqual([
      { compileError: expect.any(String) },
    ]);
  });

  test('libraries are those of the release', async () => {
    const expression = 'ip("10.1.0.1").family() == 4';
    expect(await evaluate(expression, '--kubernetes', '1.34')).toEqual([{ value: true }]);
    expect(await evaluate(expression, '--kubernetes', '1.27')).toEqual([
      { compileError: expect.any(String) },
    ]);
  });

  test('params are null, and what an authorizer says is unknown', async () => {
    const request = file('request.json', DEPLOYMENT);
    expect(await evaluate('params == null', '--request', request)).toEqual([{ value: true }]);
    const asks = 'authorizer.group("").resource("pods").check("get").allowed()';
    expect(await evaluate(asks, '--request', request)).toEqual([{ unknown: expect.any(String) }]);
  });

  test('bad input ends in one line', async () => {
    const { code, stderr } = await runCli(['cel', '--expression', '1', '--kubernetes', 'new']);
    expect(code).toBe(2);
    expect(stderr).toBe('holdshort: --kubernetes new: not a Kubernetes version. Give one such as 1.34.\n');
  });
});
