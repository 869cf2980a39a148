import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { factsOf } from '../../src/cluster/files.ts';
import { DISTRIBUTIONS } from '../../src/distributions/recognise.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import { drawGuide } from '../../src/rescue/draw-guide.ts';
import { readLog } from '../../src/rescue/read-log.ts';
import { guideRescue, type RescueInput } from '../../src/rescue/rescue-guide.ts';

const LOG = readLog(readFileSync(new URL('logs/1.32-1.34-servicecidrs.log', import.meta.url), 'utf8'));

const textOf = (input: Omit<RescueInput, 'findings'>) =>
  drawGuide(guideRescue({ findings: [], ...input }), 100);

const configuration = (kind: string, name: string, webhook: string) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind,
  metadata: { name },
  webhooks: [
    {
      name: webhook,
      clientConfig: { service: { namespace: 'kyverno', name: 'kyverno-svc' } },
      rules: [{ operations: ['*'], apiGroups: ['*'], apiVersions: ['*'], resources: ['*'] }],
    },
  ],
});
const factsWith = (kind: string) =>
  readFacts(factsOf([configuration(kind, 'the-config', 'block.one.example')], ['x.yaml']));

describe('the break-glass step has the form that the installer and its release use', () => {
  test('kubeadm edits the static manifest, and says how to take it back', () => {
    const text = textOf({ situation: { distribution: 'kubeadm', from: '1.32.9', to: '1.34.2' } });
    expect(text).toContain('/etc/kubernetes/manifests/kube-apiserver.yaml');
    expect(text).toContain('--disable-admission-plugins=ValidatingAdmissionWebhook,MutatingAdmissionWebhook');
    expect(text).toContain(
      'cp -p /root/kube-apiserver.before-rescue.yaml /etc/kubernetes/manifests/kube-apiserver.yaml',
    );
    expect(text).not.toContain('talosctl');
  });

  test.each([
    ['1.8.4', true, false],
    ['1.13.0', true, false],
    ['1.14.0', true, true],
    [undefined, true, true],
  ])('Talos %s: older form %s, document form %s', (release, older, document) => {
    const text = textOf({ situation: { distribution: 'talos', release } });
    expect(text.includes('"cluster":{"apiServer":{"extraArgs"')).toBe(older);
    expect(text.includes('\nkind: KubeAPIServerConfig')).toBe(document);
    expect(text).not.toContain('/etc/kubernetes/manifests');
  });

  test('a known form of the machine configuration decides', () => {
    const text = textOf({ situation: { distribution: 'talos', release: '1.14.2', talosForm: 'documents' } });
    expect(text).toContain('kind: KubeAPIServerConfig');
    expect(text).not.toContain('"apiServer":{"extraArgs"');
  });

  test.each(['eks', 'gke', 'aks', 'openshift'] as const)(
    '%s: no flag is offered, deleting is',
    (distribution) => {
      const text = textOf({
        situation: { distribution },
        log: LOG,
        facts: factsWith('ValidatingWebhookConfiguration'),
      });
      expect(text).not.toContain('disable-admission-plugins');
      expect(text).toContain('until kubectl delete validatingwebhookconfiguration the-config');
    },
  );

  test.each(DISTRIBUTIONS)(
    '%s: saving comes before deleting, and deleting before anything else',
    (distribution) => {
      const { steps } = guideRescue({
        situation: { distribution },
        log: LOG,
        facts: factsWith('ValidatingWebhookConfiguration'),
        findings: [],
      });
      const runs = steps.map(({ run = '' }) => run);
      const deleting = runs.findIndex((run) => run.includes('delete validatingwebhookconfiguration'));
      expect(runs[deleting]?.indexOf('get validatingwebhookconfiguration')).toBeLessThan(
        runs[deleting]?.indexOf('delete validatingwebhookconfiguration') ?? -1,
      );
      const breaking = runs.findIndex((run) => run.includes('disable-admission-plugins'));
      if (breaking !== -1) expect(deleting).toBeLessThan(breaking);
      expect(steps[deleting]?.verify).toContain('readyz');
    },
  );
});

describe('what is known of the configuration', () => {
  test.each([
    ['ValidatingWebhookConfiguration', 'ValidatingAdmissionWebhook', 'MutatingAdmissionWebhook'],
    ['MutatingWebhookConfiguration', 'MutatingAdmissionWebhook', 'ValidatingAdmissionWebhook'],
  ])('a %s is deleted by its name, and only %s is switched off', (kind, plugin, other) => {
    const text = textOf({ situation: { distribution: 'kubeadm' }, log: LOG, facts: factsWith(kind) });
    expect(text).toContain(`delete ${kind.toLowerCase()} the-config`);
    expect(text).toContain(`--disable-admission-plugins=${plugin}`);
    expect(text).not.toContain(other);
  });

  test('without a snapshot the guide says how to find it', () => {
    const text = textOf({ situation: { distribution: 'kubeadm' }, log: LOG });
    expect(text).toContain('grep -F -e block.one.example');
    expect(text).toContain('a log does not say');
  });

  test('a name with a quote in it stays one word of the shell', () => {
    const log = readLog('admission webhook "a\'; rm -rf $HOME #" denied the request: no');
    const text = textOf({ situation: { distribution: 'kubeadm' }, log });
    expect(text).toContain(`grep -F -e 'a'\\''; rm -rf $HOME #'`);
  });

  test.each([
    ['Validating', 'validatingadmissionpolicybinding'],
    ['Mutating', 'mutatingadmissionpolicybinding'],
  ])('a %sAdmissionPolicy is stopped through its binding', (type, resource) => {
    const log = readLog(`${type}AdmissionPolicy 'p' with binding 'b' denied request: no`);
    const text = textOf({ situation: { distribution: 'kubeadm' }, log });
    expect(text).toContain(`delete ${resource} b`);
    expect(text).toContain(`--disable-admission-plugins=${type}AdmissionPolicy`);
    expect(text).not.toContain('a log does not say');
  });
});

describe('webhooks are not blamed for what they did not do', () => {
  test.each([
    [
      'etcd is away',
      'F1122 08:00:00.0 1 instance.go:226] Error creating leases: error creating storage factory: context deadline exceeded',
    ],
    ['a flag is unknown', 'Error: unknown flag: --cloud-config'],
    [
      'admission was not ready itself (kubernetes/kubernetes#136288)',
      'ipaddresses.networking.k8s.io "10.211.95.185" is forbidden: not yet ready to handle request',
    ],
    ['the ServiceCIDR is not seen (k0sproject/k0s#8246)', 'Inconsistent ServiceCIDR status serviceCIDR=""'],
  ])('%s', (_name, line) => {
    const guide = guideRescue({ situation: { distribution: 'kubeadm' }, log: readLog(line), findings: [] });
    expect(guide.causes).toHaveLength(1);
    expect(JSON.stringify(guide.steps)).not.toMatch(/webhookconfiguration|disable-admission-plugins/i);
  });

  test('even where facts hold a webhook that would be in the way', () => {
    const guide = guideRescue({
      situation: { distribution: 'kubeadm' },
      log: readLog('Error: unknown flag: --cloud-config'),
      facts: factsWith('ValidatingWebhookConfiguration'),
      findings: [],
    });
    expect(JSON.stringify(guide.steps)).not.toContain('the-config');
  });
});

test('a log in which nothing is recognised is no all-clear', () => {
  const guide = guideRescue({ situation: { distribution: 'talos' }, log: readLog('hello'), findings: [] });
  expect(guide.unknown.join(' ')).toContain('nothing in this log is recognised');
  expect(JSON.stringify(guide.steps)).toContain('disable-admission-plugins');
});

test('an installer that is not known is said to be so', () => {
  expect(textOf({ situation: { distribution: 'unknown' } })).toContain('--distribution');
});
