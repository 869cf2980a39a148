import { describe, expect, test } from '@jest/globals';
import { removalSteps, revivalSteps } from '../../src/catalogues/setting-steps.ts';
import { DISTRIBUTIONS } from '../../src/distributions/recognise.ts';

const COMPONENTS = ['kube-apiserver', 'kube-scheduler', 'kubelet', 'kube-proxy'];
const commandsFor = (distribution: string) =>
  COMPONENTS.flatMap((component) => {
    const setting = { component, what: 'the gate X', word: 'X' };
    return [...removalSteps(setting, distribution), ...revivalSteps(setting, distribution)];
  })
    .map(({ run = '', verify = '' }) => `${run}\n${verify}`)
    .join('\n');

/** Where kubeadm keeps settings, and nobody else. */
const OF_KUBEADM = /kubeadm|kubelet-config|\/etc\/kubernetes\/manifests|\/var\/lib\/kubelet/;

describe('a setting is taken out where the installer keeps it', () => {
  test.each(DISTRIBUTIONS.filter((name) => name !== 'kubeadm' && name !== 'kind'))(
    '%s: no file or ConfigMap of kubeadm is named',
    (distribution) => {
      expect(commandsFor(distribution)).not.toMatch(OF_KUBEADM);
      expect(commandsFor(distribution).includes('talosctl')).toBe(distribution === 'talos');
    },
  );

  test.each(['kubeadm', 'kind'])(
    '%s: in the ConfigMaps, on the nodes and in the manifests',
    (distribution) => {
      const commands = commandsFor(distribution);
      for (const place of [
        'kubeadm-config',
        'kubelet-config',
        '/etc/kubernetes/manifests/kube-scheduler.yaml',
      ]) {
        expect(commands).toContain(place);
      }
      expect(commands).not.toContain('talosctl');
    },
  );

  test('whether it is gone is read from the pods of that component alone', () => {
    expect(commandsFor('kubeadm')).toContain('-l component=kube-apiserver -o yaml | grep -c X');
    expect(commandsFor('talos')).toContain('-l k8s-app=kube-scheduler -o yaml | grep -c X');
    // k3s runs them inside of its own process: 0 pods would look like success.
    expect(commandsFor('k3s')).not.toContain('get pods');
  });
});
