import { type JsonInput, partialJson, wholeJson } from '../cel/cel.ts';
import { resourceKey } from '../facts/cluster-facts.ts';
import { type Fact, isWhole, partial } from '../facts/fact.ts';
import type { FactReader } from '../facts/fact-reader.ts';
import { fieldsOf } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { selects } from './label-selector.ts';
import type { ParamKind, Policy, PolicyBinding } from './policy.ts';

/** The parameters that one binding judges a request with. */
export type Params =
  /** Judged once with each; `null` where the binding takes none. Empty: nothing to judge with, so the binding says nothing. */
  | { readonly found: readonly JsonInput[] }
  /** The API server treats it as an error of the policy. */
  | { readonly error: string }
  | Unknown;

/** `mayBeError`: whether the API server may treat it as an error, such as a parameter that must be there and is not. */
interface Unknown {
  readonly unknown: string;
  readonly mayBeError: boolean;
}

/**
 * Why the kind of a policy's parameters is not served, or may not be; undefined where it is. The API server asks that before it looks at
 * what a binding matches (Kubernetes 1.37, apiserver `policy/generic/policy_dispatcher.go`, Dispatch).
 */
export type ParamKindLookup = (policy: Policy) => { readonly error: string } | Unknown | undefined;

/** Looks up parameters; `namespace` is the request's, empty where it has none. */
export type ParamLookup = (policy: Policy, binding: PolicyBinding, namespace: string) => Params;

/**
 * Collects parameters as kube-apiserver does (Kubernetes 1.37, apiserver `policy/generic/policy_dispatcher.go`, CollectParams).
 * What a fact leaves out of an object is not known.
 */
export function paramLookup(facts: FactReader, keeps: 'parts' | 'whole'): ParamLookup {
  return ({ paramKind }, { paramRef }, namespace) => {
    if (paramKind === undefined) return { found: [null] };
    const served = findServed(paramKind, facts);
    if ('error' in served || 'unknown' in served) return served;
    if (paramRef === undefined) return { found: [null] };
    let home: string | undefined;
    if (served.namespaced === true) {
      home = paramRef.namespace || namespace;
      if (home === '') return { error: 'parameters are namespaced and the request has no namespace' };
    } else if (served.namespaced === false && paramRef.namespace !== '') {
      return { error: 'paramRef names a namespace, and its kind has none' };
    } else if (served.namespaced === undefined) {
      return { unknown: `whether ${paramKind.kind} is namespaced is not known`, mayBeError: true };
    }
    const objects = readParams(served.key, facts, keeps);
    const mayBeError = paramRef.denyIfMissing;
    if (objects.state === 'unknown') {
      return { unknown: `its parameters were not read: ${objects.because}`, mayBeError };
    }
    const here = objects.value.filter(({ metadata }) =>
      served.namespaced ? metadata.namespace === home : true,
    );
    const chosen = here.filter(({ metadata }) =>
      paramRef.name === ''
        ? selects(paramRef.selector, { values: metadata.labels ?? {}, complete: true }) === true
        : metadata.name === paramRef.name,
    );
    const isSure = objects.state === 'known' || (paramRef.name !== '' && chosen.length > 0);
    if (!isSure)
      return {
        unknown: `not all parameters are known: ${objects.state === 'partial' ? objects.because : ''}`,
        mayBeError,
      };
    if (chosen.length === 0 && paramRef.denyIfMissing) {
      return {
        error: `no ${paramKind.kind} that its paramRef names exists, and parameterNotFoundAction is Deny`,
      };
    }
    return { found: chosen.map((object) => (keeps === 'whole' ? object : inputOf(object, served.key))) };
  };
}

/** Prepares to say which policies' parameters are of a kind that is not served. */
export function paramKindLookup(facts: FactReader): ParamKindLookup {
  return ({ paramKind }) => {
    const served = paramKind === undefined ? undefined : findServed(paramKind, facts);
    return served === undefined || 'key' in served ? undefined : served;
  };
}

/** Of these only a few are read, by name or label; no fact says that another one does not exist. */
const READ_IN_PART: Readonly<Record<string, string>> = {
  configmaps: 'those of installers',
  'leases.coordination.k8s.io': 'those of kube-apiserver',
};

function readParams(key: string, facts: FactReader, keeps: 'parts' | 'whole'): Fact<readonly KubeObject[]> {
  const objects = facts.objects(key);
  const some = READ_IN_PART[key];
  return keeps === 'parts' && objects.state === 'known' && some !== undefined
    ? partial(objects.value, `of ${key} only ${some} are read`)
    : objects;
}

type Served =
  | { readonly key: string; readonly namespaced: boolean | undefined }
  | { readonly error: string }
  | Unknown;

/** Kinds whose scope is known without discovery. */
const NAMESPACED: Readonly<Record<string, boolean>> = { configmaps: true, secrets: true, namespaces: false };

function findServed({ group, version, kind }: ParamKind, facts: FactReader): Served {
  const discovery = facts.discovery();
  if (discovery.state !== 'unknown') {
    const found = discovery.value.find(
      (one) => one.group === group && one.version === version && one.kind === kind,
    );
    if (found !== undefined) return { key: resourceKey(group, found.resource), namespaced: found.namespaced };
    if (isWhole(discovery, group)) return { error: `its paramKind ${kind} is not served` };
  }
  const definitions = facts.objects('customresourcedefinitions.apiextensions.k8s.io');
  const names = (definitions.state === 'unknown' ? [] : definitions.value)
    .map(({ spec }) => fieldsOf(spec))
    .find((spec) => spec.group === group && fieldsOf(spec.names).kind === kind);
  if (names !== undefined) {
    return {
      key: resourceKey(group, String(fieldsOf(names.names).plural)),
      namespaced: names.scope === 'Namespaced',
    };
  }
  const plural = `${kind.toLowerCase()}s`;
  if (group === '' && plural in NAMESPACED) return { key: plural, namespaced: NAMESPACED[plural] };
  return { unknown: `whether its paramKind ${kind} is served is not known`, mayBeError: true };
}

/** Of these groups facts keep parts of objects only; of others all but private annotations (see the projections of the collectors). */
const KEPT_IN_PART = new Set([
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'batch',
  'certificates.k8s.io',
  'networking.k8s.io',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
]);
const LEFT_OUT = 'it was left out when the cluster was read';

function inputOf(object: KubeObject, key: string): JsonInput {
  const dot = key.indexOf('.');
  const group = dot === -1 ? '' : key.slice(dot + 1);
  const { labels, ...rest } = object.metadata;
  const metadata = partialJson(
    labels === undefined ? rest : { ...rest, labels: wholeJson(labels) },
    LEFT_OUT,
  );
  return KEPT_IN_PART.has(group) ? partialJson({ ...object, metadata }, LEFT_OUT) : { ...object, metadata };
}
