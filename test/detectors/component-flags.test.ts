import { describe, expect, test } from '@jest/globals';
import { detect } from '../../src/detectors/detect.ts';
import { partial } from '../../src/facts/fact.ts';
import type { Detect } from '../../src/knowledge/shapes/detect.ts';
import { componentPod, type SmallCluster, smallCluster } from '../support/small-cluster.ts';
import { contextOf } from './context.ts';

const SAME_ISSUER: Detect = {
  'component-flags': {
    component: 'kube-apiserver',
    flags: ['oidc-issuer-url', 'service-account-issuer'],
    where: "flags['oidc-issuer-url'].exists(i, i in flags['service-account-issuer'])",
    values: { issuer: "flags['oidc-issuer-url'][0]" },
  },
};
const OTHER_RANGE: Detect = {
  'component-flags': {
    component: 'kube-apiserver',
    flags: ['service-cluster-ip-range', 'advertise-address'],
    where: "others.exists(o, o['service-cluster-ip-range'] != flags['service-cluster-ip-range'])",
  },
};

const look = (detection: Detect, cluster: SmallCluster) =>
  detect(detection, contextOf(smallCluster(cluster)));
const withFlags = (...flags: string[]): SmallCluster => ({ flags: { 'kube-apiserver': flags } });
const configured = (section: string) => ({
  'kubeadm-config': { ClusterConfiguration: `kind: ClusterConfiguration\n${section}` },
});
const pods = (...flags: string[][]) =>
  flags.map((list, index) => componentPod('kube-apiserver', `cp${index + 1}`, '1.33.4', list));
const A = '--oidc-issuer-url=https://id.example';
const B = '--service-account-issuer=https://id.example';

describe('flags of one process', () => {
  test('that say the same, wherever they stand and however often they are given', () => {
    const hit = {
      outcome: 'hit',
      evidence: [
        {
          object: { kind: 'Pod', namespace: 'kube-system', name: 'kube-apiserver-cp1' },
          values: { issuer: 'https://id.example' },
        },
      ],
    };
    expect(look(SAME_ISSUER, withFlags(A, B))).toEqual(hit);
    expect(look(SAME_ISSUER, withFlags('--service-account-issuer=https://x.example', B, A))).toEqual(hit);
  });

  test('a flag that is not given has no values', () => {
    expect(look(SAME_ISSUER, withFlags(A)).outcome).toBe('miss');
    expect(look(SAME_ISSUER, withFlags(B)).outcome).toBe('miss');
    expect(look(SAME_ISSUER, withFlags()).outcome).toBe('miss');
  });

  test('a command line that is not visible is unknown', () => {
    expect(look(SAME_ISSUER, { pods: { state: 'known', value: [] } }).outcome).toBe('unknown');
    expect(look(SAME_ISSUER, { pods: partial(pods([A]), 'there may be more') }).outcome).toBe('unknown');
  });
});

describe('what kubeadm will start', () => {
  const config = (value: string) => configured(`apiServer:\n  extraArgs:\n    oidc-issuer-url: ${value}\n`);

  test('has what its configuration sets in place of what runs', () => {
    const detection = look(SAME_ISSUER, { ...withFlags(B), configMaps: config('https://id.example') });
    expect(detection).toMatchObject({
      outcome: 'hit',
      evidence: [{ object: { kind: 'ConfigMap', namespace: 'kube-system', name: 'kubeadm-config' } }],
    });
  });

  test('is not told again where it is what runs', () => {
    const detection = look(SAME_ISSUER, { ...withFlags(A, B), configMaps: config('https://id.example') });
    expect(detection).toMatchObject({ outcome: 'hit', evidence: [{ object: { kind: 'Pod' } }] });
    expect(detection.outcome === 'hit' && detection.evidence).toHaveLength(1);
  });
});

describe('flags of several processes', () => {
  const range = (cidr: string) => [`--service-cluster-ip-range=${cidr}`];
  const three = (...cidrs: string[]): SmallCluster => ({
    pods: {
      state: 'known',
      value: pods(...cidrs.map(range)),
    },
  });

  test('that differ, and that do not', () => {
    const differing = look(OTHER_RANGE, three('10.0.0.0/16', '10.0.0.0/16', '10.9.0.0/16'));
    expect(differing).toMatchObject({ outcome: 'hit' });
    expect(differing.outcome === 'hit' && differing.evidence).toHaveLength(3);
    expect(look(OTHER_RANGE, three('10.0.0.0/16', '10.0.0.0/16')).outcome).toBe('miss');
    expect(look(OTHER_RANGE, three('10.0.0.0/16')).outcome).toBe('miss');
  });
});
