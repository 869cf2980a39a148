import { readFileSync } from 'node:fs';
import type { AdmissionRequest } from '../../../src/admission/request.ts';
import type { ClusterFacts, ServedResource } from '../../../src/facts/cluster-facts.ts';
import { known } from '../../../src/facts/fact.ts';
import type { KubeObject } from '../../../src/facts/kube-object.ts';
import type { Minor } from '../../../src/upgrade/version.ts';

/** Decisions of one real kube-apiserver: see recorded/README.md. */
export interface Recording {
  readonly version: Minor;
  readonly namespaces: readonly { name: string; labels: Record<string, string> }[];
  readonly objects: readonly KubeObject[];
  readonly discovery: readonly (Omit<ServedResource, 'subresources'> & { subresources: string[] })[];
  readonly webhooks: readonly {
    id: string;
    kind: 'Validating' | 'Mutating';
    webhook: Record<string, unknown>;
  }[];
  readonly cases: readonly {
    id: string;
    http: { method: string; path: string; status: number };
    request: AdmissionRequest | null;
    requests: number;
    called: readonly { id: string; kind: string }[];
  }[];
}

export const RECORDINGS = ['1.32-12', '1.34-11', '1.36-13'] as const;

/** Reads one recording. */
export function readRecording(name: (typeof RECORDINGS)[number]): Recording {
  return JSON.parse(readFileSync(new URL(`../recorded/${name}.json`, import.meta.url), 'utf8'));
}

/** Kinds of subresources that differ from their parent's, as the API server documents them in discovery. */
const SUBRESOURCE_KINDS: Record<string, { group: string; version: string; kind: string }> = {
  scale: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
  eviction: { group: 'policy', version: 'v1', kind: 'Eviction' },
  binding: { group: '', version: 'v1', kind: 'Binding' },
  token: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' },
  exec: { group: '', version: 'v1', kind: 'PodExecOptions' },
};

/** The facts of the recorded cluster, or of the same cluster with some of them changed. */
export function factsOfRecording(
  recording: Recording,
  changes: {
    readonly discovery?: ClusterFacts['discovery'];
    readonly objects?: ClusterFacts['objects'];
  } = {},
): ClusterFacts {
  const configurations = (type: 'Validating' | 'Mutating') =>
    recording.webhooks
      .filter((one) => one.kind === type)
      .map(({ id, webhook }) => ({
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: `${type}WebhookConfiguration`,
        metadata: { name: id },
        webhooks: [webhook],
      }));
  return {
    origin: { kind: 'files', id: recording.version },
    serverVersion: known(`v${recording.version}.0`),
    requestedApis: known([]),
    discovery: changes.discovery ?? known(recording.discovery.map(withKinds)),
    objects: {
      namespaces: known(
        recording.namespaces.map(({ name, labels }) => ({
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name, labels },
        })),
      ),
      'customresourcedefinitions.apiextensions.k8s.io': known(recording.objects),
      'validatingwebhookconfigurations.admissionregistration.k8s.io': known(configurations('Validating')),
      'mutatingwebhookconfigurations.admissionregistration.k8s.io': known(configurations('Mutating')),
      'validatingadmissionpolicies.admissionregistration.k8s.io': known([]),
      'validatingadmissionpolicybindings.admissionregistration.k8s.io': known([]),
      'mutatingadmissionpolicies.admissionregistration.k8s.io': known([]),
      'mutatingadmissionpolicybindings.admissionregistration.k8s.io': known([]),
      ...changes.objects,
    },
  };
}

function withKinds(served: Recording['discovery'][number]): ServedResource {
  return {
    ...served,
    subresources: served.subresources.map((name) => ({
      name,
      ...(SUBRESOURCE_KINDS[name] ?? {
        group: served.group,
        version: served.version,
        kind: served.kind,
      }),
    })),
  };
}
