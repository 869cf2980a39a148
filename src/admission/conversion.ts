import { type JsonInput, partialJson, wholeJson } from '../cel/cel.ts';
import type { Fact } from '../facts/fact.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { type Fields, fieldsOf, listOf, textOf } from './read-fields.ts';
import type { GroupVersionKind, JsonObject } from './request.ts';

/**
 * Whether converting a custom resource changes nothing but its apiVersion, by group and kind: so it is with strategy `None`
 * (Kubernetes 1.36, apiextensions `pkg/apiserver/conversion/nop_converter.go`).
 */
export type Conversions = (group: string, kind: string) => boolean;

/** Reads the conversion strategies of custom resources. */
export function readConversions(definitions: Fact<readonly KubeObject[]>): Conversions {
  const plain = new Set(
    (definitions.state === 'unknown' ? [] : definitions.value)
      .map(({ spec }) => fieldsOf(spec))
      .filter(({ conversion }) => textOf(fieldsOf(conversion).strategy, 'None') === 'None')
      .flatMap(({ group, names, versions }) => {
        const { kind } = fieldsOf(names);
        // The scale of a custom resource is of a kind of its own, which is served in one version only.
        return listOf(versions).length === 0 ? [] : [`${textOf(group, '')}/${textOf(kind, '')}`];
      }),
  );
  return (group, kind) => plain.has(`${group}/${kind}`);
}

/** A body under another version of its kind, where converting changes nothing else. */
export function inVersion(body: JsonObject, to: GroupVersionKind): JsonObject {
  return { ...body, apiVersion: apiVersionOf(to), kind: to.kind };
}

/**
 * What is known of a body in another version without running the conversion, which may change all but an object's identity, annotations
 * included (autoscaling/v1 keeps fields of v2 in some).
 */
export function convertUnseen(body: JsonObject, from: GroupVersionKind, to: GroupVersionKind): JsonInput {
  return partialJson(
    { apiVersion: apiVersionOf(to), kind: to.kind, metadata: identityOf(body) },
    `it is converted from ${from.version} to ${to.version} first, which is not simulated`,
  );
}

/** The metadata that is the same in all versions of an object. */
export function identityOf(body: JsonObject): Fields {
  const { name, generateName, namespace, uid, labels, creationTimestamp } = fieldsOf(body.metadata);
  const identity = { name, generateName, namespace, uid, creationTimestamp };
  return {
    ...Object.fromEntries(Object.entries(identity).filter(([, value]) => value !== undefined)),
    ...(labels === undefined ? {} : { labels: wholeJson(fieldsOf(labels)) }),
  };
}

function apiVersionOf({ group, version }: GroupVersionKind): string {
  return group === '' ? version : `${group}/${version}`;
}

/** Whether two kinds are the same in group, version and name. */
export function isSameKind(a: GroupVersionKind, b: GroupVersionKind): boolean {
  return a.group === b.group && a.version === b.version && a.kind === b.kind;
}
