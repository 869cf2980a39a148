import type { KubeletConfig } from '../facts/cluster-facts.ts';
import { type Fact, known, partial, unknown } from '../facts/fact.ts';
import { fieldsOf, isFields, listOf } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { nestsWithin } from '../nesting.ts';
import type { Need } from './collector.ts';
import { mapLimit } from './map-limit.ts';
import { readMetrics } from './metrics.ts';
import { keepKubeletConfig } from './project-kubelet.ts';
import type { ReadFailure } from './read-failure.ts';
import type { ApiReader } from './transport.ts';

/** What asking the kubelets takes. It is more than reading: whoever has it can have a kubelet run commands in its pods. */
export const KUBELETS_NEED: Need = {
  group: '',
  resource: 'nodes/proxy',
  verb: 'get',
  why: 'to ask the kubelets for their configuration with --kubelets; it also allows to run commands in every pod',
};

const NEXT = 'Grant it with: holdshort rbac --kubelets | kubectl apply -f -, or check without --kubelets.';

/** Failures that every other node would meet as well. */
const FOR_ALL: readonly ReadFailure['kind'][] = ['forbidden', 'unauthorized', 'unreachable', 'untrusted'];

type Answer =
  | { readonly kubelet: KubeletConfig }
  | { readonly because: string; readonly forAll?: true; readonly next?: string };

/** Asks each node's kubelet, through kube-apiserver, what it runs with. A kubelet that does not answer makes the fact partial, and no more. */
export async function readKubelets(
  reader: ApiReader,
  nodes: Fact<readonly KubeObject[]>,
  atOnce: number,
): Promise<Fact<readonly KubeletConfig[]>> {
  if (nodes.state === 'unknown')
    return unknown(`the kubelets could not be asked: ${nodes.because}`, nodes.next);
  const [first, ...others] = nodes.value;
  if (first === undefined) return known([]);
  const opening = await askKubelet(reader, first);
  // Where the first may not be asked, thousands of others need not be.
  const more = 'forAll' in opening ? [] : await mapLimit(others, atOnce, (node) => askKubelet(reader, node));
  const answers = [opening, ...more];
  const kubelets = answers.flatMap((one) => ('kubelet' in one ? [one.kubelet] : []));
  const failures = answers.flatMap((one) => ('kubelet' in one ? [] : [one]));
  const [failure] = failures;
  if (failure === undefined)
    return nodes.state === 'partial' ? partial(kubelets, nodes.because) : known(kubelets);
  const rest = failures.length === 1 ? '' : `, and ${failures.length - 1} more kubelets did not tell theirs`;
  const because = `${failure.because}${rest}`;
  return kubelets.length === 0 ? unknown(because, failure.next) : partial(kubelets, because);
}

async function askKubelet(reader: ApiReader, node: KubeObject): Promise<Answer> {
  const { name } = node.metadata;
  const what = `the configuration of the kubelet of ${name} could not be read`;
  // Its connection would only time out.
  if (isSilent(node)) return { because: `${what}: the node has stopped reporting` };
  const reading = await reader.json(`/api/v1/nodes/${encodeURIComponent(name)}/proxy/configz`);
  if (!reading.ok) {
    const { kind, because } = reading.failure;
    return {
      because: `${what}: ${because}`,
      ...(FOR_ALL.includes(kind) ? { forAll: true as const } : {}),
      ...(kind === 'forbidden' ? { next: NEXT } : {}),
    };
  }
  // `{"kubeletconfig": {…}}`: component-base, configz.go, with the name that the kubelet registers (Kubernetes 1.36).
  const config = fieldsOf(reading.value).kubeletconfig;
  if (!isFields(config) || !nestsWithin(config)) return { because: `${what}: the answer is none` };
  const cgroupVersion = await readCgroupVersion(reader, name);
  return {
    kubelet: {
      node: name,
      config: keepKubeletConfig(config),
      ...(cgroupVersion === undefined ? {} : { cgroupVersion }),
    },
  };
}

const CGROUP_VERSION = 'kubelet_cgroup_version';

/** No field of the API or of the configuration tells it; a metric of the kubelet does (pkg/kubelet/metrics, Kubernetes 1.31). */
async function readCgroupVersion(reader: ApiReader, node: string): Promise<number | undefined> {
  const reading = await reader.text(`/api/v1/nodes/${encodeURIComponent(node)}/proxy/metrics`);
  if (!reading.ok) return undefined;
  const series = readMetrics(reading.value, [CGROUP_VERSION]).metrics[CGROUP_VERSION];
  return series === undefined || series.state === 'unknown' ? undefined : series.value[0]?.value;
}

/** The node controller sets a condition to Unknown once a kubelet has been silent for a while. */
function isSilent({ status }: KubeObject): boolean {
  return listOf(fieldsOf(status).conditions).some((condition) => {
    const { type, status: value } = fieldsOf(condition);
    return type === 'Ready' && value === 'Unknown';
  });
}
