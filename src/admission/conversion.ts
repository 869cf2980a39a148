import { type JsonInput, partialJson, wholeJson } from '../cel/cel.ts';
import type { Fact } from '../facts/fact.ts';
import { type Fields, fieldsOf } from '../facts/fields.ts';
import type { KubeObject } from '../facts/kube-object.ts';
import { convertBuiltIn } from './convert-built-in.ts';
import { textOf } from './read-fields.ts';
import type { GroupVersionKind, JsonObject } from './request.ts';

/**
 * A body in another version of its kind; fields whose value conversion would have to work out are unknown inputs. Undefined where it is not
 * known what converting does.
 */
export type Convert = (
  body: JsonObject,
  from: GroupVersionKind,
  to: GroupVersionKind,
) => JsonObject | undefined;

/**
 * Prepares the conversions of a cluster: those of built-in kinds that are known, and custom resources of strategy `None`, where only the
 * apiVersion changes (Kubernetes 1.36, apiextensions `pkg/apiserver/conversion/nop_converter.go`).
 */
export function readConversions(definitions: Fact<readonly KubeObject[]>): Convert {
  const plain = new Set(
    (definitions.state === 'unknown' ? [] : definitions.value)
      .map(({ spec }) => fieldsOf(spec))
      .filter(({ conversion }) => textOf(fieldsOf(conversion).strategy, 'None') === 'None')
      .map(({ group, names }) => `${textOf(group, '')}/${textOf(fieldsOf(names).kind, '')}`),
  );
  return (body, from, to) => {
    const isPlain = from.group === to.group && from.kind === to.kind && plain.has(`${to.group}/${to.kind}`);
    const converted = isPlain ? body : convertBuiltIn(body, from, to);
    return converted === undefined
      ? undefined
      : { ...converted, apiVersion: apiVersionOf(to), kind: to.kind };
  };
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
