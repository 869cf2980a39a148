import { describe, expect, test } from '@jest/globals';
import { staticAdmission } from '../../src/detectors/control-plane-write/static-admission.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import { factsOfObjects, pathOf } from './support/tables.ts';

const server = (flags: readonly string[], mounts: readonly string[] = []): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'kube-apiserver-cp1', namespace: 'kube-system', labels: { component: 'kube-apiserver' } },
  spec: {
    nodeName: 'cp1',
    containers: [
      {
        name: 'kube-apiserver',
        image: 'registry.k8s.io/kube-apiserver:v1.36.1',
        command: ['kube-apiserver', ...flags],
        volumeMounts: mounts.map((mountPath) => ({ name: 'v', mountPath })),
      },
    ],
  },
});

const ON_KUBEADM = '--admission-control-config-file=/etc/kubernetes/admission/config.yaml';
const ON_TALOS =
  '--admission-control-config-file=/system/config/kubernetes/kube-apiserver/admission-control-config.yaml';
const GATE = '--feature-gates=ManifestBasedAdmissionControlConfig=';

const argument = (name: string, value: string) => `{name: ${name}, value: ${value}}`;

describe('webhooks and policies from files of the hosts', () => {
  test.each<[string, KubeObject, string, string, boolean | undefined]>([
    ['no such file', server([]), '1.36', '1.37', undefined],
    ['a file, a server that cannot have them', server([ON_KUBEADM]), '1.34', '1.35', false],
    ['a file, behind a gate that is off', server([ON_KUBEADM]), '1.35', '1.36', false],
    ['a file, and the gate is on', server([ON_KUBEADM, `${GATE}true`]), '1.35', '1.36', true],
    ['a file, on by default', server([ON_KUBEADM]), '1.36', '1.37', true],
    ['a file, and the gate is off', server([ON_KUBEADM, `${GATE}false`]), '1.36', '1.37', false],
    [
      'a file, and all alphas are on',
      server([ON_KUBEADM, '--feature-gates=AllAlpha=true']),
      '1.35',
      '1.36',
      true,
    ],
    ['a file, and the gate is on in other words', server([ON_KUBEADM, `${GATE}1`]), '1.35', '1.36', true],
    [
      'the file that Talos writes',
      server([ON_TALOS], ['/system/config/kubernetes/kube-apiserver']),
      '1.36',
      '1.37',
      false,
    ],
    ['the same, and a folder of somebody', server([ON_TALOS], ['/var/lib/policies']), '1.36', '1.37', true],
  ])('%s', (_what, pod, from, to, mayHideBlocker) => {
    const notChecked = staticAdmission(factsOfObjects([pod], 'all'), pathOf(from, to));
    expect(notChecked.map((one) => one.mayHideBlocker)).toEqual(
      mayHideBlocker === undefined ? [] : [mayHideBlocker],
    );
    for (const { because } of notChecked) expect(because).toContain('--admission-control-config-file=/');
  });

  test.each([
    ['the file', [], `[${argument('admission-control-config-file', '/etc/kubernetes/admission.yaml')}]`],
    ['the gate', [ON_KUBEADM], `[${argument('feature-gates', 'ManifestBasedAdmissionControlConfig=true')}]`],
  ])('%s that kubeadm will give it', (_, flags, extraArgs) => {
    const configMap: KubeObject = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { namespace: 'kube-system', name: 'kubeadm-config' },
      data: { ClusterConfiguration: `apiServer: {extraArgs: ${extraArgs}}` },
    };
    const [from, to] = flags.length === 0 ? ['1.36', '1.37'] : ['1.35', '1.36'];
    const notChecked = staticAdmission(factsOfObjects([server(flags), configMap], 'all'), pathOf(from, to));
    expect(notChecked).toMatchObject([{ mayHideBlocker: true }]);
  });
});
