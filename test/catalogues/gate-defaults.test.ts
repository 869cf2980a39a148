import { describe, expect, test } from '@jest/globals';
import { describeCatalogueEntry, listCatalogues } from '../../src/catalogues/catalogue.ts';
import { isBefore } from '../../src/catalogues/crossing.ts';
import { defaultChanges } from '../../src/catalogues/gate-state.ts';
import { examineCatalogues, KNOWLEDGE, pathOf } from '../support/examine.ts';
import { smallCluster } from '../support/small-cluster.ts';

const { gates } = KNOWLEDGE.featureGates;
const ids = (value: string, from: string, to: string) =>
  examineCatalogues(
    smallCluster({ version: from, flags: { 'kube-apiserver': [`--feature-gates=${value}`] } }),
    from,
    to,
  )
    .findings.filter(({ hazard }) => hazard === 'feature-gate-default')
    .map(({ id, severity }) => `${severity} ${id}`);

describe('a gate that is set to what becomes its default', () => {
  test('can be taken out, and that is said for the hop that changes it', () => {
    expect(ids('WatchList=true', '1.31.14', '1.32')).toEqual(['info feature-gate-default/WatchList/1.32']);
    expect(ids('WatchList=true', '1.32.13', '1.33')).toEqual([]);
    expect(ids('WatchList=false', '1.32.13', '1.33')).toEqual(['info feature-gate-default/WatchList/1.33']);
    expect(ids('WatchList=true', '1.34.11', '1.35')).toEqual([]);
  });

  test('the other value keeps what was, and is left alone', () => {
    expect(ids('WatchList=false', '1.31.14', '1.32')).toEqual([]);
  });

  test('the finding says where it is set and changes no verdict', () => {
    const { findings } = examineCatalogues(
      smallCluster({
        version: '1.32.13',
        configMaps: { 'kubelet-config': { kubelet: 'featureGates: {UserNamespacesSupport: true}' } },
      }),
      '1.32.13',
      '1.33',
    );
    expect(findings).toMatchObject([
      {
        id: 'feature-gate-default/UserNamespacesSupport/1.33',
        component: 'kubelet',
        outcome: 'hit',
        severity: 'info',
        message: expect.stringContaining(
          '(kubelet.featureGates) sets UserNamespacesSupport=true, which the release makes the default.',
        ),
      },
    ]);
  });
});

describe('both sides of every boundary', () => {
  const previous = (minor: string, by = 1) => `1.${Number(minor.slice(2)) - by}`;
  const changes = gates
    .filter(({ registry }) =>
      KNOWLEDGE.featureGates.registries[registry]?.components.includes('kube-apiserver'),
    )
    .flatMap((gate) =>
      defaultChanges(gate)
        .filter(({ at }) => !isBefore(at, '1.25'))
        .map(({ at, on }) => ({ name: gate.name, at, on })),
    );

  test.each(changes)('$name is $on by default from $at on', ({ name, at, on }) => {
    const row = `info feature-gate-default/${name}/${at}`;
    const into = (release: string, value: boolean) =>
      ids(`${name}=${value}`, `${previous(release)}.0`, `${release}.0`);
    expect(into(at, on)).toEqual([row]);
    expect(into(at, !on)).toEqual([]);
    expect(into(previous(at), on)).not.toContain(row);
  });
});

describe('every change of a default', () => {
  const changes = gates.flatMap((gate) =>
    defaultChanges(gate)
      .filter(({ at }) => !isBefore(at, '1.25'))
      .map(({ at }) => `feature-gate-default/${gate.name}/${at}`),
  );

  test('is listed by the release that makes it', () => {
    const listed = KNOWLEDGE.releases
      .slice(1)
      .flatMap(({ minor }, index) =>
        listCatalogues(KNOWLEDGE, pathOf(KNOWLEDGE.releases[index]?.minor ?? '', minor)),
      )
      .filter(({ id }) => id.startsWith('feature-gate-default/'));
    expect(listed.filter(({ id, minor }) => !id.endsWith(`/${minor}`))).toEqual([]);
    const reached = changes.filter((id) => !id.endsWith('/1.25'));
    expect(listed.map(({ id }) => id).sort()).toEqual([...reached].sort());
    expect(reached.length).toBeGreaterThan(150);
  });

  test('never advises what would keep a component from starting', () => {
    expect(describeCatalogueEntry(KNOWLEDGE, 'feature-gate-default/NodeLogQuery/1.36')).toMatchObject({
      message: expect.stringContaining('It cannot be set otherwise any more.'),
      explain: expect.stringContaining('What was cannot be kept: from 1.36 on the gate is locked'),
    });
    expect(
      describeCatalogueEntry(KNOWLEDGE, 'feature-gate-default/ClusterTrustBundle/1.37')?.explain,
    ).toContain(
      'set ClusterTrustBundle=false, together with ClusterTrustBundleProjection=false, which would be refused without it, before the upgrade.',
    );
  });

  test('says how to keep what was', () => {
    expect(describeCatalogueEntry(KNOWLEDGE, 'feature-gate-default/WatchList/1.33')).toMatchObject({
      title: '1.33 switches the gate WatchList off by default',
      explain: expect.stringContaining('set WatchList=true before the upgrade'),
    });
  });
});
