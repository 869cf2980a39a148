import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { assess } from '../../src/assessment/assess.ts';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { factOf } from '../../src/cluster/collector.ts';
import { COLLECTORS } from '../../src/cluster/collectors.ts';
import { mapLimit } from '../../src/cluster/map-limit.ts';
import { digestOf } from '../../src/cluster/snapshot.ts';
import { type ClusterFacts, resourceKey } from '../../src/facts/cluster-facts.ts';
import { type Fact, unknown } from '../../src/facts/fact.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { type Path, planPath } from '../../src/upgrade/path.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { readLive, recordedFacts } from '../support/read-live.ts';
import { type Fault, startRecordedServer } from '../support/recorded-server.ts';
import { stockCluster } from '../support/stock-cluster.ts';

const { knowledge } = compileKnowledge(knowledgeTexts());
const PATH = planPath('1.32.0', '1.34', knowledge.releases) as Path;
const STOCK_PATH = planPath('1.32.13', '1.33', knowledge.releases) as Path;

const FAULTS: Readonly<Record<string, Fault>> = {
  '403': { answer: 403 },
  '404': { answer: 404 },
  '410 in the middle': { does: 'expire-continue' },
  '429': { answer: 429, headers: { 'Retry-After': '1' } },
  '500': { answer: 500 },
  '503': { answer: 503 },
  'no answer': { does: 'hang' },
  'a reset': { does: 'reset' },
  'a truncated body': { does: 'truncate' },
  'no JSON': { does: 'not-json' },
  'a wrong content type': { does: 'wrong-content-type' },
  'a wrong kind': { does: 'wrong-kind' },
};

/** Reads the cluster with a fault. Where the fault touches one list only, the others are taken from the whole reading. */
async function readWith(endpoint: string, fault: Fault, whole: ClusterFacts): Promise<ClusterFacts> {
  const server = await startRecordedServer('talos-single-1.32', {
    faults: { [endpoint]: fault },
    ...pagesFor(fault),
  });
  const collector = COLLECTORS.find(({ resource }) => endpoint.split('/').includes(resource));
  try {
    if (collector === undefined) return await readLive(server, 200);
    const key = resourceKey(collector.group, collector.resource);
    const { objects } = await readLive(server, 200, new Set([factOf(collector)]));
    return { ...whole, objects: { ...whole.objects, [key]: objects[key] as Fact<readonly KubeObject[]> } };
  } finally {
    await server.close();
  }
}

/** Only a list of several pages has a middle. */
const pagesFor = (fault: Fault) => ('does' in fault && fault.does === 'expire-continue' ? { page: 2 } : {});

const judge = (facts: ClusterFacts, path = PATH): Assessment =>
  assess(facts, knowledge, {
    path,
    backends: 'observed',
    distribution: undefined,
    time: '2026-11-24T00:00:00.000Z',
    digest: digestOf(facts),
  });

/** Without one of these lists, a blocker of any stock cluster could hide. */
const MAY_HIDE_A_BLOCKER = [
  'configmaps',
  'mutatingadmissionpolicies.admissionregistration.k8s.io',
  'mutatingwebhookconfigurations.admissionregistration.k8s.io',
  'nodes',
  'pods',
  'validatingadmissionpolicies.admissionregistration.k8s.io',
  'validatingwebhookconfigurations.admissionregistration.k8s.io',
];

/** A cluster that is a GO, as it would be seen if it had lost what another one lost. */
function withLossesOf(facts: ClusterFacts, stock: ClusterFacts): ClusterFacts {
  const lost = Object.entries(facts.objects).filter(([, { state }]) => state === 'unknown');
  return {
    ...stock,
    serverVersion: facts.serverVersion.state === 'known' ? stock.serverVersion : facts.serverVersion,
    discovery: facts.discovery.state === 'known' ? stock.discovery : facts.discovery,
    objects: { ...stock.objects, ...Object.fromEntries(lost) },
  };
}

describe('every endpoint that is read, with every fault', () => {
  let endpoints: readonly string[] = [];
  let cells = 0;
  let whole: ClusterFacts;
  let asked: ReadonlySet<string>;
  let stock: ClusterFacts;
  const undetermined = new Set<string>();

  beforeAll(async () => {
    const server = await startRecordedServer('talos-single-1.32');
    whole = await readLive(server);
    endpoints = [...new Set(server.log.map(({ path }) => path))].sort();
    await server.close();
    asked = new Set(judge(blind(whole)).notChecked.map(({ what }) => what));
    stock = stockCluster(await recordedFacts('kubeadm-ha-1.33'), '1.32.13');
  });
  afterAll(() => {
    expect(cells).toBe(endpoints.length * Object.keys(FAULTS).length);
    expect([...undetermined]).toEqual(expect.arrayContaining([...MAY_HIDE_A_BLOCKER, 'the server version']));
  });

  test('the endpoints are those of a real reading', () => {
    expect(endpoints.length).toBeGreaterThan(30);
    expect(asked.size).toBeGreaterThan(8);
    expect(judge(whole).verdict).toBe('NO-GO');
    expect(judge(stock, STOCK_PATH).verdict).toBe('GO');
  });

  test.each(Object.entries(FAULTS))(
    '%s: no crash, no GO, and what was lost is named',
    async (name, fault) => {
      const wrong = await mapLimit(endpoints, 8, async (endpoint) => {
        cells += 1;
        const facts = await readWith(endpoint, fault, whole);
        const assessment = judge(facts);
        renderMarkdown(assessment, { colour: false });
        if (assessment.verdict === 'GO') return [`${endpoint}: GO`];
        const hiding = [
          ...lostFacts(facts).filter((key) => MAY_HIDE_A_BLOCKER.includes(key)),
          ...(facts.serverVersion.state === 'unknown' ? ['the server version'] : []),
        ];
        for (const key of hiding) undetermined.add(key);
        if (hiding.length > 0 && judge(withLossesOf(facts, stock), STOCK_PATH).verdict !== 'UNDETERMINED')
          return [`${endpoint}: a stock cluster is not UNDETERMINED`];
        const named = new Set(assessment.notChecked.map(({ what }) => what));
        return lostFacts(facts)
          .filter((key) => asked.has(key) && !named.has(key))
          .map((key) => `${endpoint}: ${key} is lost and not named`);
      });
      expect({ name, wrong: wrong.flat() }).toEqual({ name, wrong: [] });
    },
    60_000,
  );
});

function lostFacts({ objects }: ClusterFacts): readonly string[] {
  return Object.entries(objects).flatMap(([key, fact]) => (fact.state === 'unknown' ? [key] : []));
}

/** The same facts with nothing known of them: what an assessment then misses is what it asks for. */
function blind(facts: ClusterFacts): ClusterFacts {
  const objects = Object.keys(facts.objects).map((key) => [key, unknown('nothing was read')]);
  return { ...facts, objects: Object.fromEntries(objects) };
}
