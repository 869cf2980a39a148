import { describe, expect, test } from '@jest/globals';
import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { compileCel } from '../../src/cel/cel.ts';
import { checkFacts } from '../../src/cluster/check-facts.ts';
import { readFiles } from '../../src/cluster/files.ts';
import { readMetrics } from '../../src/cluster/metrics.ts';
import { readYaml } from '../../src/cluster/read-yaml.ts';
import { redactLines } from '../../src/cluster/redact.ts';
import { redactYaml } from '../../src/cluster/redact-yaml.ts';
import { assumeObjects } from '../../src/facts/assume-objects.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { readKnowledge } from '../../src/knowledge/read.ts';
import { validate } from '../../src/knowledge/validate.ts';
import { code } from '../../src/report/markdown-text.ts';
import { drawGuide } from '../../src/rescue/draw-guide.ts';
import { readLog } from '../../src/rescue/read-log.ts';
import { guideRescue } from '../../src/rescue/rescue-guide.ts';
import { waiverFile } from '../../src/waivers/waiver-file.ts';
import { judge, SNAPSHOT } from './base-facts.ts';
import { givenFile } from './given-file.ts';

/** How much more four times the input may take: linear is four, quadratic sixteen; the rest is for the machine. */
const MOST = 9;
/** Below so many milliseconds nothing is told from noise. */
const NOISE = 60;

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');
const cel = (source: string) =>
  compileCel(source, { kubernetes: undefined, use: 'plain' }, { declare: ['object'] });
const readWaivers = (text: string) =>
  validate(waiverFile, load(text, { schema: FAILSAFE_SCHEMA }), 'waivers.yaml', text);
const kubeadm = {
  distribution: 'kubeadm',
  release: undefined,
  from: '1.32.0',
  to: '1.34.0',
  talosForm: undefined,
} as const;

/** The example with so many more objects of one kind, through the gate and to the end. */
function judgeMany(key: string, count: number, make: (index: number) => object) {
  const fact = SNAPSHOT.facts.objects[key];
  const held: readonly object[] = fact === undefined || fact.state === 'unknown' ? [] : fact.value;
  const value = [...held, ...Array.from({ length: count }, (_, index) => make(index))];
  const facts = {
    ...SNAPSHOT.facts,
    objects: { ...SNAPSHOT.facts.objects, [key]: { state: 'known', value } },
  };
  const checked = checkFacts(facts as unknown as ClusterFacts);
  if ('problem' in checked) throw new Error(checked.problem);
  return judge(checked.facts);
}

const hook = (index: number) => ({
  name: `n${index}.planted.example`,
  clientConfig: { service: { namespace: 'n', name: `s${index}` } },
  rules: [{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*'] }],
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
});
const configuration = (index: number, webhooks: readonly object[]) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: `c${index}` },
  webhooks,
});
const WEBHOOKS = 'validatingwebhookconfigurations.admissionregistration.k8s.io';
const pod = (index: number) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: `kube-apiserver-${index}`,
    namespace: 'kube-system',
    labels: { component: 'kube-apiserver' },
  },
  spec: {
    containers: [
      { name: 'kube-apiserver', image: 'a:v1.32.0', command: ['kube-apiserver', `--f${index}=x`] },
    ],
  },
});

const CASES: Readonly<Record<string, readonly [size: number, work: (size: number) => unknown]>> = {
  'a log of many rejections': [
    8000,
    (n) => readLog(lines(n, (i) => `admission webhook "w${i}" denied the request: no`)),
  ],
  'a log of many objects': [
    8000,
    (n) =>
      readLog(
        lines(
          n,
          (i) =>
            `unable to reconcile clusterrole.rbac.authorization.k8s.io/a${i}: failed calling webhook "w": x`,
        ),
      ),
  ],
  'a log of long lines of backslashes': [200, (n) => readLog(lines(n, () => '\\'.repeat(8000)))],
  'a log of one line': [200_000, (n) => readLog('failed calling webhook "'.repeat(n))],
  'a guide about many webhooks': [
    1000,
    (n) => {
      const log = readLog(lines(n, (i) => `admission webhook "w${i}" denied the request: no`));
      return drawGuide(guideRescue({ situation: kubeadm, log, findings: [] }), 80);
    },
  ],
  'metrics of many APIs': [
    40_000,
    (n) =>
      readMetrics(
        lines(n, (i) => `apiserver_requested_deprecated_apis{group="g${i}"} 1`),
        [],
      ),
  ],
  'metrics of one long label': [
    200_000,
    (n) => readMetrics(`apiserver_requested_deprecated_apis{${'a'.repeat(n)}} 1`, []),
  ],
  'lines to be searched for secrets': [40_000, (n) => redactLines(lines(n, (i) => `token: x\n  - y${i}`))],
  'a line of half urls': [100_000, (n) => redactLines('https://'.repeat(n))],
  'YAML to be searched for secrets': [5000, (n) => redactYaml(lines(n, (i) => `k${i}: {a: b, token: c}`))],
  'YAML of many documents': [
    10_000,
    (n) =>
      readYaml(
        lines(n, (i) => `---\nkind: A${i}`),
        'x.yaml',
      ),
  ],
  'YAML of many aliases': [20_000, (n) => readYaml(`a: &a [x]\nb: [${lines(n, () => '*a,')}]`, 'x.yaml')],
  'YAML of many merges': [
    500,
    (n) => readYaml(`a: &a {b: c}\n${lines(n * 10, (i) => `b${i}: {<<: *a}`)}`, 'x.yaml'),
  ],
  'waivers, all wrong': [2000, (n) => readWaivers(`waivers:\n${lines(n, (i) => `- {hazard: h${i}}`)}`)],
  'one waiver of many unknown fields': [
    3000,
    (n) => readWaivers(`waivers:\n- {${lines(n, (i) => ` k${i}: x,`)}}`),
  ],
  'a file of knowledge': [
    5000,
    (n) => readKnowledge({ path: 'x.yaml', text: lines(n, (i) => `k${i}: {a: [b]}`) }),
  ],
  'CEL of many alternatives': [1500, (n) => cel(lines(n, (i) => `object.a${i} == 1 ||`).concat('true'))],
  'CEL with a long list': [5000, (n) => cel(`[${lines(n, (i) => `${i},`)}].size()`)],
  'many webhook configurations': [25, (n) => judgeMany(WEBHOOKS, n, (i) => configuration(i, [hook(i)]))],
  'many webhooks of one configuration': [
    80,
    (n) =>
      judgeMany(WEBHOOKS, 1, () =>
        configuration(
          0,
          Array.from({ length: n }, (_, i) => hook(i)),
        ),
      ),
  ],
  'many nodes': [
    1500,
    (n) =>
      judgeMany('nodes', n, (i) => ({
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: `n${i}` },
        status: { nodeInfo: { kubeletVersion: 'v1.29.0' } },
      })),
  ],
  'many API servers': [250, (n) => judgeMany('pods', n, pod)],
  'many Services': [
    1500,
    (n) =>
      judgeMany('services', n, (i) => ({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: `s${i}`, namespace: 'n' },
        spec: { clusterIP: `10.0.${i >> 8}.${i & 255}` },
      })),
  ],
};

function milliseconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

describe('four times the input takes about four times the time', () => {
  test('what is quadratic is recognised', () => {
    const quadratic = (n: number) =>
      Array.from({ length: n }, (_, i) => Array.from({ length: n / 4 }, (__, j) => i ^ j).length);
    expect(growth(3000, quadratic)).toBeGreaterThan(MOST);
  });

  test.each(Object.entries(CASES))(
    '%s',
    (_, [size, work]) => {
      expect(growth(size, work)).toBeLessThan(MOST);
    },
    60_000,
  );
});

/** The least of a few measurements, since a busy machine only ever adds; the first rounds warm up. */
function growth(size: number, work: (size: number) => unknown): number {
  let [small, large] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < 3; round++) {
    small = Math.min(
      small,
      milliseconds(() => work(size)),
    );
    large = Math.min(
      large,
      milliseconds(() => work(size * 4)),
    );
    if (round > 0 && (large < NOISE || large / small < MOST / 1.5)) break;
  }
  return large < NOISE ? 0 : large / small;
}

/** A call takes about a hundred thousand arguments; what spreads a list into one overflows the stack with more. */
describe('more items than a call takes arguments', () => {
  const MANY = 200_000;

  test('objects of one file, and all of them assumed', async () => {
    const items = Array.from({ length: MANY }, (_, index) => ({ metadata: { name: `n${index}` } }));
    const file = givenFile('many.json', JSON.stringify({ apiVersion: 'v1', kind: 'NamespaceList', items }));
    const { objects } = await readFiles([file]);
    expect(assumeObjects(SNAPSHOT.facts, { namespaces: objects.namespaces as never }).assumed.length).toBe(
      MANY,
    );
  });

  test('backticks of a name in Markdown', () => {
    expect(code('`a'.repeat(MANY)).startsWith('`` `a')).toBe(true);
  });
});
