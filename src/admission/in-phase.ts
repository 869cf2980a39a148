import { unknownInput } from '../cel/cel.ts';
import { fieldsOf } from '../facts/fields.ts';
import { compareMinors, type Minor } from '../upgrade/version.ts';
import { isBuiltInGroup } from './built-in-versions.ts';
import { requestedAs } from './match.ts';

import type { AdmissionRequest, JsonObject } from './request.ts';

/** What kube-apiserver appends to a generateName: five of these (Kubernetes 1.36, apimachinery `pkg/util/rand/rand.go`). */
const GENERATED = /^[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/** Up to the minor before this one the time of an object that has none was written as null (apimachinery `pkg/apis/meta/v1/types.go`). */
const NO_NULL_TIME_FROM: Minor = '1.34';

const NOT_PREPARED = 'the API server may set it only after the mutating phase';

/**
 * The request as it is while mutating webhooks and policies see it. An object that is created gets its uid, its time and a generated name only
 * after them (Kubernetes 1.36, apiserver `pkg/registry/rest/create.go`, BeforeCreate), and a TokenRequest all of its metadata
 * (`pkg/registry/core/serviceaccount/storage/token.go`). A request that was recorded later shows them. What else a resource's strategy sets
 * in between is not known.
 * @param server minor of the API server; without it the newest is assumed
 */
export function whileMutating(request: AdmissionRequest, server: Minor | undefined): AdmissionRequest {
  const { object } = request;
  if (request.operation !== 'CREATE' || object === null || object === undefined) return request;
  const { uid, creationTimestamp, generation, ...metadata } = fieldsOf(object.metadata);
  const { resource, subResource } = requestedAs(request);
  const isLater = uid !== undefined || (creationTimestamp !== undefined && creationTimestamp !== null);
  if (!isLater && request.bodies !== 'partial') return request;
  if (resource.resource === 'serviceaccounts' && subResource === 'token') {
    const { name: _name, namespace: _namespace, ...rest } = metadata;
    return { ...request, object: { ...object, metadata: rest } };
  }
  if (!isLater) return request;
  const writesNull = server !== undefined && compareMinors(server, NO_NULL_TIME_FROM) < 0;
  const earlier = {
    ...metadata,
    ...(writesNull && isBuiltInGroup(resource.group) ? { creationTimestamp: null } : {}),
    ...(generation === undefined ? {} : { generation: unknownInput(NOT_PREPARED) }),
  };
  const body = object.status === undefined ? object : { ...object, status: unknownInput(NOT_PREPARED) };
  if (!isGenerated(metadata)) return { ...request, object: { ...body, metadata: earlier } };
  const { name: _generated, ...nameless } = earlier as JsonObject;
  const { name: _requested, ...rest } = request;
  return { ...rest, object: { ...body, metadata: nameless } };
}

/**
 * The request as it is while validating webhooks and policies see it: a name that is still to be generated is there then, and not known.
 */
export function whileValidating(request: AdmissionRequest): AdmissionRequest {
  const { object, name, operation } = request;
  if (operation !== 'CREATE' || object === null || object === undefined) return request;
  const metadata = fieldsOf(object.metadata);
  const isToCome =
    (name ?? '') === '' && metadata.name === undefined && typeof metadata.generateName === 'string';
  return isToCome && metadata.generateName !== '' ? { ...request, nameIsToCome: true } : request;
}

function isGenerated({ name, generateName }: Readonly<Record<string, unknown>>): boolean {
  if (typeof name !== 'string' || typeof generateName !== 'string' || generateName === '') return false;
  return name.startsWith(generateName) && GENERATED.test(name.slice(generateName.length));
}
