import { describe, expect, test } from '@jest/globals';
import { describeCatalogueEntry } from '../../src/catalogues/catalogue.ts';
import { isBefore } from '../../src/catalogues/crossing.ts';
import { needsFor } from '../../src/catalogues/gate-needs.ts';
import { isOnAt, stageAt } from '../../src/catalogues/gate-state.ts';
import { examineCatalogues, KNOWLEDGE } from '../support/examine.ts';
import { type SmallCluster, smallCluster } from '../support/small-cluster.ts';

const { gates, needsRead } = KNOWLEDGE.featureGates;
const apiserver = (value: string): SmallCluster => ({
  flags: { 'kube-apiserver': [`--feature-gates=${value}`] },
});
const kubelet = (gate: string): SmallCluster => ({
  configMaps: { 'kubelet-config': { kubelet: `featureGates: {${gate}}` } },
});
const needed = (cluster: SmallCluster, from: string, to: string) =>
  examineCatalogues(smallCluster({ version: from, ...cluster }), from, to).findings.filter(
    ({ hazard }) => hazard === 'feature-gate-needed',
  );
const ids = (cluster: SmallCluster, from = '1.34.11', to = '1.35') =>
  needed(cluster, from, to).map(({ id, severity, outcome }) => `${outcome} ${severity} ${id}`);
const blocker = (name: string) => `hit blocker feature-gate-needed/${name}`;

describe('a gate that is off while another one needs it', () => {
  test('that one is on by default', () => {
    expect(ids(apiserver('UserNamespacesSupport=false'))).toEqual([blocker('UserNamespacesSupport')]);
    expect(ids(kubelet('UserNamespacesSupport: false'))).toEqual([blocker('UserNamespacesSupport')]);
  });

  test('that one is set on, and the other off by default', () => {
    const [finding, ...others] = needed(apiserver('ClusterTrustBundleProjection=true'), '1.34.11', '1.35');
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      id: 'feature-gate-needed/ClusterTrustBundle',
      message: expect.stringContaining(
        'sets ClusterTrustBundleProjection=true. In 1.35 ClusterTrustBundleProjection is on and needs ClusterTrustBundle, which is off.',
      ),
      evidence: [{ values: { value: 'ClusterTrustBundleProjection=true' } }],
    });
    expect(finding?.remediate[0]?.title).toContain('the gate ClusterTrustBundleProjection');
  });

  test.each([
    ['both are off', 'UserNamespacesSupport=false,ProcMountType=false'],
    ['both are on', 'ClusterTrustBundle=true,ClusterTrustBundleProjection=true'],
    ['the value is what it is anyway', 'UserNamespacesSupport=true'],
    [
      'the last word of a command line switches it on',
      'UserNamespacesSupport=false,UserNamespacesSupport=true',
    ],
  ])('it is accepted where %s', (_, value) => {
    expect(ids(apiserver(value))).toEqual([]);
  });

  test('releases that do not compare gates accept it', () => {
    expect(ids(apiserver('UserNamespacesSupport=false'), '1.33.4', '1.34')).toEqual([]);
  });

  test('a setting counts for the command line that has it, and not for others', () => {
    const cluster = {
      flags: {
        'kube-apiserver': ['--feature-gates=ClusterTrustBundle=true,ClusterTrustBundleProjection=true'],
        'kube-scheduler': ['--feature-gates=ClusterTrustBundleProjection=true'],
      },
    };
    const [finding] = needed(cluster, '1.34.11', '1.35');
    expect(finding?.component).toBe('kube-scheduler');
    expect(finding?.evidence).toHaveLength(1);
  });

  test('the release that switches a dependent on is the one that refuses', () => {
    const off = apiserver('APIServerIdentity=false');
    expect(ids(off)).toEqual([]);
    expect(ids(off, '1.35.8', '1.36')).toEqual([blocker('APIServerIdentity')]);
    const [finding, ...others] = needed(off, '1.34.11', '1.36');
    expect(others).toEqual([]);
    expect(finding?.hop.to).toMatch(/^1\.36\./);
  });

  test('what the release does not take anyway is told as that alone', () => {
    expect(ids(apiserver('DynamicResourceAllocation=false'))).toEqual([]);
    expect(ids(apiserver('InPlacePodVerticalScaling=false'))).toEqual([]);
  });

  test('a client gate that controllers of the same binary need', () => {
    const cluster = { flags: { 'kube-controller-manager': ['--feature-gates=AtomicFIFO=false'] } };
    const [finding] = needed(cluster, '1.35.8', '1.36');
    expect(finding?.message).toContain('StaleControllerConsistencyDaemonSet, StaleControllerConsistencyJob');
  });
});

describe('gates that stand for others', () => {
  test('all of alpha needs some of beta where beta is switched off', () => {
    const found = needed(apiserver('AllAlpha=true,AllBeta=false'), '1.34.11', '1.35');
    expect(found.map(({ id }) => id)).toContain('feature-gate-needed/APIServerIdentity');
    expect(found[0]?.remediate.map(({ title }) => title).join()).toContain('the gate AllBeta');
    expect(found[0]?.evidence.map(({ values }) => values.value)).toEqual(['AllAlpha=true', 'AllBeta=false']);
  });

  test('alone it is accepted while no alpha gate needs a beta one that is off', () => {
    expect(ids(apiserver('AllAlpha=true'))).toEqual([]);
    expect(ids(apiserver('AllAlpha=true'), '1.35.8', '1.36')).toEqual([]);
    expect(ids(apiserver('AllAlpha=true'), '1.36.4', '1.37')).toEqual([
      'unknown blocker feature-gate-needed/GenericWorkload',
    ]);
  });

  test('all of alpha with all of beta is accepted, and so is none', () => {
    expect(ids(apiserver('AllAlpha=true,AllBeta=true'))).toEqual([]);
    expect(ids(apiserver('AllAlpha=false'))).toEqual([]);
  });

  test('a value of its own counts before them', () => {
    expect(ids(apiserver('AllBeta=true,AllAlpha=true,ContainerRestartRules=false'))).toEqual([
      blocker('ContainerRestartRules'),
    ]);
  });
});

describe('the newest release, whose needs were not read', () => {
  test('leaves open what the release before refuses', () => {
    const [finding] = needed(apiserver('ClusterTrustBundle=false'), '1.36.4', '1.37');
    expect(finding).toMatchObject({
      id: 'feature-gate-needed/ClusterTrustBundle',
      outcome: 'unknown',
      severity: 'blocker',
      because: [
        expect.stringContaining('1.37 holds against each other could not be read; 1.36 refuses these'),
        expect.stringContaining('kubeadm'),
      ],
    });
  });
});

describe('both sides of every boundary', () => {
  const previous = (minor: string) => `1.${Number(minor.slice(2)) - 1}`;
  const pairs = gates.flatMap((gate) =>
    (gate.needs ?? []).map(({ gate: name, from }) => ({ dependent: gate.name, name, from })),
  );

  test.each(pairs)('$dependent without $name, $from', ({ dependent, name, from }) => {
    const other = gates.find((gate) => gate.name === name);
    const isFree = other?.locked === undefined || isBefore(from, other.locked.at);
    const cluster = apiserver(`${dependent}=true,${name}=false`);
    const into = (release: string) =>
      needed(cluster, `${previous(release)}.0`, `${release}.0`).map(({ id }) => id);
    const row = `feature-gate-needed/${name}`;
    // A gate that is locked on cannot be off: the lock is what is told.
    expect(into(from).includes(row)).toBe(isFree);
    expect(into('1.34')).toEqual([]);
  });
});

describe('the table', () => {
  const releases = KNOWLEDGE.releases.map(({ minor }) => minor);
  const pairs = gates.flatMap((gate) =>
    (gate.needs ?? []).map(({ gate: name, from }) => ({ gate, name, from })),
  );

  test.each(pairs.map((pair) => ({ ...pair, dependent: pair.gate.name })))(
    '$dependent needs $name from $from on',
    ({ gate, name, from }) => {
      const other = gates.find((one) => one.name === name);
      expect(other).toBeDefined();
      if (other === undefined) return;
      expect(stageAt(gate, from)).toBeDefined();
      expect(stageAt(other, from)).toBeDefined();
      const entry = describeCatalogueEntry(KNOWLEDGE, `feature-gate-needed/${name}`);
      expect(entry?.explain).toContain(gate.name);
    },
  );

  test('no release fits badly by its own defaults', () => {
    const wrong = releases.flatMap((release) =>
      pairs
        .filter(({ gate, from }) => !isBefore(release, from) && isOnAt(gate, release, new Map()) === true)
        .filter(({ name }) => {
          const other = gates.find((one) => one.name === name);
          return other !== undefined && isOnAt(other, release, new Map()) === false;
        })
        .map(({ gate, name }) => `${release} ${gate.name} ${name}`),
    );
    expect(wrong).toEqual([]);
    expect(releases).toContain(needsRead);
  });

  test('a gate that nobody needs is no row', () => {
    expect(needsFor('StatefulSetStartOrdinal', KNOWLEDGE.featureGates)).toEqual([]);
    expect(describeCatalogueEntry(KNOWLEDGE, 'feature-gate-needed/StatefulSetStartOrdinal')).toBeUndefined();
  });
});
