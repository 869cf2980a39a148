import { dump } from 'js-yaml';
import type { KubeObject } from '../facts/kube-object.ts';
import type { Argument, Mapping } from './fields.ts';

/** A component as a static pod would show it. */
export interface ConfiguredComponent {
  readonly name: 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kube-proxy';
  readonly image: string | undefined;
  readonly args: readonly Argument[];
}

/** The pod that a node would show for a component. */
export function componentPod({ name, image, args }: ConfiguredComponent, node: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-${node}`,
      namespace: 'kube-system',
      labels: { 'k8s-app': name, tier: 'control-plane' },
    },
    spec: {
      nodeName: node,
      containers: [
        {
          name,
          image: image ?? `registry.k8s.io/${name}`,
          command: [name, ...args.map((arg) => `--${arg.name.replace(/^-+/, '')}=${arg.value}`)],
        },
      ],
    },
  };
}

/** A ConfigMap of kube-system with one document, or with one after the other. */
export function configMapOf(name: string, key: string, ...documents: readonly Mapping[]): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'kube-system' },
    data: { [key]: documents.map((document) => dump(document, { noRefs: true })).join('---\n') },
  };
}

/** Feature gates of a kubelet's flags: they mean the same as those of its configuration file. */
export function gatesOfArgs(args: readonly Argument[]): Mapping {
  return Object.fromEntries(
    args
      .filter(({ name }) => name.replace(/^-+/, '') === 'feature-gates')
      .flatMap(({ value }) => value.split(','))
      .map((part) => part.split('='))
      .map(([gate = '', value = '']) => [gate.trim(), truthOf(value.trim())]),
  );
}

/** As Go's strconv.ParseBool reads truth; anything else stays as it is written. */
function truthOf(text: string): boolean | string {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  return ['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text) ? false : text;
}
