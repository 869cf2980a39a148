import { describe, expect, test } from '@jest/globals';
import { explainedIds, explainHazard } from '../../src/assessment/explain-hazard.ts';
import { describeCatalogues } from '../../src/catalogues/catalogue.ts';
import { nearIds } from '../../src/commands/near-ids.ts';
import { drawHazardPage } from '../../src/report/hazard-page.ts';
import { KNOWLEDGE } from '../support/examine.ts';

const IDS = explainedIds(KNOWLEDGE);
const page = (id: string) => {
  const explanation = explainHazard(KNOWLEDGE, id);
  return explanation === undefined ? '' : drawHazardPage(explanation, 100);
};

describe('a row of each kind has a page', () => {
  test.each([
    ['api-removed/autoscaling/v2beta2/horizontalpodautoscalers', 'autoscaling/v2 HorizontalPodAutoscaler'],
    ['api-removed/scheduling.k8s.io/v1alpha1/workloads', 'has the gate GenericWorkload on'],
    ['runtime-config-removed/resource.k8s.io/v1alpha2', 'upgrades into 1.31'],
    ['feature-gate-removed/CPUManager', 'upgrades into 1.33'],
    ['feature-gate-locked/NodeDeclaredFeatures', 'upgrades into 1.37'],
    ['feature-gate-default/SELinuxMount/1.37', 'set SELinuxMount=false before the upgrade'],
    ['feature-gate-needed/NodeDeclaredFeatures', 'ExtendWebSocketsToKubelet (from 1.36 on'],
    ['flag-removed/kubelet/pod-infra-container-image', 'upgrades into 1.35'],
    ['admission-plugin-removed/PersistentVolumeLabel', 'upgrades into 1.31'],
    [
      'storage-version-unreadable/scheduling.k8s.io/v1alpha2/podgroups',
      'kubectl delete podgroups.scheduling.k8s.io -A --all',
    ],
  ])('%s', (id, words) => {
    const text = page(id);
    expect(text.replace(/\s+/g, ' ')).toContain(words);
    for (const part of [
      'Severity',
      'Met by',
      'Found',
      'What happens',
      'Why',
      'Before the upgrade',
      'Sources',
      'https://',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|\{\{|\[object/);
  });

  test('and no other kind is left', () => {
    const kinds = new Set(describeCatalogues(KNOWLEDGE).map(({ id }) => id.split('/')[0]));
    expect([...kinds].sort()).toEqual([
      'admission-plugin-removed',
      'api-removed',
      'feature-gate-default',
      'feature-gate-locked',
      'feature-gate-needed',
      'feature-gate-removed',
      'flag-removed',
      'runtime-config-removed',
      'storage-version-unreadable',
    ]);
  });

  test('every row can be drawn', () => {
    const bad = describeCatalogues(KNOWLEDGE).filter((row) =>
      /undefined|\{\{|NaN/.test(drawHazardPage({ ...row, affects: 'upgrades', found: 'It is.' })),
    );
    expect(bad.map(({ id }) => id)).toEqual([]);
  });
});

describe('a name that is nearly right leads to the rows', () => {
  test.each([
    ['CPUManager', 'feature-gate-removed/CPUManager'],
    ['WatchList', 'feature-gate-default/WatchList/1.32'],
    ['clustercidrs', 'storage-version-unreadable/networking.k8s.io/v1alpha1/clustercidrs'],
    ['pod-infra-container-image', 'flag-removed/kubelet/pod-infra-container-image'],
    ['feature-gate-removed/CPUManger', 'feature-gate-removed/CPUManager'],
  ])('%s', (typed, id) => {
    expect(nearIds(typed, IDS, 10)).toContain(id);
  });
});
