import { uniqueBy } from '../collections.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { componentPod, configMapOf, gatesOfArgs } from './component-objects.ts';
import { isMapping } from './fields.ts';
import { type InstallerSettings, rangeOf, versionOfImage } from './installer-settings.ts';
import type { TalosMachine } from './talos-file.ts';

/** A machine with the name it has where its configuration gives none. */
export interface NamedMachine {
  readonly name: string;
  readonly machine: TalosMachine;
}

/**
 * Puts machine configurations together. With a newer revision beside them the flags are the newer one's, since the new version starts with
 * those, and the images the older one's, since that is what runs.
 */
export function talosSettings(
  machines: readonly NamedMachine[],
  newer: readonly NamedMachine[] = [],
): InstallerSettings {
  const current = rangeOf(machines.flatMap(versionsOf));
  const target = rangeOf(newer.flatMap(versionsOf));
  const lowest = current.lowest;
  const highest = target.highest ?? current.highest;
  const flags = newer.length === 0 ? machines : newer;
  const forms = flags.map(({ machine }) => machine.form);
  return {
    distribution: 'talos',
    settings: [
      ...flags.flatMap(({ name, machine }) => podsOf(name, machine, imagesOf(machines))),
      ...kubeletConfiguration(flags),
    ],
    nodes: machines.map(nodeOf),
    ...(lowest === undefined ? {} : { lowest }),
    ...(highest === undefined ? {} : { highest }),
    talosForm: forms.includes('documents') ? 'documents' : 'legacy',
  };
}

function versionsOf({ machine }: NamedMachine): readonly (string | undefined)[] {
  const images = machine.components.map(({ image }) => versionOfImage(image));
  return machine.type === 'controlplane' && images.some((version) => version !== undefined)
    ? images
    : [...images, versionOfImage(machine.kubelet.image)];
}

function imagesOf(machines: readonly NamedMachine[]): ReadonlyMap<string, string> {
  return new Map(
    machines
      .flatMap(({ machine }) => machine.components)
      .flatMap(({ name, image }) => (image === undefined ? [] : [[name, image] as const])),
  );
}

/** Only control planes run these; kube-proxy's settings stand in their configuration too. */
function podsOf(
  name: string,
  machine: TalosMachine,
  running: ReadonlyMap<string, string>,
): readonly KubeObject[] {
  if (machine.type !== 'controlplane') return [];
  return machine.components.map((component) =>
    componentPod(
      { ...component, image: running.get(component.name) ?? component.image },
      machine.hostname ?? name,
    ),
  );
}

/** One ConfigMap stands for the kubelets of all machines, with a document for each that is not as another's: what one sets, others may not. */
function kubeletConfiguration(machines: readonly NamedMachine[]): readonly KubeObject[] {
  const documents = machines.flatMap(({ machine: { kubelet } }) => {
    const { staticPodURLHeader: _, ...config } = kubelet.config;
    const ofConfig = isMapping(config.featureGates) ? config.featureGates : {};
    const gates = { ...ofConfig, ...gatesOfArgs(kubelet.args) };
    return Object.keys(config).length === 0 && Object.keys(gates).length === 0
      ? []
      : [
          {
            apiVersion: 'kubelet.config.k8s.io/v1beta1',
            kind: 'KubeletConfiguration',
            ...config,
            featureGates: gates,
          },
        ];
  });
  if (documents.length === 0) return [];
  return [
    configMapOf('kubelet-config', 'kubelet', ...uniqueBy(documents, (document) => JSON.stringify(document))),
  ];
}

function nodeOf({ name, machine }: NamedMachine): KubeObject {
  const kubelet = versionOfImage(machine.kubelet.image);
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: machine.hostname ?? name,
      labels: machine.type === 'controlplane' ? { 'node-role.kubernetes.io/control-plane': '' } : {},
    },
    status: {
      nodeInfo: {
        osImage: machine.installer === undefined ? 'Talos' : `Talos (v${machine.installer})`,
        ...(kubelet === undefined ? {} : { kubeletVersion: `v${kubelet}` }),
      },
    },
  };
}
