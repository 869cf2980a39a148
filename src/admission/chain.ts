import type { FactReader } from '../facts/fact-reader.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { findEquivalences } from './equivalence.ts';
import type { MatchWorld } from './match.ts';
import { readNamespaceLabels } from './selected-labels.ts';
import { type Webhook, webhooksOf } from './webhook.ts';

/** Webhooks in the order the API server calls them, and what is not known of them. */
export interface Chain {
  readonly webhooks: readonly Webhook[];
  /** Why there may be more than these: one clause for each kind of configuration that could not be read. */
  readonly mayBeMore: readonly string[];
  readonly world: MatchWorld;
}

/** Resources a chain is built from. */
export const CHAIN_FACTS = [
  'objects/validatingwebhookconfigurations.admissionregistration.k8s.io',
  'objects/mutatingwebhookconfigurations.admissionregistration.k8s.io',
  'objects/namespaces',
  'objects/customresourcedefinitions.apiextensions.k8s.io',
  'discovery',
] as const;

/** Builds the admission chain of a cluster once, for any number of requests. */
export function chainOf(facts: FactReader): Chain {
  const mutating = facts.objects('mutatingwebhookconfigurations.admissionregistration.k8s.io');
  const validating = facts.objects('validatingwebhookconfigurations.admissionregistration.k8s.io');
  return {
    webhooks: [mutating, validating].flatMap((fact) =>
      fact.state === 'unknown' ? [] : [...fact.value].sort(byName).flatMap(webhooksOf),
    ),
    mayBeMore: [mutating, validating].flatMap((fact) => (fact.state === 'unknown' ? [fact.because] : [])),
    world: {
      equivalences: findEquivalences(
        facts.discovery(),
        facts.objects('customresourcedefinitions.apiextensions.k8s.io'),
      ),
      namespaceLabels: readNamespaceLabels(facts.objects('namespaces')),
    },
  };
}

/** Configurations are called in the order of their names (Kubernetes 1.36, apiserver `configuration/*_webhook_manager.go`). */
function byName(a: KubeObject, b: KubeObject): number {
  return a.metadata.name < b.metadata.name ? -1 : 1;
}
