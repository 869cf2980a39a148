/** Both sides of every boundary in the tables: the hop into the release meets the row, the hop before it does not. */
import { describe, expect, test } from '@jest/globals';
import { known } from '../../src/facts/fact.ts';
import { examineCatalogues, KNOWLEDGE } from '../support/examine.ts';
import { type SmallCluster, smallCluster } from '../support/small-cluster.ts';

const previous = (minor: string, by = 1) => `1.${Number(minor.split('.')[1]) - by}`;

/** Ids of the findings on the single hop into a release that are about what it does not take. What gates need is tested on its own. */
function idsInto(minor: string, cluster: SmallCluster): readonly string[] {
  const from = `${previous(minor)}.0`;
  const facts = smallCluster({ version: from, ...cluster });
  return examineCatalogues(facts, from, `${minor}.0`)
    .findings.filter(
      ({ outcome, severity, hazard }) =>
        outcome === 'hit' && !['caution', 'info'].includes(severity) && hazard !== 'feature-gate-needed',
    )
    .map(({ id }) => id);
}

/** Sets a gate where its components have their settings. */
function settingGate(registry: string, gate: string): SmallCluster {
  if (registry === 'kubeadm') {
    const [name, value] = gate.split('=');
    return {
      configMaps: {
        'kubeadm-config': {
          ClusterConfiguration: `kind: ClusterConfiguration\nfeatureGates:\n  ${name}: ${value}\n`,
        },
      },
    };
  }
  const component = KNOWLEDGE.featureGates.registries[registry]?.components[0] ?? '';
  return { flags: { [component]: [`--feature-gates=${gate}`] } };
}

describe('feature gates', () => {
  const gates = KNOWLEDGE.featureGates.gates;

  test.each(
    gates.flatMap(({ name, removed, registry }) =>
      removed === undefined ? [] : [{ name, removed, registry }],
    ),
  )('$name goes with $removed', ({ name, removed, registry }) => {
    const { locked } = gates.find((gate) => gate.name === name) ?? {};
    const cluster = settingGate(registry, `${name}=${locked?.to ?? true}`);
    expect(idsInto(removed, cluster)).toEqual([`feature-gate-removed/${name}`]);
    expect(idsInto(previous(removed), cluster)).toEqual([]);
  });

  test.each(
    gates.flatMap(({ name, locked, registry }) =>
      locked === undefined || registry === 'kubeadm'
        ? []
        : [{ name, at: locked.at, to: locked.to, registry }],
    ),
  )('$name is locked to $to with $at', ({ name, at, to, registry }) => {
    const refused = settingGate(registry, `${name}=${!to}`);
    expect(idsInto(at, refused)).toEqual([`feature-gate-locked/${name}`]);
    expect(idsInto(previous(at), refused)).toEqual([]);
    expect(idsInto(at, settingGate(registry, `${name}=${to}`))).toEqual([]);
  });
});

test.each(KNOWLEDGE.flags.flags.filter(({ component }) => component !== 'kubelet'))(
  '$component --$flag goes with $removed',
  ({ component, flag, removed }) => {
    const cluster = { flags: { [component]: [`--${flag}=1`] } };
    expect(idsInto(removed, cluster)).toEqual([`flag-removed/${component}/${flag}`]);
    expect(idsInto(previous(removed), cluster)).toEqual([]);
  },
);

test.each(
  KNOWLEDGE.admissionPlugins.plugins.flatMap(({ name, removed }) =>
    removed === undefined ? [] : [{ name, removed }],
  ),
)('admission plugin $name goes with $removed', ({ name, removed }) => {
  for (const flag of ['enable-admission-plugins', 'disable-admission-plugins']) {
    const cluster = { flags: { 'kube-apiserver': [`--${flag}=NodeRestriction,${name}`] } };
    expect(idsInto(removed, cluster)).toEqual([`admission-plugin-removed/${name}`]);
    expect(idsInto(previous(removed), cluster)).toEqual([]);
  }
});

test.each(KNOWLEDGE.apis.unregistered)(
  '--runtime-config $group/$version goes with $removed',
  ({ group, version, removed }) => {
    const cluster = {
      flags: { 'kube-apiserver': [`--runtime-config=api/all=true,${group}/${version}=true`] },
    };
    expect(idsInto(removed, cluster)).toEqual([`runtime-config-removed/${group}/${version}`]);
    expect(idsInto(previous(removed), cluster)).toEqual([]);
  },
);

test.each(KNOWLEDGE.apis.apis)('$group/$version $resource goes with $removed', (row) => {
  const { group, version, resource, removed } = row;
  const requestedApis = known([{ group, version, resource, subresource: '', removedRelease: '' }]);
  const id = `api-removed/${group === '' ? 'core' : group}/${version}/${resource}`;
  expect(idsInto(removed, { requestedApis })).toEqual([id]);
  expect(idsInto(previous(removed), { requestedApis })).toEqual([]);
  const next = `1.${Number(removed.split('.')[1]) + 1}`;
  expect(idsInto(next, { requestedApis })).toEqual([]);
});
