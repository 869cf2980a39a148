import type { Fact } from '../facts/fact.ts';
import type { Backend } from './backend.ts';

/** What is assumed of webhook backends while the upgrade writes. */
export type BackendsOption = 'observed' | 'up' | 'down';

/** The control-plane nodes that serve, and those whose kube-apiserver is not ready as it is. */
export type ControlPlanes = Fact<readonly string[]> & { readonly unready?: readonly string[] };

/** Whether something will answer at the moment of a write. */
export type ExpectedAnswer =
  | { readonly state: 'answers'; readonly because: string }
  /** It answers now, and the upgrade takes all of it away for a while. */
  | { readonly state: 'falters'; readonly because: string }
  /** `fails`: whether a call is refused at once or waits for its time-out. */
  | { readonly state: 'silent'; readonly fails: 'at-once' | 'late'; readonly because: string }
  | { readonly state: 'unknown'; readonly because: string };

/** Says what can be expected of a backend while the upgrade restarts the nodes of the control plane, one after another. */
export function expectAnswer(
  backends: BackendsOption,
  backend: Backend,
  controlPlanes: ControlPlanes,
): ExpectedAnswer {
  if (backends === 'down')
    return { state: 'silent', fails: 'late', because: 'backends are assumed to be down' };
  if (backends === 'up') return { state: 'answers', because: 'backends are assumed to be up' };
  if (backend.state === 'unknown') return backend;
  if (backend.state === 'silent') return { state: 'silent', fails: 'at-once', because: backend.because };
  const { name, nodes, pods } = backend;
  if (!backend.inCluster)
    // Nobody probes such an address: it is ready because somebody wrote so.
    return {
      state: 'unknown',
      because: `${name} leads out of the cluster, to an address that the API cannot vouch for`,
    };
  if (controlPlanes.state !== 'known') {
    return {
      state: 'unknown',
      because: `${name} runs inside the cluster, and ${
        controlPlanes.state === 'unknown'
          ? controlPlanes.because
          : `there may be more control planes than ${controlPlanes.value.join(', ') || 'none'}: ${controlPlanes.because}`
      }`,
    };
  }
  if (controlPlanes.value.length === 1) {
    return {
      state: 'silent',
      fails: 'late',
      because: `${onlyNode(controlPlanes)} is restarting, and ${name} runs inside the cluster: each waits for the other`,
    };
  }
  const count = `${name} has ${pods} ready ${pods === 1 ? 'pod' : 'pods'}`;
  const [node] = nodes;
  if (node === undefined || nodes.length > 1) return { state: 'answers', because: count };
  return controlPlanes.value.includes(node)
    ? {
        state: 'falters',
        because: `${count}, all on control-plane node ${node}: while the upgrade is at that node, nothing answers`,
      }
    : { state: 'answers', because: `${count}, all on node ${node}` };
}

function onlyNode({ unready = [] }: ControlPlanes): string {
  return unready.length === 0
    ? 'the only control-plane node'
    : `the only control-plane node whose kube-apiserver is ready (that of ${unready.join(' and ')} is not)`;
}
