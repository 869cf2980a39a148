import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { chainOf } from '../../src/admission/chain.ts';
import type { AdmissionRequest } from '../../src/admission/request.ts';
import { simulate, simulationOn } from '../../src/admission/simulate.ts';
import type { ServedResource } from '../../src/facts/cluster-facts.ts';
import { known } from '../../src/facts/fact.ts';
import { readFacts } from '../../src/facts/fact-reader.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';
import type { Minor } from '../../src/upgrade/version.ts';

interface Recording {
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
    request: AdmissionRequest | null;
    called: readonly { id: string; kind: string }[];
  }[];
}

const FILES = ['1.32-12', '1.34-11', '1.36-13'];

const read = (name: string): Recording =>
  JSON.parse(readFileSync(new URL(`recorded/${name}.json`, import.meta.url), 'utf8'));

/** Kinds of subresources that differ from their parent's, as the API server documents them in discovery. */
const SUBRESOURCE_KINDS: Record<string, { group: string; version: string; kind: string }> = {
  scale: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
  eviction: { group: 'policy', version: 'v1', kind: 'Eviction' },
  binding: { group: '', version: 'v1', kind: 'Binding' },
  token: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' },
  exec: { group: '', version: 'v1', kind: 'PodExecOptions' },
};

const chainOfRecording = (recording: Recording) => {
  const configurations = (type: 'Validating' | 'Mutating') =>
    recording.webhooks
      .filter((one) => one.kind === type)
      .map(({ id, webhook }) => ({
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: `${type}WebhookConfiguration`,
        metadata: { name: id },
        webhooks: [webhook],
      }));
  return chainOf(
    readFacts({
      origin: { kind: 'files', id: recording.version },
      serverVersion: known(`v${recording.version}.0`),
      requestedApis: known([]),
      discovery: known(
        recording.discovery.map((served) => ({
          ...served,
          subresources: served.subresources.map((name) => ({
            name,
            ...(SUBRESOURCE_KINDS[name] ?? {
              group: served.group,
              version: served.version,
              kind: served.kind,
            }),
          })),
        })),
      ),
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
      },
    }),
  );
};

describe.each(FILES)('decisions recorded on a real kube-apiserver, %s', (file) => {
  const recording = read(file);
  const chain = chainOfRecording(recording);
  const simulation = simulationOn(chain, recording.version);

  test.each(recording.cases.filter(({ request }) => request !== null).map((one) => [one.id, one] as const))(
    '%s',
    (_id, one) => {
      const called = simulate(one.request as AdmissionRequest, chain, simulation).flatMap((dispatch) =>
        dispatch.does === 'call'
          ? [
              {
                id: dispatch.webhook.configuration,
                kind: `${dispatch.as.kind.group}/${dispatch.as.kind.version}/${dispatch.as.kind.kind}`,
              },
            ]
          : [],
      );
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
      expect(called.sort(byId)).toEqual([...one.called].sort(byId));
    },
  );
});
