import { known, mapFact } from '../../facts/fact.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import type { KubeObject } from '../../facts/kube-object.ts';

const GROUP = 'admissionregistration.k8s.io';

/** The resource of each kind that can stand in a write's way. */
const RESOURCES = {
  ValidatingWebhookConfiguration: 'validatingwebhookconfigurations',
  MutatingWebhookConfiguration: 'mutatingwebhookconfigurations',
  ValidatingAdmissionPolicy: 'validatingadmissionpolicies',
  MutatingAdmissionPolicy: 'mutatingadmissionpolicies',
} as const;

export type GuardKind = keyof typeof RESOURCES;

/** The object that stands in the way of writes, and which of its parts do. */
export interface Guard {
  readonly kind: GuardKind;
  readonly name: string;
  /** Places of the webhooks that stop writes, among the configuration's; empty for a policy. */
  readonly webhooks: readonly number[];
  /** Names of the bindings through which a policy stops writes; empty for a configuration. */
  readonly bindings: readonly string[];
}

/** Whether a guard is a policy, which kube-apiserver evaluates itself. */
export function isPolicy({ kind }: Pick<Guard, 'kind'>): boolean {
  return kind.endsWith('Policy');
}

/** Whether a guard is the object of this kind and name. */
export function isGuard(guard: Guard, kind: GuardKind, name: string): boolean {
  return guard.kind === kind && guard.name === name;
}

/** The kind as kubectl takes it, `validatingwebhookconfiguration`. */
export function kubectlName({ kind }: Pick<Guard, 'kind'>): string {
  return kind.toLowerCase();
}

/** The guard's object among the facts. */
export function objectOfGuard({ kind, name }: Guard, facts: FactReader): KubeObject | undefined {
  const objects = facts.objects(`${RESOURCES[kind]}.${GROUP}`);
  return objects.state === 'unknown'
    ? undefined
    : objects.value.find(({ metadata }) => metadata.name === name);
}

/**
 * The same facts with a guard as it is to be, or without it. Of webhook configurations nothing else is left, since one does not change what
 * another is sent but by its answer; policies stay, since a mutating one changes what webhooks and policies behind it see.
 */
export function withGuard(guard: Guard, object: KubeObject | undefined, facts: FactReader): FactReader {
  const own = `${RESOURCES[guard.kind]}.${GROUP}`;
  const changed = object === undefined ? [] : [object];
  return {
    read: facts.read,
    serverVersion: facts.serverVersion,
    discovery: facts.discovery,
    requestedApis: facts.requestedApis,
    metric: facts.metric,
    kubelets: facts.kubelets,
    objects: (resource) => {
      if (resource === own && !isPolicy(guard)) return known(changed);
      if (CONFIGURATIONS.has(resource)) return known([]);
      const fact = facts.objects(resource);
      if (resource !== own) return fact;
      return mapFact(fact, (objects) => [
        ...objects.filter(({ metadata }) => metadata.name !== guard.name),
        ...changed,
      ]);
    },
  };
}

const CONFIGURATIONS: ReadonlySet<string> = new Set([
  `${RESOURCES.ValidatingWebhookConfiguration}.${GROUP}`,
  `${RESOURCES.MutatingWebhookConfiguration}.${GROUP}`,
]);
