// The official client's reading of kubeconfigs: contexts, certificates, exec plugins. Built, it is a bundle of its own, loaded for a live cluster alone.
export { KubeConfig } from '@kubernetes/client-node';
