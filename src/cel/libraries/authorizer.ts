import { BOOL, STRING, structure } from '../check/type.ts';
import { fail } from '../values/failure.ts';
import { Authorizer, ask, type Decision, GroupCheck, PathCheck, ResourceCheck } from './authorizer-values.ts';
import { type Library, member } from './overload.ts';

export const AUTHORIZER = structure<Authorizer>('kubernetes.authorization.Authorizer');
export const RESOURCE_CHECK = structure<ResourceCheck>('kubernetes.authorization.ResourceCheck');
const PATH_CHECK = structure<PathCheck>('kubernetes.authorization.PathCheck');
const GROUP_CHECK = structure<GroupCheck>('kubernetes.authorization.GroupCheck');
const DECISION = structure<Decision>('kubernetes.authorization.Decision');

/** So dear that one expression can make two checks (apiserver `pkg/cel/library/cost.go`). */
const checkWork = () => 350_000;

/** Questions to the authorizer (apiserver `pkg/cel/library/authz.go`). */
export const authorizer: Library = {
  name: 'authorizer',
  since: '1.27',
  overloads: [
    member('path', [AUTHORIZER, STRING], PATH_CHECK, ({ asking }, path) =>
      path.trim() === '' ? fail('path must not be empty') : new PathCheck(asking, path),
    ),
    member('group', [AUTHORIZER, STRING], GROUP_CHECK, ({ asking }, group) => new GroupCheck(asking, group)),
    member('serviceAccount', [AUTHORIZER, STRING, STRING], AUTHORIZER, serviceAccount),
    member('resource', [GROUP_CHECK, STRING], RESOURCE_CHECK, ({ asking, group }, resource) => {
      const attributes = { group, resource, subresource: '', namespace: '', name: '' };
      return new ResourceCheck(asking, () => attributes);
    }),
    member('subresource', [RESOURCE_CHECK, STRING], RESOURCE_CHECK, (check, subresource) =>
      check.with({ subresource }),
    ),
    member('namespace', [RESOURCE_CHECK, STRING], RESOURCE_CHECK, (check, namespace) =>
      check.with({ namespace }),
    ),
    member('name', [RESOURCE_CHECK, STRING], RESOURCE_CHECK, (check, name) => check.with({ name })),
    member('check', [PATH_CHECK, STRING], DECISION, ({ asking, path }, verb) => ask(asking, verb, { path }), {
      work: checkWork,
    }),
    member(
      'check',
      [RESOURCE_CHECK, STRING],
      DECISION,
      (check, verb) => ask(check.asking, verb, check.attributes()),
      { work: checkWork },
    ),
    member('allowed', [DECISION], BOOL, ({ decision }) => decision.allowed),
    member('reason', [DECISION], STRING, ({ decision }) => decision.reason ?? ''),
    member('errored', [DECISION], BOOL, ({ decision }) => decision.error !== undefined),
    member('error', [DECISION], STRING, ({ decision }) => decision.error ?? ''),
  ],
};

/** Questions about part of a collection; the API server can be told not to load them (feature gate AuthorizeWithSelectors). */
export const authorizerSelectors: Library = {
  name: 'authorizer, selectors',
  since: '1.31',
  overloads: [
    member('fieldSelector', [RESOURCE_CHECK, STRING], RESOURCE_CHECK, (check, fieldSelector) =>
      check.with({ fieldSelector }),
    ),
    member('labelSelector', [RESOURCE_CHECK, STRING], RESOURCE_CHECK, (check, labelSelector) =>
      check.with({ labelSelector }),
    ),
  ],
};

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function serviceAccount({ asking }: Authorizer, namespace: string, name: string): Authorizer {
  if (!LABEL.test(namespace)) return fail(`invalid service account namespace "${namespace}"`);
  if (!SUBDOMAIN.test(name)) return fail(`invalid service account name "${name}"`);
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
  const user = { username: `system:serviceaccount:${namespace}:${name}`, groups };
  return new Authorizer({ ...asking, user: () => user });
}
