import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { guideRescue } from '../../src/rescue/rescue-guide.ts';

/** The order of arguments, and the plugins, as nodeup of kOps 1.33 writes them. */
const MANIFEST = `apiVersion: v1
kind: Pod
spec:
  containers:
  - args:
    - --log-file=/var/log/kube-apiserver.log
    - --also-stdout
    - /usr/local/bin/kube-apiserver
    - --allow-privileged=true
    - --enable-admission-plugins=LimitRanger,MutatingAdmissionWebhook,NodeRestriction,ValidatingAdmissionPolicy,ValidatingAdmissionWebhook
    command:
    - /go-runner
`;

let root = '';
const manifest = () => readFileSync(join(root, 'kube-apiserver.manifest'), 'utf8');
const run = (command: string) =>
  execFileSync(
    'bash',
    ['-c', command.replaceAll('/etc/kubernetes/manifests', root).replaceAll('/root/', `${root}/`)],
    { encoding: 'utf8' },
  );
const { steps } = guideRescue({ situation: { distribution: 'kops' }, findings: [] });
const step = steps.find(({ run: command = '' }) => command.includes('--disable-admission-plugins'));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'holdshort-'));
  writeFileSync(join(root, 'kube-apiserver.manifest'), MANIFEST);
});

test('the flag stands behind the path of the server, and no plugin is in both lists', () => {
  run(step?.run ?? '');
  expect(manifest()).toContain(
    '    - /usr/local/bin/kube-apiserver\n    - --disable-admission-plugins=ValidatingAdmissionWebhook,MutatingAdmissionWebhook\n',
  );
  expect(manifest()).toContain(
    '--enable-admission-plugins=LimitRanger,NodeRestriction,ValidatingAdmissionPolicy\n',
  );
});

test('undone, the manifest is what it was', () => {
  run(step?.run ?? '');
  run(step?.undo ?? '');
  expect(manifest()).toBe(MANIFEST);
});
