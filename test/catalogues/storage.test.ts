import { describe, expect, test } from '@jest/globals';
import { describeCatalogueEntry } from '../../src/catalogues/catalogue.ts';
import { isBefore } from '../../src/catalogues/crossing.ts';
import { unreadableVersions, writtenBy } from '../../src/catalogues/storage-descriptions.ts';
import { storageFindings } from '../../src/catalogues/storage-findings.ts';
import { readComponentSettings } from '../../src/components/settings.ts';
import type { ServedResource } from '../../src/facts/cluster-facts.ts';
import { known, partial, unknown } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import type { StorageVersions } from '../../src/knowledge/shapes/storage-versions.ts';
import { KNOWLEDGE, pathOf } from '../support/examine.ts';
import { type SmallCluster, smallCluster } from '../support/small-cluster.ts';

const served = (group: string, version: string, resource: string): ServedResource => ({
  group,
  version,
  resource,
  kind: resource,
  namespaced: false,
  subresources: [],
});
const workload = (name: string, apiVersion: string): KubeObject => ({
  apiVersion: 'scheduling.k8s.io/v1alpha1',
  kind: 'Workload',
  metadata: {
    namespace: 'ml',
    name,
    managedFields: [{ manager: 'kubectl', operation: 'Update', apiVersion }],
  },
});

/** A resource that one release in between reads in both versions. */
const BRIDGED: StorageVersions = {
  sources: { file: 'https://example.com/{read}' },
  resources: [
    {
      group: 'example.k8s.io',
      resource: 'things',
      kind: 'Thing',
      prefix: '/registry/things/',
      writes: [
        { from: '1.30', version: 'v1alpha1' },
        { from: '1.33', version: 'v1' },
      ],
      reads: [
        { version: 'v1', from: '1.33' },
        { version: 'v1alpha1', from: '1.30', until: '1.35' },
      ],
      source: 'file',
      read: '1.36',
    },
  ],
};

function look(cluster: SmallCluster, from: string, to: string, table = KNOWLEDGE.storageVersions) {
  const facts = readFacts(smallCluster({ version: from, ...cluster }));
  return storageFindings(table, facts, readComponentSettings(facts), pathOf(from, to));
}

const NOTHING = { findings: [], questions: [] };
const ALPHA = known([served('scheduling.k8s.io', 'v1alpha1', 'workloads')]);

describe('a kind that no release reads in the old version and writes in a new one', () => {
  const row = 'storage-version-unreadable/scheduling.k8s.io/v1alpha1/workloads';

  test('is asked for where the cluster serves the version', () => {
    expect(look({ discovery: ALPHA }, '1.35.8', '1.36')).toMatchObject({
      findings: [],
      questions: [
        { hazard: row, severity: 'disruptive', question: 'Is there any Workload in this cluster?' },
      ],
    });
  });

  test('is nothing on a cluster that does not serve it, and on other hops', () => {
    expect(look({}, '1.35.8', '1.36')).toEqual(NOTHING);
    expect(look({ discovery: ALPHA }, '1.34.11', '1.35')).toEqual(NOTHING);
  });

  test('is found where its objects are seen: each is stored as the release writes it', () => {
    const objects = {
      'workloads.scheduling.k8s.io': known([
        workload('train', 'scheduling.k8s.io/v1alpha1'),
        workload('serve', 'v1'),
      ]),
    };
    const { findings, questions } = look({ discovery: ALPHA, objects }, '1.35.8', '1.36');
    expect(questions).toEqual([]);
    expect(findings).toMatchObject([
      {
        id: row,
        outcome: 'hit',
        severity: 'disruptive',
        message: expect.stringContaining('Workload ml/train and Workload ml/serve are stored as'),
        evidence: [{ object: { name: 'train' } }, { object: { name: 'serve' } }],
        remediate: [{ run: 'kubectl delete workloads.scheduling.k8s.io -A --all' }],
      },
    ]);
  });

  test('is ruled out by a whole list without any, and not by one that may lack some', () => {
    const none = { 'workloads.scheduling.k8s.io': known([]) };
    expect(look({ discovery: ALPHA, objects: none }, '1.35.8', '1.36')).toEqual(NOTHING);
    const files = { 'workloads.scheduling.k8s.io': partial([], 'only files were read') };
    expect(look({ discovery: ALPHA, objects: files }, '1.35.8', '1.36').questions).toHaveLength(1);
  });

  test.each([
    ['--runtime-config=scheduling.k8s.io/v1alpha1=true', 1],
    ['--runtime-config=scheduling.k8s.io/v1alpha1', 1],
    ['--runtime-config=api/all=true', 1],
    ['--runtime-config=api/alpha=true', 1],
    ['--runtime-config=api/beta=true', 0],
    ['--runtime-config=scheduling.k8s.io/v1alpha1=false', 0],
    ['--v=2', 0],
  ])('where discovery is not known, %s tells', (flag, questions) => {
    const cluster = { discovery: unknown('discovery failed'), flags: { 'kube-apiserver': [flag] } };
    const seen = look(cluster, '1.35.8', '1.36');
    expect(seen.questions).toHaveLength(questions);
    expect(seen.findings).toEqual([]);
  });

  test('is unknown where neither discovery nor the flags can be seen', () => {
    const cluster = { discovery: unknown('discovery failed'), pods: unknown('pods cannot be listed') };
    expect(look(cluster, '1.35.8', '1.36').findings).toMatchObject([
      { id: row, outcome: 'unknown', because: ['discovery failed; pods cannot be listed'] },
    ]);
  });
});

describe('a version that releases in between could write anew', () => {
  const cluster = { discovery: known([served('example.k8s.io', 'v1alpha1', 'things')]) };
  const thing = (apiVersion: string): KubeObject => ({
    apiVersion: 'example.k8s.io/v1',
    kind: 'Thing',
    metadata: { name: 'one', managedFields: [{ manager: 'helm', operation: 'Update', apiVersion }] },
  });
  const having = (apiVersion: string) => ({
    objects: { 'things.example.k8s.io': known([thing(apiVersion)]) },
  });

  test('is asked for where it is served, with the command that migrates', () => {
    expect(look(cluster, '1.34.11', '1.35', BRIDGED)).toMatchObject({
      findings: [],
      questions: [
        {
          question: 'Is any Thing still stored as example.k8s.io/v1alpha1?',
          how: expect.stringContaining('kubectl get things.example.k8s.io -A -o json | kubectl replace -f -'),
        },
      ],
    });
  });

  test('is asked for where managed fields name it, although it is served no more', () => {
    expect(look(having('example.k8s.io/v1alpha1'), '1.34.11', '1.35', BRIDGED).questions).toHaveLength(1);
    expect(look(having('example.k8s.io/v1'), '1.34.11', '1.35', BRIDGED)).toEqual(NOTHING);
  });

  test('is never said to be stored, for it may have been written anew', () => {
    expect(
      look({ ...cluster, ...having('example.k8s.io/v1alpha1') }, '1.31.14', '1.35', BRIDGED),
    ).toMatchObject({
      findings: [],
      questions: [{}],
    });
  });
});

describe('both sides of every boundary', () => {
  const previous = (minor: string) => `1.${Number(minor.slice(2)) - 1}`;

  test.each(
    unreadableVersions(KNOWLEDGE.storageVersions).map(({ row, version, at }) => ({
      group: row.group,
      resource: row.resource,
      version,
      at,
    })),
  )('$resource of $version cannot be read by $at', ({ group, resource, version, at }) => {
    const discovery = known([served(group, version, resource)]);
    const into = (minor: string) =>
      look({ discovery }, `${previous(minor)}.0`, `${minor}.0`).questions.map(({ hazard }) => hazard);
    expect(into(at)).toEqual([`storage-version-unreadable/${group}/${version}/${resource}`]);
    expect(into(previous(at))).toEqual([]);
    if (at !== KNOWLEDGE.releases.at(-1)?.minor) expect(into(`1.${Number(at.slice(2)) + 1}`)).toEqual([]);
  });
});

describe('the table', () => {
  const { resources } = KNOWLEDGE.storageVersions;

  test('has every version that goes, by itself or by a hazard', () => {
    const own = unreadableVersions(KNOWLEDGE.storageVersions).map(
      ({ row, version, at }) => `${row.resource} ${version} ${at}`,
    );
    expect(own).toEqual([
      'clustercidrs v1alpha1 1.29',
      'podgroups v1alpha2 1.37',
      'workloads v1alpha2 1.37',
      'workloads v1alpha1 1.36',
    ]);
  });

  test('each release can read what it writes, and what the one before wrote by default', () => {
    const releases = KNOWLEDGE.releases.map(({ minor }) => minor);
    const wrong = resources.flatMap((row) =>
      releases.flatMap((release, index) => {
        const reads = (version: string | undefined) =>
          row.reads.some(
            (one) =>
              one.version === version &&
              !isBefore(release, one.from) &&
              (one.until === undefined || isBefore(release, one.until)),
          );
        const own = writtenBy(row, release);
        const before = writtenBy(row, releases[index - 1] ?? '1.0');
        return [
          ...(own !== undefined && !reads(own) ? [`${row.resource} ${release} writes ${own}`] : []),
          ...(before !== undefined && !before.includes('alpha') && !reads(before)
            ? [`${row.resource} ${release} cannot read ${before}`]
            : []),
        ];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('tells the way of a kind that is gone', () => {
    expect(
      describeCatalogueEntry(KNOWLEDGE, 'storage-version-unreadable/networking.k8s.io/v1alpha1/clustercidrs'),
    ).toMatchObject({
      title: '1.29 cannot read a ClusterCIDR that is stored as networking.k8s.io/v1alpha1',
      minor: '1.29',
      message: expect.stringContaining('1.29 does not have the kind at all'),
      rescue: [{}, { run: 'etcdctl get --prefix /registry/clustercidrs/ --keys-only' }],
      sources: [{ url: expect.stringContaining('/v1.28.0/') }],
    });
  });
});
