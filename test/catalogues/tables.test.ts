import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  describeCatalogueEntry,
  describeCatalogues,
  listCatalogues,
} from '../../src/catalogues/catalogue.ts';
import { isBefore } from '../../src/catalogues/crossing.ts';
import { KNOWLEDGE, KNOWLEDGE_PROBLEMS, pathOf } from '../support/examine.ts';

const TABLES = ['apis.yaml', 'feature-gates.yaml', 'flags.yaml', 'admission-plugins.yaml'];
const DESCRIPTIONS = describeCatalogues(KNOWLEDGE);

interface Measured {
  readonly versions: readonly string[];
  readonly flags: Readonly<Record<string, Readonly<Record<string, 'all' | readonly string[]>>>>;
}
const MEASURED: Measured = JSON.parse(readFileSync(new URL('recorded/flags.json', import.meta.url), 'utf8'));

describe('the tables', () => {
  test('are well formed', () => {
    expect(KNOWLEDGE_PROBLEMS.filter(({ file }) => TABLES.includes(file))).toEqual([]);
  });

  test('name each thing once', () => {
    const ids = DESCRIPTIONS.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const gates = KNOWLEDGE.featureGates.gates.map(({ name }) => name);
    expect(new Set(gates).size).toBe(gates.length);
  });

  test('say in each row where it was read', () => {
    expect(DESCRIPTIONS.filter(({ sources }) => sources.length === 0).map(({ id }) => id)).toEqual([]);
    const urls = DESCRIPTIONS.flatMap(({ sources }) => sources.map(({ url }) => url));
    expect(urls.filter((url) => !/^https:\/\/[\w.-]+\/[^{}\s]+$/.test(url))).toEqual([]);
  });

  test('never name a release after the horizon, and no release that comes before a thing was there', () => {
    const horizon = KNOWLEDGE.releases.at(-1)?.minor ?? '';
    expect(DESCRIPTIONS.filter(({ minor }) => isBefore(horizon, minor)).map(({ id }) => id)).toEqual([]);
    const backwards = KNOWLEDGE.featureGates.gates.filter(
      ({ since, locked, removed }) =>
        (since !== undefined && removed !== undefined && !isBefore(since, removed)) ||
        (locked !== undefined && removed !== undefined && !isBefore(locked.at, removed)) ||
        (locked !== undefined && since !== undefined && isBefore(locked.at, since)),
    );
    expect(backwards.map(({ name }) => name)).toEqual([]);
  });

  test('promise more than a caution only where it is confirmed', () => {
    expect(
      DESCRIPTIONS.filter(({ confidence }) => !['reproduced', 'confirmed'].includes(confidence)),
    ).toEqual([]);
  });

  test('have a way out for each blocker', () => {
    const stuck = DESCRIPTIONS.filter(
      ({ severity, rescue, remediate }) =>
        remediate.length === 0 || (severity === 'blocker' && rescue.length === 0),
    );
    expect(stuck.map(({ id }) => id)).toEqual([]);
  });
});

describe('the table of flags, held against what the binaries accept', () => {
  const accepts = (component: string, flag: string, minor: string): boolean => {
    const accepted = MEASURED.flags[component]?.[flag];
    return accepted === 'all' || (accepted?.includes(minor) ?? false);
  };

  test('no row is accepted at or after its release; a measured one was accepted before', () => {
    const wrong = KNOWLEDGE.flags.flags.filter(({ component, flag, removed, measured }) =>
      MEASURED.versions.some((minor) => {
        const isAccepted = accepts(component, flag, minor);
        return isBefore(minor, removed) ? measured === true && !isAccepted : isAccepted;
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('every flag that a release stopped to accept is a measured row', () => {
    const gone = Object.entries(MEASURED.flags).flatMap(([component, flags]) =>
      Object.keys(flags).flatMap((flag) =>
        MEASURED.versions
          .slice(1)
          .flatMap((minor, index) =>
            accepts(component, flag, MEASURED.versions[index] ?? '') && !accepts(component, flag, minor)
              ? [`${component} ${flag} ${minor}`]
              : [],
          ),
      ),
    );
    const rows = KNOWLEDGE.flags.flags.filter(({ measured }) => measured === true);
    expect(gone.length).toBeGreaterThan(0);
    expect(rows.map(({ component, flag, removed }) => `${component} ${flag} ${removed}`).sort()).toEqual(
      gone.sort(),
    );
  });
});

describe('without a cluster', () => {
  test('a row describes itself by its id', () => {
    expect(
      describeCatalogueEntry(KNOWLEDGE, 'feature-gate-removed/AggregatedDiscoveryEndpoint'),
    ).toMatchObject({
      title: expect.stringContaining('1.33'),
      severity: 'blocker',
      minor: '1.33',
      explain: expect.stringContaining('From 1.30 on AggregatedDiscoveryEndpoint could only be true'),
    });
    expect(describeCatalogueEntry(KNOWLEDGE, 'feature-gate-removed/NoSuchGate')).toBeUndefined();
  });

  test('a path lists the rows it crosses and no others', () => {
    const ids = listCatalogues(KNOWLEDGE, pathOf('1.32.9', '1.34')).map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining([
        'feature-gate-removed/AggregatedDiscoveryEndpoint',
        'feature-gate-removed/StatefulSetStartOrdinal',
        'flag-removed/kube-apiserver/cloud-provider',
        'api-removed/admissionregistration.k8s.io/v1beta1/validatingadmissionpolicies',
      ]),
    );
    const minors = new Set(listCatalogues(KNOWLEDGE, pathOf('1.32.9', '1.34')).map(({ minor }) => minor));
    expect([...minors].sort()).toEqual(['1.33', '1.34']);
  });
});
