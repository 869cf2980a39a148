import type { JsonInput } from '../cel/cel.ts';
import type { Fact } from '../facts/fact.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import type { Minor } from '../upgrade/version.ts';
import { type Convert, readConversions } from './conversion.ts';
import { findEquivalences } from './find-equivalences.ts';
import type { MatchWorld } from './match.ts';
import { readNamespaceObjects } from './namespace-object.ts';
import { type Policy, type PolicyType, readBinding, readPolicy } from './policy.ts';
import { type ParamKindLookup, type ParamLookup, paramKindLookup, paramLookup } from './policy-params.ts';
import type { AdmissionRequest } from './request.ts';
import { readNamespaceLabels } from './selected-labels.ts';
import { type Webhook, webhooksOf } from './webhook.ts';

/** Webhooks and policies in the order the API server asks them, and what is not known of them. */
export interface Chain {
  readonly webhooks: readonly Webhook[];
  readonly policies: readonly Policy[];
  /** Why not all bindings of a type of policy are known; absent where they are. */
  readonly bindingsUnknown: Readonly<Partial<Record<PolicyType, string>>>;
  /** Why there may be more than these: one clause for each kind of configuration that could not be read. */
  readonly mayBeMore: readonly string[];
  readonly world: MatchWorld;
  readonly convert: Convert;
  readonly params: ParamLookup;
  readonly paramKind: ParamKindLookup;
  readonly namespaceObject: (request: AdmissionRequest) => JsonInput;
}

const GROUP = 'admissionregistration.k8s.io';

/** What may stand in a write's way: one of these that was not read may refuse it. */
export const GUARD_FACTS = [
  `objects/validatingwebhookconfigurations.${GROUP}`,
  `objects/mutatingwebhookconfigurations.${GROUP}`,
  `objects/validatingadmissionpolicies.${GROUP}`,
  `objects/validatingadmissionpolicybindings.${GROUP}`,
  `objects/mutatingadmissionpolicies.${GROUP}`,
  `objects/mutatingadmissionpolicybindings.${GROUP}`,
] as const;

/** Resources a chain is built from. */
export const CHAIN_FACTS = [
  ...GUARD_FACTS,
  'objects/namespaces',
  'objects/customresourcedefinitions.apiextensions.k8s.io',
  'discovery',
] as const;

export interface ChainOptions {
  /** Whether facts hold objects whole, or only what collectors keep of them: what is left out is not known then. */
  readonly keeps?: 'parts' | 'whole';
  /** Minor of the API server, to go by what it serves by default where the cluster was not asked. */
  readonly server?: Minor | undefined;
}

/** Builds the admission chain of a cluster once, for any number of requests. */
export function chainOf(facts: FactReader, { keeps = 'parts', server }: ChainOptions = {}): Chain {
  const mutating = facts.objects(`mutatingwebhookconfigurations.${GROUP}`);
  const validating = facts.objects(`validatingwebhookconfigurations.${GROUP}`);
  const policies = {
    Mutating: policiesOf('mutating', facts),
    Validating: policiesOf('validating', facts),
  };
  const definitions = facts.objects('customresourcedefinitions.apiextensions.k8s.io');
  const namespaces = facts.objects('namespaces');
  return {
    webhooks: [mutating, validating].flatMap((fact) => inOrder(fact).flatMap(webhooksOf)),
    policies: [...policies.Mutating.policies, ...policies.Validating.policies],
    bindingsUnknown: {
      ...reasonFor('Mutating', policies.Mutating.bindings),
      ...reasonFor('Validating', policies.Validating.bindings),
    },
    mayBeMore: [
      ...[mutating, validating].flatMap(reasonIfUnknown),
      ...[policies.Mutating, policies.Validating].flatMap(({ mayBeMore }) => mayBeMore),
    ],
    world: {
      equivalences: findEquivalences(facts.discovery(), definitions, server),
      namespaceLabels: readNamespaceLabels(namespaces),
    },
    convert: readConversions(definitions),
    params: paramLookup(facts, keeps),
    paramKind: paramKindLookup(facts),
    namespaceObject: readNamespaceObjects(namespaces, keeps),
  };
}

function policiesOf(type: 'mutating' | 'validating', facts: FactReader) {
  const policies = facts.objects(`${type}admissionpolicies.${GROUP}`);
  const bindings = facts.objects(`${type}admissionpolicybindings.${GROUP}`);
  const read = inOrder(bindings).map(readBinding);
  const names = new Set(inOrder(policies).map(({ metadata }) => metadata.name));
  // A binding of a policy that does not exist is inert; of one that was not read it is not known what it does.
  const orphans = read.filter(({ policyName }) => !names.has(policyName));
  return {
    policies: inOrder(policies).map((policy) => readPolicy(policy, read)),
    bindings,
    mayBeMore: [
      ...reasonIfUnknown(policies),
      ...(policies.state === 'partial'
        ? orphans.map(
            ({ name, policyName }) =>
              `policy ${policyName}, which binding ${name} puts into force, was not given`,
          )
        : []),
    ],
  };
}

function reasonFor(type: PolicyType, bindings: Fact<unknown>): Partial<Record<PolicyType, string>> {
  return bindings.state === 'known' ? {} : { [type]: bindings.because };
}

function reasonIfUnknown(fact: Fact<unknown>): readonly string[] {
  return fact.state === 'unknown' ? [fact.because] : [];
}

/** Configurations are called in the order of their names (Kubernetes 1.36, apiserver `configuration/*_webhook_manager.go`). */
function inOrder(fact: Fact<readonly KubeObject[]>): readonly KubeObject[] {
  if (fact.state === 'unknown') return [];
  return [...fact.value].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}
