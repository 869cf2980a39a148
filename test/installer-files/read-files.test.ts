import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { factsOf } from '../../src/cluster/files.ts';
import { readYaml } from '../../src/cluster/read-yaml.ts';
import { readComponentSettings } from '../../src/components/settings.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { InstallerSettings } from '../../src/installer-files/installer-settings.ts';
import { readKubeadmFile } from '../../src/installer-files/kubeadm-file.ts';
import { formatPath, locateMisfit } from '../../src/installer-files/locate-misfit.ts';
import { readTalosFile } from '../../src/installer-files/talos-file.ts';
import { talosSettings } from '../../src/installer-files/talos-settings.ts';

const textOf = (name: string) => readFileSync(new URL(`files/${name}.yaml`, import.meta.url), 'utf8');
const kubeadm = (name: string) => {
  const parsed = readKubeadmFile(readYaml(textOf(name), name));
  if (!('value' in parsed)) throw new Error(JSON.stringify(parsed.misfits));
  return parsed.value;
};
const machine = (name: string) => {
  const parsed = readTalosFile(readYaml(textOf(name), name));
  if (!('value' in parsed)) throw new Error(JSON.stringify(parsed.misfits));
  return { name, machine: parsed.value };
};
const read = ({ settings, nodes }: InstallerSettings) => {
  const facts = factsOf([...settings, ...nodes], ['x']);
  const { flags, gates, pods } = readComponentSettings(readFacts(facts));
  return {
    text: JSON.stringify(facts),
    flags: flags.map(({ component, name, value }) => `${component} --${name}=${value}`),
    gates: gates.map(({ component, name, value }) => `${component} ${name}=${value}`),
    images: pods.map(({ image }) => image),
  };
};

describe('kubeadm', () => {
  test('v1beta4: flags, gates and versions are facts', () => {
    const settings = kubeadm('kubeadm-v1beta4');
    const { flags, gates } = read(settings);
    expect(settings.lowest).toBe('1.32.9');
    expect(flags).toContain('kube-apiserver --enable-admission-plugins=NodeRestriction,PodSecurity');
    expect(flags).toContain('kube-controller-manager --cluster-signing-duration=8760h');
    expect(gates.sort()).toEqual([
      'kube-apiserver AppArmorFields=true',
      'kubeadm EtcdLearnerMode=true',
      'kubelet AppArmor=true',
      'kubelet CPUManager=true',
    ]);
  });

  test('v1beta3: arguments are a mapping', () => {
    const { flags, gates } = read(kubeadm('kubeadm-v1beta3'));
    expect(flags).toEqual(['kube-apiserver --feature-gates=AppArmorFields=true', 'kube-scheduler --v=4']);
    expect(gates).toEqual(['kube-apiserver AppArmorFields=true']);
  });

  test('an external etcd is seen as such', () => {
    const parsed = readKubeadmFile([
      {
        apiVersion: 'kubeadm.k8s.io/v1beta4',
        kind: 'ClusterConfiguration',
        etcd: { external: { endpoints: ['https://u:canary@192.0.2.1:2379'], keyFile: '/k' } },
      },
    ]);
    expect(JSON.stringify(parsed)).toContain('external');
    expect(JSON.stringify(parsed)).not.toContain('canary');
  });
});

describe('Talos', () => {
  test('one document: pods, images, gates, node and release', () => {
    const settings = talosSettings([machine('talos-controlplane-1.32'), machine('talos-worker')]);
    const { flags, gates, images } = read(settings);
    expect([settings.lowest, settings.highest, settings.talosForm]).toEqual(['1.32.9', '1.32.9', 'legacy']);
    expect(flags).toContain('kube-apiserver --feature-gates=AppArmorFields=true');
    expect(gates).toEqual(['kube-apiserver AppArmorFields=true', 'kubelet AppArmor=true']);
    expect(images).toContain('registry.k8s.io/kube-apiserver:v1.32.9');
    expect(settings.nodes.map(({ metadata, status }) => [metadata.name, JSON.stringify(status)])).toEqual([
      ['cp1', '{"nodeInfo":{"osImage":"Talos (v1.11.5)","kubeletVersion":"v1.32.9"}}'],
      ['talos-worker', '{"nodeInfo":{"osImage":"Talos","kubeletVersion":"v1.32.9"}}'],
    ]);
  });

  test('several documents: the same settings, with values in a list', () => {
    const settings = talosSettings([machine('talos-documents-1.14')]);
    const { flags, gates } = read(settings);
    expect([settings.lowest, settings.talosForm]).toEqual(['1.36.3', 'documents']);
    expect(flags).toEqual([
      'kube-apiserver --feature-gates=WatchList=true',
      'kube-apiserver --feature-gates=AppArmorFields=true',
    ]);
    expect(gates).toContain('kubelet CPUManager=true');
    expect(settings.nodes[0]?.metadata.name).toBe('cp9');
  });

  test('two revisions: the way from the images, the flags of the newer, the images of the older', () => {
    const settings = talosSettings(
      [machine('talos-controlplane-1.32')],
      [machine('talos-controlplane-1.34')],
    );
    const { flags, images } = read(settings);
    expect([settings.lowest, settings.highest]).toEqual(['1.32.9', '1.34.2']);
    expect(flags).toContain('kube-apiserver --feature-gates=WatchList=true');
    expect(flags).not.toContain('kube-apiserver --feature-gates=AppArmorFields=true');
    expect(images.every((image) => image.endsWith(':v1.32.9'))).toBe(true);
  });
});

describe('secrets', () => {
  test.each(['kubeadm-v1beta4', 'talos-controlplane-1.32', 'talos-documents-1.14', 'talos-worker'])(
    '%s holds some, and none becomes a fact',
    (name) => {
      expect(textOf(name)).toContain('canary');
      const settings = name.startsWith('kubeadm') ? kubeadm(name) : talosSettings([machine(name)]);
      expect(read(settings).text).not.toMatch(/canary/i);
    },
  );
});

describe('what cannot be read is refused with its line', () => {
  const kubeadmText = (text: string) => [text, readKubeadmFile(readYaml(text, 'x.yaml'))] as const;
  const talosText = (text: string) => [text, readTalosFile(readYaml(text, 'x.yaml'))] as const;

  test.each([
    [
      'a version that is too old',
      kubeadmText('apiVersion: kubeadm.k8s.io/v1beta2\nkind: ClusterConfiguration\n'),
      '1 apiVersion',
    ],
    [
      'a mapping where v1beta4 has a list',
      kubeadmText(
        'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\napiServer:\n  extraArgs:\n    v: "4"\n',
      ),
      '4 apiServer.extraArgs',
    ],
    [
      'a list where v1beta3 has a mapping',
      kubeadmText(
        'apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\nscheduler:\n  extraArgs:\n    - name: v\n      value: "4"\n',
      ),
      '4 scheduler.extraArgs',
    ],
    [
      'the second document of a file',
      kubeadmText(
        'apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\n---\napiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\napiServer: []\n',
      ),
      '6 apiServer',
    ],
    ['no document of kubeadm', kubeadmText('# nothing\nkind: Deployment\n'), '2 '],
    ['no machine configuration', talosText('version: v1alpha1\nfoo: bar\n'), '1 '],
    ['another version', talosText('version: v1beta1\nmachine: {}\n'), '1 version'],
    [
      'a list for arguments',
      talosText('version: v1alpha1\nmachine: {}\ncluster:\n  apiServer:\n    extraArgs: [a]\n'),
      '5 cluster.apiServer.extraArgs',
    ],
    [
      'both forms of one component',
      talosText(
        'version: v1alpha1\ncluster:\n  apiServer:\n    image: a:v1.36.0\n---\napiVersion: v1alpha1\nkind: KubeAPIServerConfig\nimage: a:v1.36.0\n',
      ),
      '7 kind',
    ],
    ['a type that is none', talosText('version: v1alpha1\nmachine:\n  type: boss\n'), '3 machine.type'],
  ])('%s', (_name, [text, parsed], expected) => {
    if ('value' in parsed) throw new Error('it was read');
    expect(
      parsed.misfits.map((misfit) => `${locateMisfit(text, misfit)} ${formatPath(misfit.path)}`),
    ).toEqual([expected]);
  });

  test('a message never holds the value', () => {
    const parsed = readTalosFile(
      readYaml('version: canary\nmachine: canary\ncluster: {apiServer: canary}\n', 'x'),
    );
    expect(JSON.stringify(parsed)).not.toContain('canary');
    expect('misfits' in parsed).toBe(true);
  });
});
