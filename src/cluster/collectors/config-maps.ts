import type { NamedCollector } from '../collector.ts';
import { keepDocuments } from '../project.ts';

/** Gets the few ConfigMaps that installers keep their configuration in, and no others. */
export const configMaps: NamedCollector = {
  group: '',
  resource: 'configmaps',
  kind: 'ConfigMap',
  namespaced: true,
  versions: ['v1'],
  objects: [
    { namespace: 'kube-system', name: 'kubeadm-config', project: keepDocuments(['ClusterConfiguration']) },
    { namespace: 'kube-system', name: 'kubelet-config', project: keepDocuments(['kubelet']) },
    { namespace: 'kube-system', name: 'kube-proxy', project: keepDocuments(['config.conf']) },
    { namespace: 'kube-system', name: 'coredns', project: keepDocuments(['Corefile']) },
    { namespace: 'kube-public', name: 'microshift-version', project: keepDocuments(['version']) },
  ],
  why: "to read the installer's configuration: flags, gates and kubelet settings",
};
