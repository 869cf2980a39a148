import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { guideRescue } from '../../src/rescue/rescue-guide.ts';

const MANIFEST = `apiVersion: v1
kind: Pod
metadata:
  annotations:
    kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint: 192.0.2.10:6443
  name: kube-apiserver
  namespace: kube-system
spec:
  containers:
  - command:
    - kube-apiserver
    - --advertise-address=192.0.2.10
    - --enable-admission-plugins=NodeRestriction
    image: registry.k8s.io/kube-apiserver:v1.34.2
    name: kube-apiserver
`;

let root = '';
const path = (name: string) => join(root, 'manifests', name);
const manifest = () => readFileSync(path('kube-apiserver.yaml'), 'utf8');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'holdshort-'));
  for (const folder of ['manifests', 'root', 'tmp/kubeadm-backup-manifests-2026-11-22']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  writeFileSync(path('kube-apiserver.yaml'), MANIFEST);
});

/** Runs a step's commands as a person would paste them, below a folder of its own. */
const run = (command: string): string => {
  const here = command
    .replaceAll('/etc/kubernetes/manifests', join(root, 'manifests'))
    .replaceAll('/etc/kubernetes/tmp', join(root, 'tmp'))
    .replaceAll('/etc/kubernetes/', `${root}/`)
    .replaceAll('/root/', `${join(root, 'root')}/`);
  return execFileSync('bash', ['-c', here], { encoding: 'utf8' });
};
const { steps } = guideRescue({
  situation: { distribution: 'kubeadm', from: '1.33.4', to: '1.34.2' },
  findings: [],
});
const stepWith = (part: string) => {
  const step = steps.find(({ run: command = '' }) => command.includes(part));
  if (step?.run === undefined) throw new Error(`no step has ${part}`);
  return { run: step.run, undo: step.undo ?? '' };
};

describe('the break-glass edit of the static manifest', () => {
  const step = stepWith('disable-admission-plugins');

  test('adds the flag once, leaves no second manifest, and can be taken back', () => {
    run(step.run);
    expect(manifest()).toContain(
      '    - kube-apiserver\n    - --disable-admission-plugins=ValidatingAdmissionWebhook,MutatingAdmissionWebhook\n    - --advertise-address',
    );
    expect(readdirSync(join(root, 'manifests'))).toEqual(['kube-apiserver.yaml']);
    run(step.run);
    expect(manifest().match(/disable-admission-plugins/g)).toHaveLength(1);
  });

  test('undone, even after it was pasted twice, the manifest is what it was', () => {
    run(step.run);
    run(step.run);
    run(step.undo);
    expect(manifest()).toBe(MANIFEST);
  });

  test.each([
    ['NodeRestriction,ValidatingAdmissionWebhook', 'NodeRestriction'],
    [
      'MutatingAdmissionWebhook,NodeRestriction,ValidatingAdmissionWebhook,PodSecurity',
      'NodeRestriction,PodSecurity',
    ],
    ['ValidatingAdmissionWebhook,MutatingAdmissionWebhook', ''],
    ['ValidatingAdmissionWebhookOfOurs', 'ValidatingAdmissionWebhookOfOurs'],
  ])('of the plugins that are switched on, %s, %s stays: one in both lists stops the server', (on, left) => {
    writeFileSync(path('kube-apiserver.yaml'), MANIFEST.replace('=NodeRestriction', `=${on}`));
    run(step.run);
    expect(manifest()).toContain(`    - --enable-admission-plugins=${left}\n`);
    expect(manifest()).toContain(
      '--disable-admission-plugins=ValidatingAdmissionWebhook,MutatingAdmissionWebhook\n',
    );
  });

  test('a flag that is there already keeps its plugins: flags of this kind add up', () => {
    const own = MANIFEST.replace(
      'NodeRestriction\n',
      'NodeRestriction\n    - --disable-admission-plugins=PodSecurity\n',
    );
    writeFileSync(path('kube-apiserver.yaml'), own);
    run(step.run);
    run(step.run);
    expect(manifest().match(/--disable-admission-plugins=.*/g)).toEqual([
      '--disable-admission-plugins=ValidatingAdmissionWebhook,MutatingAdmissionWebhook',
      '--disable-admission-plugins=PodSecurity',
    ]);
    run(step.undo);
    expect(manifest()).toBe(own);
  });
});

test.each([
  ['192.0.2.10:6443', 'https://192.0.2.10:6443'],
  ["'[2001:db8::10]:8443'", 'https://[2001:db8::10]:8443'],
])('the address of this very server is read from its manifest: %s', (noted, server) => {
  writeFileSync(path('kube-apiserver.yaml'), MANIFEST.replace('192.0.2.10:6443', noted));
  expect(run(`${stepWith('SERVER=').run}; echo $SERVER`).trim()).toBe(server);
});

test.each([
  [['admin.conf', 'super-admin.conf'], 'super-admin.conf'],
  [['admin.conf'], 'admin.conf'],
])('of %j the one that needs no RBAC role is taken: %s', (files, taken) => {
  for (const file of files) writeFileSync(join(root, file), '');
  expect(run(`${stepWith('SERVER=').run}; echo $KUBECONFIG`).trim()).toBe(join(root, taken));
});

test('going back copies the manifests of the control plane, and leaves that of etcd', () => {
  const backup = join(root, 'tmp/kubeadm-backup-manifests-2026-11-22');
  writeFileSync(join(backup, 'kube-apiserver.yaml'), 'image: old\n');
  writeFileSync(join(backup, 'etcd.yaml'), 'old etcd\n');
  expect(run(stepWith('kubeadm-backup-manifests').run)).toContain('kube-apiserver.yaml:image: old');
  expect(manifest()).toBe('image: old\n');
  expect(readdirSync(join(root, 'manifests'))).toEqual(['kube-apiserver.yaml']);
});
