import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { guideRescue } from '../../src/rescue/rescue-guide.ts';

/** What a shell hands to talosctl as the patch, when a command is pasted. */
const patchOf = (command: string): unknown => {
  const folder = mkdtempSync(join(tmpdir(), 'holdshort-'));
  writeFileSync(join(folder, 'talosctl'), '#!/bin/sh\nfor last; do :; done\nprintf %s "$last"\n');
  chmodSync(join(folder, 'talosctl'), 0o755);
  const text = execFileSync('bash', ['-c', command.replace('<control-plane-node>', 'cp-1')], {
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env.PATH}` },
  });
  return load(text);
};

const stepOf = (talosForm: 'legacy' | 'documents') => {
  const { steps } = guideRescue({
    situation: { distribution: 'talos', talosForm, from: '1.32.9', to: '1.34.2' },
    findings: [],
  });
  const flag = steps.find(({ run = '' }) => run.includes('disable-admission-plugins'));
  return { run: flag?.run ?? '', undo: flag?.undo ?? '', steps };
};

const PLUGINS = 'ValidatingAdmissionWebhook,MutatingAdmissionWebhook';

describe('the patch arrives as it is meant', () => {
  test('in the older form', () => {
    const { run, undo } = stepOf('legacy');
    const patch = (value: unknown) => ({
      cluster: { apiServer: { extraArgs: { 'disable-admission-plugins': value } } },
    });
    expect(patchOf(run)).toEqual(patch(PLUGINS));
    expect(patchOf(undo)).toEqual(patch({ $patch: 'delete' }));
  });

  test('as a document of its own', () => {
    const { run, undo } = stepOf('documents');
    const patch = (value: unknown) => ({
      apiVersion: 'v1alpha1',
      kind: 'KubeAPIServerConfig',
      extraArgs: { 'disable-admission-plugins': value },
    });
    expect(patchOf(run)).toEqual(patch(PLUGINS));
    expect(patchOf(undo)).toEqual(patch({ $patch: 'delete' }));
  });

  test('going back sets the images of the version before', () => {
    const { steps } = stepOf('legacy');
    const back = steps.find(({ title }) => title.startsWith('Or take'))?.run ?? '';
    expect(patchOf(back)).toEqual({
      cluster: {
        apiServer: { image: 'registry.k8s.io/kube-apiserver:v1.32.9' },
        controllerManager: { image: 'registry.k8s.io/kube-controller-manager:v1.32.9' },
        scheduler: { image: 'registry.k8s.io/kube-scheduler:v1.32.9' },
      },
    });
  });
});
