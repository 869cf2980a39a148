import { type CelInputs, type JsonInput, partialJson, unknownInput, wholeJson } from '../cel/cel.ts';
import { type Fields, fieldsOf } from '../facts/fields.ts';
import { type Convert, convertUnseen, identityOf, isSameKind } from './conversion.ts';
import type { Equivalent } from './equivalence.ts';
import { requestedAs } from './match.ts';

import type { AdmissionRequest, JsonObject } from './request.ts';

const NOT_MADE_YET = 'the write has not been made yet';
const NO_NAME = 'the name is not known';
const NOT_SURE = 'the version it is seen in is not known';

/**
 * What an expression reads of a request: `object` and `oldObject` in the version the webhook or policy asked for, and `request` itself, which
 * lacks what is empty (Kubernetes 1.37, apiserver `pkg/admission/plugin/cel/condition.go`, CreateAdmissionRequest).
 * @param as the kind and resource that were matched; undefined where that is not sure
 * @param shows matchConditions see the resource that was asked for, validations the one that was matched
 */
export function expressionInputs(
  request: AdmissionRequest,
  as: Equivalent | undefined,
  shows: 'asked' | 'matched',
  convert: Convert,
): Pick<CelInputs, 'object' | 'oldObject' | 'request'> {
  const body = (value: JsonObject | null | undefined) => bodyInput(value, request, as, convert);
  return {
    object: body(request.object),
    oldObject: body(request.oldObject),
    request: requestInput(request, as, shows),
  };
}

function bodyInput(
  body: JsonObject | null | undefined,
  request: AdmissionRequest,
  as: Equivalent | undefined,
  convert: Convert,
): JsonInput {
  const isPartial = request.bodies === 'partial';
  if (body === undefined && isPartial) return unknownInput(NOT_MADE_YET);
  if (body === null || body === undefined) return null;
  if (as === undefined) return partialJson({ metadata: identityOf(body) }, NOT_SURE);
  const converted = isSameKind(request.kind, as.kind) ? body : convert(body, request.kind, as.kind);
  if (converted === undefined) return convertUnseen(body, request.kind, as.kind);
  if (isPartial) return partialJson(knownParts(converted), NOT_MADE_YET);
  return request.nameIsToCome === true
    ? { ...converted, metadata: { ...fieldsOf(converted.metadata), name: unknownInput(NO_NAME) } }
    : converted;
}

/** Labels, where a body of a coming write names them, are all of them: see the shape of `knowledge/writes`. */
function knownParts(body: Fields): Fields {
  const { metadata, ...rest } = body;
  if (metadata === undefined) return body;
  const { labels, ...others } = fieldsOf(metadata);
  return {
    ...rest,
    metadata: labels === undefined ? others : { ...others, labels: wholeJson(fieldsOf(labels)) },
  };
}

function requestInput(
  request: AdmissionRequest,
  as: Equivalent | undefined,
  shows: 'asked' | 'matched',
): JsonInput {
  const asked = requestedAs(request);
  const isPartial = request.bodies === 'partial';
  const { username, uid, groups, extra } = request.userInfo;
  const { options } = request;
  return {
    // Nothing may name these three, but `dyn(request)` has them.
    uid: '',
    object: null,
    oldObject: null,
    kind: as?.kind ?? unknownInput(NOT_SURE),
    resource: shows === 'asked' ? asked.resource : (as?.resource ?? unknownInput(NOT_SURE)),
    requestKind: asked.kind,
    requestResource: asked.resource,
    ...given('subResource', asked.subResource),
    ...given('requestSubResource', asked.subResource),
    ...(isNameUnknown(request) ? { name: unknownInput(NO_NAME) } : given('name', request.name)),
    ...given('namespace', request.namespace),
    operation: request.operation,
    userInfo: {
      ...given('username', username),
      ...given('uid', uid),
      ...(groups === undefined || groups.length === 0 ? {} : { groups }),
      ...(extra === undefined || Object.keys(extra).length === 0 ? {} : { extra }),
      // Which uid and extra fields an identity comes with is not part of the knowledge of writes.
      ...(isPartial ? { uid: unknownInput(NOT_MADE_YET), extra: unknownInput(NOT_MADE_YET) } : {}),
    },
    dryRun: request.dryRun ?? false,
    options: options ?? (isPartial ? unknownInput(NOT_MADE_YET) : null),
  };
}

function isNameUnknown({ bodies, name, nameIsToCome }: AdmissionRequest): boolean {
  return nameIsToCome === true || (bodies === 'partial' && name === undefined);
}

function given(name: string, text: string | undefined): Record<string, string> {
  return text === undefined || text === '' ? {} : { [name]: text };
}
