import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { assess } from '../../src/assessment/assess.ts';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { digestOf } from '../../src/cluster/snapshot.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { compileKnowledge } from '../../src/knowledge/compile.ts';
import { FORMAT_NAMES } from '../../src/report/format-names.ts';
import { render } from '../../src/report/formats.ts';
import { type Path, planPath } from '../../src/upgrade/path.ts';
import type { WaiverFile } from '../../src/waivers/waiver-file.ts';
import { knowledgeTexts } from '../support/knowledge.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/talos-1.32.json.gz', import.meta.url));
const RECORDINGS = fileURLToPath(new URL('../recordings/', import.meta.url));

/** The example's snapshot, as its file says it. */
export const SNAPSHOT = JSON.parse(gunzipSync(readFileSync(EXAMPLE)).toString('utf8')) as {
  readonly facts: ClusterFacts;
};

export const { knowledge: KNOWLEDGE } = compileKnowledge(knowledgeTexts());
export const PATH = planPath('1.32.0', '1.34', KNOWLEDGE.releases) as Path;

/** Assesses facts for the example's path. */
export function judge(facts: ClusterFacts, waivers?: WaiverFile): Assessment {
  return assess(facts, KNOWLEDGE, {
    path: PATH,
    backends: 'observed',
    distribution: undefined,
    time: '2026-11-24T08:00:00.000Z',
    digest: digestOf(facts),
    waivers,
  });
}

/** Draws an assessment in one of the formats, which its facts choose: over many inputs each has its turn. */
export async function draw(assessment: Assessment): Promise<string> {
  const formats = FORMAT_NAMES;
  const turn = Number.parseInt(assessment.cluster.digest.slice(0, 6), 16) % formats.length;
  return await render(formats[turn] ?? 'json', assessment, { colour: false });
}

/** Every object of a recording, with the version and the kind that its list gives it. */
export function recordedObjects(recording: string): readonly Readonly<Record<string, unknown>>[] {
  return listsOf(recording).flatMap(({ apiVersion, kind, items }) =>
    items.map((item) => ({ apiVersion, kind: kind.replace(/List$/, ''), ...item })),
  );
}

/** What a recorded server answers, by path. */
export function recordedAnswers(recording: string): ReadonlyMap<string, unknown> {
  const read = (name: string) => readFileSync(join(RECORDINGS, recording, name), 'utf8');
  return new Map<string, unknown>([
    ['/version', JSON.parse(read('version.json'))],
    ['/api', JSON.parse(read('discovery-api.json'))],
    ['/apis', JSON.parse(read('discovery-apis.json'))],
    ['/metrics', read('metrics.txt')],
    ...listsOf(recording).map(({ path, ...list }): [string, unknown] => [path, list]),
  ]);
}

interface RecordedList {
  readonly path: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly items: readonly object[];
}

function listsOf(recording: string): readonly RecordedList[] {
  const folder = join(RECORDINGS, recording, 'lists');
  return readdirSync(folder).map((name) => {
    const [group = '', version = '', resource = ''] = name.replace(/\.json$/, '').split('_');
    const prefix = group === 'core' ? `/api/${version}` : `/apis/${group}/${version}`;
    return { path: `${prefix}/${resource}`, ...JSON.parse(readFileSync(join(folder, name), 'utf8')) };
  });
}
