import {
  Authorizer,
  type AuthorizerUser,
  type Decide,
  type ResourceAttributes,
  ResourceCheck,
} from './libraries/authorizer-values.ts';
import { CelUnknown, fail } from './values/failure.ts';
import { firstUnknown, fromJson } from './values/json.ts';
import { CelMap } from './values/map.ts';
import { toJson } from './values/to-json.ts';
import { type CelValue, known } from './values/value.ts';

/** The variables `authorizer` and `authorizer.requestResource`: they ask about the user and resource of the request. */
export function bindAuthorizer(
  inputs: Readonly<Record<string, unknown>>,
  name: string,
): CelValue | undefined {
  if (name !== 'authorizer' && name !== 'authorizer.requestResource') return undefined;
  const { decide, request } = inputs;
  if (decide === 'absent') return fail(`no such attribute(s): ${name}`);
  const asking = {
    user: () => userOf(request),
    decide: typeof decide === 'function' ? (decide as Decide) : undefined,
  };
  return name === 'authorizer'
    ? new Authorizer(asking)
    : new ResourceCheck(asking, () => resourceOf(request));
}

function userOf(request: unknown): AuthorizerUser {
  const user = part(mapOf(request), 'userInfo');
  const read = (field: string, isNeeded: boolean): unknown => {
    const stored = user.find(field);
    const because = stored === undefined ? undefined : firstUnknown(stored);
    if (because === undefined) return stored === undefined ? undefined : toJson(known(stored));
    if (isNeeded) throw new CelUnknown(because);
    return undefined;
  };
  const {
    username = '',
    groups = [],
    uid = '',
    extra = {},
  } = {
    username: read('username', true),
    groups: read('groups', true),
    uid: read('uid', false),
    extra: read('extra', false),
  } as Partial<AuthorizerUser>;
  return { username, uid, groups, extra };
}

function resourceOf(request: unknown): ResourceAttributes {
  const map = mapOf(request);
  const resource = part(map, 'resource');
  return {
    group: text(resource, 'group'),
    resource: text(resource, 'resource'),
    subresource: text(map, 'subResource'),
    namespace: text(map, 'namespace'),
    name: text(map, 'name'),
  };
}

function mapOf(json: unknown): CelMap {
  const value = json === undefined ? undefined : known(fromJson(json));
  if (value instanceof CelMap) return value;
  throw new CelUnknown('the request is not known');
}

function part(map: CelMap, field: string): CelMap {
  const value = map.get(field);
  if (value instanceof CelMap) return value;
  throw new CelUnknown(`${field} of the request is not known`);
}

function text(map: CelMap, field: string): string {
  const value = map.get(field);
  return typeof value === 'string' ? value : '';
}
