import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/assessment/finding.ts';
import { DISTRIBUTIONS, recogniseDistribution } from '../../src/distributions/recognise.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import { readKnowledge } from '../../src/knowledge/read.ts';
import { addon } from '../../src/knowledge/shapes/addon.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { plannedCluster } from '../../src/plan/planned-cluster.ts';
import type { PlannedCluster } from '../../src/plan/planning.ts';
import { type Path, planPath } from '../../src/upgrade/path.ts';
import { knowledgeTexts } from '../support/knowledge.ts';
import { recordedFacts } from '../support/read-live.ts';

const ADDONS = knowledgeTexts('addons').map((file) => {
  const read = readKnowledge(file);
  if ('problem' in read) throw new Error(JSON.stringify(read.problem));
  return addon.parse(read.document);
});
const TALOS = ADDONS.find(({ name }) => name === 'talos')?.versions ?? [];

const cluster = (more: Partial<PlannedCluster>): PlannedCluster => ({
  distribution: 'kubeadm',
  controlPlane: ['cp-1'],
  workers: ['w-1'],
  talosReleases: TALOS,
  aloneOn: new Map(),
  ...more,
});
const pathOf = (from: string, to: string) => planPath(from, to, []) as Path;
const plan = (
  more: Partial<PlannedCluster>,
  from = '1.33.4',
  to = '1.34.2',
  findings: readonly Finding[] = [],
) => makePlan(pathOf(from, to), cluster(more), findings);
const stepsOf = ({ stages }: Plan) => stages.flatMap(({ steps }) => steps);
const runsOf = (one: Plan) =>
  stepsOf(one)
    .map(({ run = '' }) => run)
    .join('\n');

describe('on the recordings', () => {
  test('kubeadm with three control planes: apply once, node on the others, then every kubelet', async () => {
    const facts = readFacts(await recordedFacts('kubeadm-ha-1.33'));
    const planned = plannedCluster(facts, { addons: ADDONS }, recogniseDistribution(facts));
    const made = makePlan(pathOf('1.33.4', '1.34.2'), planned, []);
    expect(planned.distribution).toBe('kubeadm');
    expect(made.stages.map(({ title }) => title)).toEqual(['Before', '1.33.4 → 1.34.2', 'Afterwards']);
    expect(made.stages[1]?.steps.map(({ title }) => title)).toEqual([
      'On cp1: install kubeadm 1.34.2 and let it look',
      'On cp1: upgrade its control plane',
      'On cp2, cp3, one after the other',
      'Then the kubelets: cp1, cp2, cp3, w1, w2, one after the other',
    ]);
    expect(runsOf(made)).not.toContain('talosctl');
  });

  test('Talos: talosctl looks and goes, hop by hop', async () => {
    const facts = readFacts(await recordedFacts('talos-single-1.32'));
    const planned = plannedCluster(facts, { addons: ADDONS }, recogniseDistribution(facts));
    const made = makePlan(pathOf('1.32.9', '1.34.2'), planned, []);
    expect([planned.distribution, planned.release]).toEqual(['talos', '1.11.5']);
    expect(runsOf(made)).toContain('upgrade-k8s --to 1.33.0 --dry-run');
    expect(runsOf(made)).toContain('upgrade-k8s --to 1.34.2');
    expect(runsOf(made)).not.toMatch(/kubeadm|installer:/);
    expect(
      stepsOf(made)
        .map(({ note = '' }) => note)
        .join(' '),
    ).toContain('talosctl 1.11 or newer');
  });
});

describe('kubeadm', () => {
  test('one control plane has no followers, and the only node is not drained', () => {
    const made = plan({ workers: [] });
    expect(runsOf(made)).not.toContain('kubectl drain');
    expect(runsOf(made)).not.toContain('kubeadm upgrade node');
  });

  test('a node whose loss silences a webhook is told', () => {
    const made = plan({ aloneOn: new Map([['w-1', ['validate.example']]]) });
    expect(
      stepsOf(made)
        .map(({ note = '' }) => note)
        .join(' '),
    ).toContain('While w-1 is away, nothing answers for validate.example.');
  });

  test('nodes that are not visible are placeholders', () => {
    expect(JSON.stringify(plan({ controlPlane: [], workers: [] }))).toContain('<first control plane>');
  });

  test('the name of a node stays one word of the shell', () => {
    expect(runsOf(plan({ controlPlane: ['cp; reboot'] }))).toContain("exec 'etcd-cp; reboot' --");
  });
});

describe('Talos', () => {
  test('goes first where its release is not made for the minor', () => {
    const made = plan({ distribution: 'talos', release: '1.11.5' }, '1.34.2', '1.35.1');
    expect(made.stages[1]?.steps[0]?.title).toBe(
      'Upgrade Talos itself first: 1.11.5 goes up to Kubernetes 1.34, 1.12 takes 1.35',
    );
  });

  test('does not where it is', () => {
    const made = plan({ distribution: 'talos', release: '1.12.0' }, '1.34.2', '1.35.1');
    expect(made.stages[1]?.steps[0]?.title).toBe('Let talosctl look: 1.34 to 1.35');
  });
});

describe('every installer', () => {
  test.each([...DISTRIBUTIONS, 'unknown' as const])(
    '%s: a stage for each hop, and a look after each',
    (distribution) => {
      const made = plan({ distribution }, '1.32.9', '1.35.1');
      expect(made.stages.flatMap(({ hop }) => (hop === undefined ? [] : [hop.to]))).toEqual([
        '1.33.0',
        '1.34.0',
        '1.35.1',
      ]);
      for (const { hop, steps } of made.stages) {
        if (hop !== undefined) expect(steps.some(({ verify }) => verify !== undefined)).toBe(true);
      }
      const [before] = made.stages;
      expect(before?.steps.map(({ run = '' }) => run).join('\n')).toContain('holdshort rescue --snapshot');
    },
  );

  test('what stands against it comes first, by its number', () => {
    const finding = (severity: Finding['severity']) => ({ severity, outcome: 'hit' }) as Finding;
    const made = plan({}, '1.33.4', '1.34.2', [finding('blocker'), finding('disruptive'), finding('info')]);
    expect(made.stages[0]?.steps.slice(0, 2).map(({ title }) => title)).toEqual([
      'Mend or settle #1, and check again until it is GO',
      'Mend #2, or agree with those whom it concerns',
    ]);
  });
});

describe('other installers, each as its own documentation has it', () => {
  test.each([
    ['1.29.4', '1.30.2', 'rolling-update cluster <cluster> --yes'],
    ['1.30.4', '1.31.2', 'reconcile cluster <cluster> --yes'],
  ])('kOps from %s to %s: kops %s', (from, to, command) => {
    const runs = runsOf(plan({ distribution: 'kops' }, from, to));
    expect(runs).toContain(`kops ${command}`);
    expect(runs.includes('rolling-update')).toBe(command.startsWith('rolling-update'));
  });

  test('EKS refuses node groups while the control plane is on its way', () => {
    const lines = runsOf(plan({ distribution: 'eks' })).split('\n');
    const at = (part: string) => lines.findIndex((line) => line.includes(part));
    expect(at('update-cluster-version')).toBeLessThan(at('wait cluster-active'));
    expect(at('wait cluster-active')).toBeLessThan(at('update-nodegroup-version'));
  });

  test.each([
    ['1.33.4', '1.34.2', '--kubernetes-version 1.34 '],
    ['1.34.1', '1.34.2', '--kubernetes-version 1.34.2 '],
  ])('AKS from %s to %s asks for %s, since it does not have every patch', (from, to, asked) => {
    expect(runsOf(plan({ distribution: 'aks' }, from, to))).toContain(asked);
  });

  test('an agent of RKE2 is installed as one', () => {
    expect(runsOf(plan({ distribution: 'rke2' }))).toContain(
      'INSTALL_RKE2_TYPE=agent INSTALL_RKE2_VERSION=v1.34.2+rke2r1',
    );
  });

  test.each(['openshift', 'microshift'] as const)('%s 4.21 is the one of 1.34', (distribution) => {
    expect(JSON.stringify(plan({ distribution }))).toContain('4.21');
  });
});
