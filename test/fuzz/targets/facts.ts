import fc from 'fast-check';
import { checkFacts } from '../../../src/cluster/check-facts.ts';
import { collect } from '../../../src/cluster/collect.ts';
import { readFiles } from '../../../src/cluster/files.ts';
import { readKubelets } from '../../../src/cluster/kubelets.ts';
import { failed, readingOf } from '../../../src/cluster/read-failure.ts';
import { readSnapshot } from '../../../src/cluster/snapshot.ts';
import type { ApiReader } from '../../../src/cluster/transport.ts';
import { altered } from '../altered.ts';
import { alteredText, asText } from '../altered-text.ts';
import { draw, judge, recordedAnswers, recordedObjects, SNAPSHOT } from '../base-facts.ts';
import { givenFile } from '../given-file.ts';
import { refusedOr } from '../own-error.ts';
import { type Target, target } from '../target.ts';

const OBJECTS = recordedObjects('talos-single-1.32');
const CONFIGZ = {
  kubeletconfig: {
    cpuManagerPolicy: 'static',
    featureGates: { NodeSwap: true, CPUManager: false },
    memorySwap: { swapBehavior: 'LimitedSwap' },
    staticPodURL: 'https://pods.example/x?y=z',
    eventRecordQPS: 0,
  },
};
const TOLD = {
  kubelets: {
    state: 'partial',
    because: 'one did not answer',
    value: [{ node: 'w1', config: CONFIGZ.kubeletconfig, cgroupVersion: 2 }],
  },
  metrics: {
    apiserver_flowcontrol_rejected_requests_total: {
      state: 'known',
      value: [{ labels: { reason: 'queue-full', flow_schema: 'x', priority_level: 'y' }, value: 7 }],
    },
  },
};
const ANSWERS = recordedAnswers('talos-single-1.32');

/** Readers of a cluster and its objects, each followed by the decision and all reports. */
export const FACT_TARGETS: readonly Target[] = [
  target('snapshots whose JSON is altered', 120, altered(SNAPSHOT), async (snapshot) => {
    const facts = await refusedOr(() => readSnapshot(givenFile('snapshot.json', asText(snapshot))));
    if (facts !== undefined) await draw(judge(facts));
  }),
  target(
    'facts whose objects are altered below their metadata',
    300,
    alteredFact(),
    async ({ key, value }) => {
      const { facts } = SNAPSHOT;
      const checked = checkFacts({
        ...facts,
        objects: { ...facts.objects, [key]: { state: 'known', value } },
      });
      if ('facts' in checked) await draw(judge(checked.facts));
    },
  ),
  target('what kubelets and metrics tell, altered', 200, altered(TOLD), async (told) => {
    const { facts } = SNAPSHOT;
    const checked = checkFacts({ ...facts, ...(told as object) });
    if ('facts' in checked) await draw(judge(checked.facts));
  }),
  target('answers of kubelets, altered', 200, altered(CONFIGZ), async (answer) => {
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'w1' } };
    const reader: ApiReader = {
      json: async () => readingOf(answer),
      text: async () => readingOf(`kubelet_cgroup_version ${String(answer)}`),
    };
    const kubelets = await readKubelets(reader, { state: 'known', value: [node] }, 1);
    const checked = checkFacts({ ...SNAPSHOT.facts, kubelets });
    if ('problem' in checked) throw new Error(`a snapshot of it could not be read: ${checked.problem}`);
    judge(checked.facts);
  }),
  target('snapshots whose text is altered', 60, alteredText(JSON.stringify(SNAPSHOT)), async (text) => {
    const facts = await refusedOr(() => readSnapshot(givenFile('snapshot.json', text)));
    if (facts !== undefined) judge(facts);
  }),
  target(
    'objects in files',
    300,
    fc.array(alteredObject(), { minLength: 1, maxLength: 4 }),
    async (objects) => {
      const facts = await refusedOr(() =>
        readFiles([givenFile('objects.json', asText({ apiVersion: 'v1', kind: 'List', items: objects }))]),
      );
      if (facts !== undefined) await draw(judge(facts));
    },
  ),
  target(
    'objects in files whose text is altered',
    300,
    fc.constantFrom(...OBJECTS).chain((object) => alteredText(asText(object))),
    async (text) => {
      const facts = await refusedOr(() => readFiles([givenFile('objects.yaml', text)]));
      if (facts !== undefined) judge(facts);
    },
  ),
  target('answers of the API server', 150, alteredAnswer(), async ({ path, answer }) => {
    const facts = await collect(readerOf(new Map([...ANSWERS, [path, answer]])), {
      origin: { kind: 'cluster', id: 'fuzz' },
    });
    await draw(judge(facts));
  }),
];

function alteredFact() {
  const facts = Object.entries(SNAPSHOT.facts.objects).flatMap(([key, fact]) =>
    fact.state === 'known' && fact.value.length > 0 ? [{ key, objects: fact.value }] : [],
  );
  return fc.constantFrom(...facts).chain(({ key, objects }) =>
    fc.nat(objects.length - 1).chain((index) =>
      altered(objects[index]).map((object) => {
        const { metadata, apiVersion, kind } = objects[index] ?? {};
        const body = typeof object === 'object' && object !== null ? object : {};
        return { key, value: objects.with(index, { ...body, apiVersion, kind, metadata } as never) };
      }),
    ),
  );
}

function alteredObject() {
  return fc.constantFrom(...OBJECTS).chain((object) => altered(object));
}

function alteredAnswer() {
  return fc
    .constantFrom(...ANSWERS)
    .chain(([path, answer]) =>
      typeof answer === 'string'
        ? alteredText(answer).map((text): { path: string; answer: unknown } => ({ path, answer: text }))
        : altered(answer).map((other) => ({ path, answer: other })),
    );
}

/** A server whose answers have been read from their JSON already. */
function readerOf(answers: ReadonlyMap<string, unknown>): ApiReader {
  const find = (path: string) => answers.get(path.replace(/\?.*/, ''));
  return {
    json: async (path) => {
      const answer = find(path);
      return answer === undefined ? failed('missing', 'there is no such thing', 404) : readingOf(answer);
    },
    text: async (path) => {
      const answer = find(path);
      return typeof answer === 'string' ? readingOf(answer) : failed('forbidden', 'not allowed', 403);
    },
  };
}
