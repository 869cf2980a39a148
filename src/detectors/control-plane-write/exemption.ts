import type { MatchCondition } from '../../admission/webhook.ts';
import type { PlannedWrite } from './planned-writes.ts';

const APISERVER = 'system:apiserver';

/** Most conditions that one webhook or policy may have (Kubernetes 1.37, `pkg/apis/admissionregistration/validation/validation.go`). */
const MOST_CONDITIONS = 64;

/** The condition under which requests of the API server itself pass; nobody else comes by that name. */
export const EXEMPT_APISERVER: MatchCondition = {
  name: 'exclude-kube-apiserver',
  expression: `request.userInfo.username != "${APISERVER}"`,
};

/**
 * Conditions under which the writers of these writes pass: the API server with whatever it writes, each other user only with the
 * resources that the upgrade has it write. Undefined where a writer's name is not known.
 */
export function exemptWriters(writes: readonly PlannedWrite[]): readonly MatchCondition[] | undefined {
  const targets = new Map<string, Set<string>>();
  for (const { request } of writes) {
    const user = request.userInfo.username;
    if (user === undefined || user.slice(0, -1).includes('*')) return undefined;
    targets.set(user, (targets.get(user) ?? new Set()).add(targetOf(request)));
  }
  return [...targets].map(([user, resources]) =>
    user === APISERVER
      ? EXEMPT_APISERVER
      : {
          name: conditionName(user),
          expression: `!(${isUser(user)} && (${[...resources].sort().join(' || ')}))`,
        },
  );
}

/** A list with more conditions at its end, under names it does not have yet; undefined where it would become too long. */
export function withConditions(
  existing: readonly MatchCondition[],
  added: readonly MatchCondition[],
): readonly MatchCondition[] | undefined {
  if (existing.length + added.length > MOST_CONDITIONS) return undefined;
  const list = [...existing];
  for (const { name, expression } of added) {
    const isTaken = (candidate: string) => list.some((one) => one.name === candidate);
    let free = name;
    for (let count = 2; isTaken(free); count++) free = `${name}-${count}`;
    list.push({ name: free, expression });
  }
  return list;
}

/** `exclude-system-node`; a condition's name has at most 63 characters. */
function conditionName(user: string): string {
  const words = user.toLowerCase().match(/[a-z0-9]+/g) ?? ['writer'];
  return `exclude-${words.join('-')}`.slice(0, 60).replace(/-$/, '');
}

/** `system:node:*` stands for every node. */
function isUser(user: string): string {
  return user.endsWith('*')
    ? `request.userInfo.username.startsWith(${celText(user.slice(0, -1))})`
    : `request.userInfo.username == ${celText(user)}`;
}

function targetOf({ resource, subResource, namespace }: PlannedWrite['request']): string {
  const parts = [
    `request.resource.group == ${celText(resource.group)}`,
    `request.resource.resource == ${celText(resource.resource)}`,
    // The field is not there at all where a request has no subresource, and reading it would be an error.
    subResource === undefined
      ? '!has(request.subResource)'
      : `has(request.subResource) && request.subResource == ${celText(subResource)}`,
    ...(namespace === undefined ? [] : [`request.namespace == ${celText(namespace)}`]),
  ];
  return `(${parts.join(' && ')})`;
}

function celText(text: string): string {
  return JSON.stringify(text);
}
