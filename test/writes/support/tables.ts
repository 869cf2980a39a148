import { readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { partial, unknown } from '../../../src/facts/fact.ts';
import { type FactReader, readFacts } from '../../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../../src/facts/kube-object.ts';
import { readKnowledge } from '../../../src/knowledge/read.ts';
import { type WritesFile, writesFile } from '../../../src/knowledge/shapes/writes.ts';
import { type Path, planPath } from '../../../src/upgrade/path.ts';
import { knowledgeTexts } from '../../support/knowledge.ts';

/** Every file of writes, as it ships. */
export const WRITES: readonly WritesFile[] = knowledgeTexts('writes').map((file) => {
  const read = readKnowledge(file);
  if ('problem' in read) throw new Error(JSON.stringify(read.problem));
  return writesFile.parse(read.document);
});

const RELEASES = ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'].map((minor) => ({
  minor: minor as '1.31',
  released: '2020-01-01',
  endOfLife: '2021-01-01',
  newestPatch: `${minor}.9`,
}));

/** The path between two minors. */
export function pathOf(from: string, to: string): Path {
  const path = planPath(from, to, RELEASES);
  if ('problem' in path) throw new Error(path.problem);
  return path;
}

/** One row of a recorded table. */
export type Row = Readonly<Record<string, string | number | null>>;

/** The rows of a recorded table. */
export function rowsOf(file: string): readonly Row[] {
  return readFileSync(new URL(`../recorded/${file}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** The objects of a recorded configuration. */
export function objectsOf(config: string): readonly KubeObject[] {
  const text = readFileSync(new URL(`../recorded/configs/${config}.yaml`, import.meta.url), 'utf8');
  return (loadAll(text) as (KubeObject | null)[]).filter((one) => one !== null);
}

const RESOURCES: Readonly<Record<string, string>> = {
  ValidatingWebhookConfiguration: 'validatingwebhookconfigurations.admissionregistration.k8s.io',
  MutatingWebhookConfiguration: 'mutatingwebhookconfigurations.admissionregistration.k8s.io',
  ValidatingAdmissionPolicy: 'validatingadmissionpolicies.admissionregistration.k8s.io',
  ValidatingAdmissionPolicyBinding: 'validatingadmissionpolicybindings.admissionregistration.k8s.io',
  MutatingAdmissionPolicy: 'mutatingadmissionpolicies.admissionregistration.k8s.io',
  MutatingAdmissionPolicyBinding: 'mutatingadmissionpolicybindings.admissionregistration.k8s.io',
  Service: 'services',
  EndpointSlice: 'endpointslices.discovery.k8s.io',
  Node: 'nodes',
  Pod: 'pods',
  ConfigMap: 'configmaps',
  DaemonSet: 'daemonsets.apps',
};

/** Facts that hold these objects and say nothing of anything else. */
export function factsOfObjects(objects: readonly KubeObject[], how: 'some' | 'all' = 'some'): FactReader {
  return readFacts({
    origin: { kind: 'files', id: 'test' },
    serverVersion: unknown('files tell no version'),
    discovery: unknown('files tell no discovery'),
    requestedApis: unknown('files tell no metrics'),
    objects: Object.fromEntries(
      Object.entries(RESOURCES).map(([kind, resource]) => {
        const value = objects.filter((object) => object.kind === kind);
        return [
          resource,
          how === 'all' ? { state: 'known', value } : partial(value, 'only the given files were read'),
        ];
      }),
    ),
  });
}
