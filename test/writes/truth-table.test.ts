import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { loadAll } from 'js-yaml';
import { examineWrites } from '../../src/detectors/control-plane-write/examine-writes.ts';
import { partial, unknown } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { readKnowledge } from '../../src/knowledge/read.ts';
import { writesFile } from '../../src/knowledge/shapes/writes.ts';
import { type Path, planPath } from '../../src/upgrade/path.ts';
import { knowledgeTexts } from '../support/knowledge.ts';

const RELEASES = ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'].map((minor) => ({
  minor: minor as '1.31',
  released: '2020-01-01',
  endOfLife: '2021-01-01',
  newestPatch: `${minor}.9`,
}));

const WRITES = knowledgeTexts('writes').map((file) => {
  const read = readKnowledge(file);
  if ('problem' in read) throw new Error(JSON.stringify(read.problem));
  return writesFile.parse(read.document);
});

const rows = (file: string): Record<string, string>[] =>
  readFileSync(new URL(`recorded/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const objectsOf = (config: string): KubeObject[] =>
  (
    loadAll(
      readFileSync(new URL(`recorded/configs/${config}.yaml`, import.meta.url), 'utf8'),
    ) as (KubeObject | null)[]
  ).filter((one) => one !== null);

const blockers = (objects: readonly KubeObject[], from: string, to: string): string[] => {
  const ofKind = (kind: string) =>
    partial(
      objects.filter((object) => object.kind === kind),
      'only the given files were read',
    );
  const facts = readFacts({
    origin: { kind: 'files', id: 'test' },
    serverVersion: unknown('files tell no version'),
    discovery: unknown('files tell no discovery'),
    requestedApis: unknown('files tell no metrics'),
    objects: {
      'validatingwebhookconfigurations.admissionregistration.k8s.io': ofKind(
        'ValidatingWebhookConfiguration',
      ),
      'mutatingwebhookconfigurations.admissionregistration.k8s.io': ofKind('MutatingWebhookConfiguration'),
    },
  });
  const { findings } = examineWrites(WRITES, planPath(from, to, RELEASES) as Path, facts, {
    backends: 'down',
    distribution: 'unknown',
  });
  return findings
    .filter(
      (finding) =>
        finding.severity === 'blocker' &&
        finding.outcome === 'hit' &&
        finding.hazard.startsWith('control-plane-write-'),
    )
    .map((finding) => finding.id);
};

const usesCel = (objects: readonly KubeObject[]) =>
  JSON.stringify(objects).includes('matchConditions') ||
  objects.some((object) => object.kind.includes('AdmissionPolicy'));

describe.each(['verdicts-1.32-1.34.jsonl', 'verdicts-1.35-1.36.jsonl'])(
  'whole configurations with their backends down, %s',
  (file) => {
    const cases = rows(file).map((row) => [row.config as string, row] as const);

    test.each(cases.filter(([config]) => !usesCel(objectsOf(config))))('%s', (config, row) => {
      const found = blockers(objectsOf(config), row.from as string, row.to as string);
      if (row.outcome === 'ready') expect(found).toEqual([]);
      else expect(found).not.toEqual([]);
    });
  },
);

describe('a fail-closed webhook without a backend on one resource', () => {
  test.each(
    rows('denied-writes.jsonl').map(
      (row) => [`${row.from} → ${row.to} ${row.blocked}: ${row.outcome}`, row] as const,
    ),
  )('%s', (_name, row) => {
    const [group = '', resource = ''] = (row.blocked as string).split('/');
    const webhook = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'one-resource' },
      webhooks: [
        {
          name: 'one.example.dev',
          failurePolicy: 'Fail',
          rules: [
            { operations: ['*'], apiGroups: [group], apiVersions: ['*'], resources: [resource], scope: '*' },
          ],
          clientConfig: { url: 'https://127.0.0.1:1/' },
        },
      ],
    };
    const found = blockers([webhook], row.from as string, row.to as string);
    if (row.outcome === 'ready') expect(found).toEqual([]);
    else expect(found).toEqual(['control-plane-write-denied/one-resource']);
  });
});
