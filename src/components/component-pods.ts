import type { KubeObject } from '../facts/kube-object.ts';
import { baseName, type CommandFlag, readCommandLine } from './command-line.ts';
import type { ComponentName } from './component.ts';
import { scalarText } from './read-document.ts';

/** A pod that runs a component. */
export interface ComponentPod {
  readonly component: ComponentName;
  readonly pod: KubeObject;
  readonly image: string;
  /** The node it runs on; empty before it is placed. */
  readonly node: string;
  /** Absent where its command line does not show them. */
  readonly flags?: readonly CommandFlag[];
}

const NAMESPACE = 'kube-system';

/** Labels that carry a component's name: kubeadm's, Talos' and kube-proxy's own. */
const NAME_LABELS = ['component', 'k8s-app', 'app.kubernetes.io/name', 'app'];

/** Pods that have ended say what was, not what is. */
const ENDED = ['Succeeded', 'Failed'];

/** Finds the pods of a component. Only those of kube-system have command lines: nobody else's are collected. */
export function findComponentPods(
  component: ComponentName,
  pods: readonly KubeObject[],
): readonly ComponentPod[] {
  return pods.flatMap((pod) => {
    if (pod.metadata.namespace !== NAMESPACE || ENDED.includes(phaseOf(pod))) return [];
    const spec = (pod.spec ?? {}) as { containers?: unknown; nodeName?: unknown };
    const containers = (Array.isArray(spec.containers) ? spec.containers : []).map(readContainer);
    const labelled = NAME_LABELS.some((label) => pod.metadata.labels?.[label] === component);
    const container =
      containers.find(({ name }) => name === component) ??
      containers.find(({ words }) => words.some((word) => baseName(word) === component)) ??
      (labelled ? containers[0] : undefined);
    if (container === undefined) return [];
    const flags = readCommandLine(component, container.command, container.args);
    const node = typeof spec.nodeName === 'string' ? spec.nodeName : '';
    return [{ component, pod, image: container.image, node, ...(flags === undefined ? {} : { flags }) }];
  });
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly words: readonly string[];
}

function readContainer(value: unknown): Container {
  const { name, image, command, args } = (value ?? {}) as Record<string, unknown>;
  const texts = (list: unknown) => (Array.isArray(list) ? list.map(scalarText) : []);
  return {
    name: scalarText(name),
    image: scalarText(image),
    command: texts(command),
    args: texts(args),
    words: [...texts(command), ...texts(args)].filter((word) => !word.startsWith('-')),
  };
}

function phaseOf(pod: KubeObject): string {
  return String((pod.status as { phase?: unknown } | undefined)?.phase ?? '');
}
