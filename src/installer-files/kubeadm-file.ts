import type { KubeObject } from '../facts/kube-object.ts';
import { configMapOf, gatesOfArgs } from './component-objects.ts';
import { type Argument, isMapping, type Mapping, type Misfit, SettingsReader } from './fields.ts';
import { type InstallerSettings, type Parsed, rangeOf } from './installer-settings.ts';

const GROUP = 'kubeadm.k8s.io/';
const VERSIONS = ['v1beta3', 'v1beta4'];

/** Fields of a ClusterConfiguration that facts are read from; certificates, keys and tokens are none of them. */
const SECTIONS = ['apiServer', 'controllerManager', 'scheduler'] as const;

/**
 * Reads the documents of a kubeadm configuration file, v1beta3 and v1beta4: ClusterConfiguration, the node's registration, and the
 * configurations of kubelet and kube-proxy (kubeadm 1.36, `apis/kubeadm/v1beta4/types.go`).
 */
export function readKubeadmFile(documents: readonly unknown[]): Parsed<InstallerSettings> {
  const misfits: Misfit[] = [];
  const settings: KubeObject[] = [];
  const versions: (string | undefined)[] = [];
  const kubeletArgs: Argument[] = [];
  let kubelet: Mapping | undefined;
  let known = 0;
  documents.forEach((document, index) => {
    if (document === undefined || document === null) return;
    if (!isMapping(document)) {
      misfits.push({ document: index, path: [], what: 'must be a mapping' });
      return;
    }
    const reader = new SettingsReader(document, index);
    const apiVersion = reader.text('apiVersion') ?? '';
    const kind = reader.text('kind');
    if (apiVersion.startsWith(GROUP)) {
      known++;
      const version = apiVersion.slice(GROUP.length);
      if (!VERSIONS.includes(version)) {
        reader.misfit(
          ['apiVersion'],
          `${printable(version)} is not read: kubeadm 1.31 and newer take ${VERSIONS.join(' and ')}; kubeadm config migrate writes it anew`,
        );
      } else if (kind === 'ClusterConfiguration') {
        const version = reader.text('kubernetesVersion')?.replace(/^v/, '');
        versions.push(version !== undefined && /^\d+\.\d+\.\d+/.test(version) ? version : undefined);
        settings.push(clusterConfiguration(reader, apiVersion));
      } else if (kind === 'InitConfiguration' || kind === 'JoinConfiguration') {
        kubeletArgs.push(...reader.args(formOf(apiVersion), 'nodeRegistration', 'kubeletExtraArgs'));
      }
    } else if (apiVersion.startsWith('kubelet.config.k8s.io/') && kind === 'KubeletConfiguration') {
      known++;
      reader.mapping('featureGates');
      kubelet = withoutHeaders(document);
    } else if (apiVersion.startsWith('kubeproxy.config.k8s.io/') && kind === 'KubeProxyConfiguration') {
      known++;
      reader.mapping('featureGates');
      settings.push(configMapOf('kube-proxy', 'config.conf', document));
    }
    misfits.push(...reader.misfits);
  });
  if (known === 0 && misfits.length === 0) {
    misfits.push({ document: 0, path: [], what: 'holds no document of kubeadm, kubelet or kube-proxy' });
  }
  if (misfits.length > 0) return { misfits };
  return {
    value: {
      distribution: 'kubeadm',
      settings: [...settings, ...kubeletConfiguration(kubelet, kubeletArgs)],
      nodes: [],
      ...rangeOf(versions),
    },
  };
}

function clusterConfiguration(reader: SettingsReader, apiVersion: string): KubeObject {
  const form = formOf(apiVersion);
  const kept: Record<string, unknown> = { apiVersion, kind: 'ClusterConfiguration' };
  for (const field of ['kubernetesVersion', 'imageRepository', 'controlPlaneEndpoint']) {
    const text = reader.text(field);
    if (text !== undefined) kept[field] = text;
  }
  for (const section of SECTIONS) {
    const args = reader.args(form, section, 'extraArgs');
    if (args.length > 0) kept[section] = { extraArgs: args.map(({ name, value }) => ({ name, value })) };
  }
  const etcd = etcdOf(reader, form);
  if (etcd !== undefined) kept.etcd = etcd;
  const gates = reader.mapping('featureGates');
  if (Object.keys(gates).length > 0) kept.featureGates = gates;
  const { serviceSubnet, podSubnet } = reader.mapping('networking');
  kept.networking = { serviceSubnet, podSubnet };
  return configMapOf('kubeadm-config', 'ClusterConfiguration', JSON.parse(JSON.stringify(kept)));
}

function etcdOf(reader: SettingsReader, form: 'mapping' | 'list'): Mapping | undefined {
  if (Object.keys(reader.mapping('etcd', 'external')).length > 0) return { external: { endpoints: [] } };
  const args = reader.args(form, 'etcd', 'local', 'extraArgs');
  const imageTag = reader.text('etcd', 'local', 'imageTag');
  if (args.length === 0 && imageTag === undefined) return undefined;
  return { local: { extraArgs: args.map(({ name, value }) => ({ name, value })), imageTag } };
}

function kubeletConfiguration(
  document: Mapping | undefined,
  args: readonly Argument[],
): readonly KubeObject[] {
  const gates = gatesOfArgs(args);
  if (document === undefined && Object.keys(gates).length === 0) return [];
  const own = isMapping(document?.featureGates) ? document.featureGates : {};
  // A flag wins over the file (kubelet 1.36, `cmd/kubelet/app/server.go`).
  return [
    configMapOf('kubelet-config', 'kubelet', {
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      ...document,
      featureGates: { ...own, ...gates },
    }),
  ];
}

/** Headers of a url that static pods come from may carry a credential. */
function withoutHeaders({ staticPodURLHeader: _, ...document }: Mapping): Mapping {
  return document;
}

function formOf(apiVersion: string): 'mapping' | 'list' {
  return apiVersion.endsWith('v1beta3') ? 'mapping' : 'list';
}

/** A version is short and plain; anything else may be somebody's secret in the wrong place. */
function printable(version: string): string {
  return /^v\d[\w]{0,20}$/.test(version) ? version : 'this version';
}
