import type { KubeObject } from '../facts/kube-object.ts';

/** The Talos release of a node, `1.11.5` of `Talos (v1.11.5)`; undefined where it runs something else. */
export function talosReleaseOf(node: KubeObject): string | undefined {
  const { nodeInfo } = (node.status ?? {}) as { nodeInfo?: { osImage?: unknown } };
  const image = typeof nodeInfo?.osImage === 'string' ? nodeInfo.osImage : '';
  return /^Talos \(v(\d{1,3}\.\d{1,3}\.\d{1,3}[\w.-]{0,40})\)/.exec(image)?.[1];
}
