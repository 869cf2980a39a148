import { readdirSync, readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import type { Finding } from '../../src/assessment/finding.ts';
import { factsOf } from '../../src/cluster/files.ts';
import { examineActorWrites } from '../../src/detectors/actor-write/examine-actor-writes.ts';
import { examineWrites } from '../../src/detectors/control-plane-write/examine-writes.ts';
import type { ClusterFacts } from '../../src/facts/cluster-facts.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { readKnowledge } from '../../src/knowledge/read.ts';
import type { Product } from '../../src/knowledge/shapes/product.ts';
import { writesFile } from '../../src/knowledge/shapes/writes.ts';
import { type Path, planPath } from '../../src/upgrade/path.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { PRODUCTS } from '../support/products.ts';

export const RELEASES = Array.from({ length: 13 }, (_, index) => ({
  minor: `1.${25 + index}` as const,
  released: '2020-01-01',
  endOfLife: '2021-01-01',
  newestPatch: `1.${25 + index}.9`,
}));

export const WRITES = knowledgeTexts('writes').map((file) => {
  const read = readKnowledge(file);
  if ('problem' in read) throw new Error(JSON.stringify(read.problem));
  return writesFile.parse(read.document);
});

/** The objects of a recorded configuration. */
export function recordedObjects(config: string): readonly KubeObject[] {
  const text = readFileSync(new URL(`recorded/configs/${config}.yaml`, import.meta.url), 'utf8');
  return (loadAll(text) as (KubeObject | null)[]).filter((object) => object !== null);
}

/** The names of all recorded configurations. */
export function recordedConfigs(): readonly string[] {
  return readdirSync(new URL('recorded/configs/', import.meta.url)).map((file) =>
    file.replace(/\.yaml$/, ''),
  );
}

/** What real API servers made of the recorded configurations. */
export function recordedVerdicts(file: string): readonly Record<string, string>[] {
  return readFileSync(new URL(`recorded/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** What the upgrade's own writes meet among these objects, with backends down. */
export function examine(
  objects: readonly KubeObject[],
  from: string,
  to: string,
  options: {
    readonly products?: readonly Product[];
    readonly beside?: Partial<ClusterFacts>;
    readonly distribution?: string;
  } = {},
): readonly Finding[] {
  const facts = { ...factsOf(objects, ['test.yaml']), ...options.beside };
  return examineWrites(WRITES, planPath(from, to, RELEASES) as Path, readFacts(facts), {
    backends: 'down',
    distribution: options.distribution ?? 'kubeadm',
    products: options.products ?? PRODUCTS,
  }).findings;
}

/** What the writes of installers, nodes and controllers meet among these objects, with backends down. */
export function examineActors(objects: readonly KubeObject[], from: string, to: string): readonly Finding[] {
  const facts = readFacts(factsOf(objects, ['test.yaml']));
  return examineActorWrites(WRITES, planPath(from, to, RELEASES) as Path, facts, {
    backends: 'down',
    distribution: 'kubeadm',
    products: PRODUCTS,
  });
}
