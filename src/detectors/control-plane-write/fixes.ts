import { type MatchCondition, readConditions } from '../../admission/webhook.ts';
import type { FactReader } from '../../facts/fact-reader.ts';
import { fieldsOf, listOf } from '../../facts/fields.ts';
import type { KubeObject } from '../../facts/kube-object.ts';
import { compareMinors, type Minor } from '../../upgrade/version.ts';
import { EXEMPT_APISERVER, exemptWriters, withConditions } from './exemption.ts';
import { type Guard, isPolicy } from './guard.ts';
import { narrowRules } from './narrow-rules.ts';
import type { PlannedWrite } from './planned-writes.ts';

/** A change of a guard that may let writes pass, and the object as it would then be. */
export type Fix =
  | {
      readonly way: 'exempt-apiserver' | 'exempt-writers';
      readonly added: readonly MatchCondition[];
      readonly object: KubeObject;
    }
  | { readonly way: 'exempt-namespaces' | 'narrow-rules'; readonly object: KubeObject };

/** The first release that has matchConditions on webhooks by default (Kubernetes 1.28, feature gate AdmissionWebhookMatchConditions). */
const CONDITIONS_SINCE = '1.28';

/** Fixes worth trying, the least that could do first; each is made when it is asked for. `server` is the minor on which they have to be made. */
export function* fixesOf(
  guard: Guard,
  object: KubeObject,
  writes: readonly PlannedWrite[],
  server: Minor,
  facts: FactReader,
): Generator<Fix | undefined> {
  if (isPolicy(guard) || compareMinors(server, CONDITIONS_SINCE) >= 0) {
    const users = new Set(writes.map(({ request }) => request.userInfo.username));
    if (users.size === 1 && users.has('system:apiserver')) {
      yield exempt('exempt-apiserver', [EXEMPT_APISERVER], guard, object);
    } else {
      const writers = exemptWriters(writes);
      yield writers === undefined ? undefined : exempt('exempt-writers', writers, guard, object);
    }
  }
  if (isPolicy(guard)) return;
  yield exemptNamespaces(guard, object, writes);
  yield narrow(guard, object, writes, facts);
}

function exempt(
  way: 'exempt-apiserver' | 'exempt-writers',
  added: readonly MatchCondition[],
  guard: Guard,
  object: KubeObject,
): Fix | undefined {
  const patched = isPolicy(guard)
    ? withField(object, 'spec', addConditions(fieldsOf(object.spec), added))
    : withWebhooks(guard, object, (webhook) => addConditions(webhook, added));
  return patched === undefined ? undefined : { way, added, object: patched };
}

/** Only for writes that are all in namespaces: a namespaceSelector exempts no cluster-scoped object. Each namespace carries its name as a label since 1.22. */
function exemptNamespaces(
  guard: Guard,
  object: KubeObject,
  writes: readonly PlannedWrite[],
): Fix | undefined {
  const namespaces = new Set(writes.map(({ request }) => request.namespace));
  if (namespaces.has(undefined) || namespaces.has('*')) return undefined;
  const expression = {
    key: 'kubernetes.io/metadata.name',
    operator: 'NotIn',
    values: [...namespaces].sort(),
  };
  const patched = withWebhooks(guard, object, (webhook) => {
    const selector = fieldsOf(webhook.namespaceSelector);
    const matchExpressions = [...listOf(selector.matchExpressions), expression];
    return { ...webhook, namespaceSelector: { ...selector, matchExpressions } };
  });
  return patched === undefined ? undefined : { way: 'exempt-namespaces', object: patched };
}

function narrow(
  guard: Guard,
  object: KubeObject,
  writes: readonly PlannedWrite[],
  facts: FactReader,
): Fix | undefined {
  const requests = writes.map(({ request }) => request);
  const patched = withWebhooks(guard, object, (webhook) => {
    const rules = narrowRules(webhook.rules, requests, facts.discovery());
    return rules === undefined ? undefined : { ...webhook, rules };
  });
  return patched === undefined ? undefined : { way: 'narrow-rules', object: patched };
}

type Fields = Readonly<Record<string, unknown>>;

function addConditions(holder: Fields, added: readonly MatchCondition[]): Fields | undefined {
  const matchConditions = withConditions(readConditions(holder.matchConditions), added);
  return matchConditions === undefined ? undefined : { ...holder, matchConditions };
}

/** Changes the webhooks that stop writes and leaves the others alone. */
function withWebhooks(
  { webhooks }: Guard,
  object: KubeObject,
  change: (webhook: Fields) => Fields | undefined,
): KubeObject | undefined {
  const changed = listOf(object.webhooks).map((item, index) =>
    webhooks.includes(index) ? change(fieldsOf(item)) : item,
  );
  return changed.includes(undefined) ? undefined : { ...object, webhooks: changed };
}

function withField(object: KubeObject, field: string, value: Fields | undefined): KubeObject | undefined {
  return value === undefined ? undefined : { ...object, [field]: value };
}
