import { type Fact, known, partial, unknown } from '../facts/fact.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import type { KubeObject } from '../facts/kube-object.ts';

/** Which nodes run the control plane, and which do not. */
export interface Topology {
  readonly controlPlane: readonly string[];
  readonly workers: readonly string[];
}

/** Labels that installers put on control-plane nodes; the second was kubeadm's until 1.24 and is still found. */
const CONTROL_PLANE_LABELS = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];

/**
 * Reads the nodes' roles. A cluster that shows no control-plane node keeps its control plane elsewhere (a managed one): then
 * it is unknown how many there are.
 */
export function readTopology(facts: FactReader): Fact<Topology> {
  const nodes = facts.objects('nodes');
  if (nodes.state === 'unknown') return nodes;
  const names = (chosen: readonly KubeObject[]) => chosen.map((node) => node.metadata.name).sort();
  const controlPlane = names(nodes.value.filter(isControlPlane));
  const workers = names(nodes.value.filter((node) => !isControlPlane(node)));
  if (controlPlane.length === 0) {
    return unknown('no node is labelled as control plane, so the number of kube-apiservers is not visible');
  }
  const topology = { controlPlane, workers };
  return nodes.state === 'partial' ? partial(topology, nodes.because) : known(topology);
}

/** `one control plane, two workers`. */
export function describeTopology(topology: Fact<Topology>): string {
  if (topology.state === 'unknown') return 'control plane not visible';
  const { controlPlane, workers } = topology.value;
  const parts = [countOf(controlPlane.length, 'control plane', 'control planes')];
  if (workers.length > 0) parts.push(countOf(workers.length, 'worker', 'workers'));
  return parts.join(', ');
}

/** Whether a node carries a label of the control plane. */
export function isControlPlane(node: KubeObject): boolean {
  return CONTROL_PLANE_LABELS.some((label) => Object.hasOwn(node.metadata.labels ?? {}, label));
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

function countOf(count: number, one: string, many: string): string {
  return `${NUMBERS[count] ?? count} ${count === 1 ? one : many}`;
}
