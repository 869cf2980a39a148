import { textsOf } from '../../admission/read-fields.ts';
import { ruleMatches } from '../../admission/rule.ts';
import { readRule } from '../../admission/webhook.ts';
import type { ServedResource } from '../../facts/cluster-facts.ts';
import type { Fact } from '../../facts/fact.ts';
import { fieldsOf, listOf } from '../../facts/fields.ts';
import type { PlannedWrite } from './planned-writes.ts';

type Resource = Pick<PlannedWrite['request'], 'resource' | 'subResource'>;
type RawRule = Readonly<Record<string, unknown>>;

/**
 * The rules of a webhook without the resources of these writes. A wildcard is replaced by what it stands for in this cluster, which
 * takes discovery; undefined where that is not known, or where nothing would be left.
 */
export function narrowRules(
  rules: unknown,
  writes: readonly Resource[],
  discovery: Fact<readonly ServedResource[]>,
): readonly RawRule[] | undefined {
  const narrowed: RawRule[] = [];
  for (const raw of listOf(rules).map(fieldsOf)) {
    const rule = narrowRule(raw, writes, discovery);
    if (rule === undefined) return undefined;
    narrowed.push(...rule);
  }
  return narrowed.length === 0 ? undefined : narrowed;
}

function narrowRule(
  raw: RawRule,
  writes: readonly Resource[],
  discovery: Fact<readonly ServedResource[]>,
): readonly RawRule[] | undefined {
  const written = writes.filter((write) => covers(raw, write.resource.group, pathOf(write)));
  if (written.length === 0) return [raw];
  const resources = textsOf(raw.resources);
  const paths = new Set(written.map(pathOf));
  const kept = resources.filter((resource) => !paths.has(resource));
  const isNamed = written.every(
    (write) => !covers({ ...raw, resources: kept }, write.resource.group, pathOf(write)),
  );
  if (isNamed) return kept.length === 0 ? [] : [{ ...raw, resources: kept }];
  return discovery.state === 'known' ? spellOut(raw, written, discovery.value) : undefined;
}

/** One rule for each API group, with every resource that the wildcard meets and the writes do not. */
function spellOut(
  raw: RawRule,
  written: readonly Resource[],
  served: readonly ServedResource[],
): readonly RawRule[] {
  const groups = new Map<string, Set<string>>();
  for (const { group, resource, subresources } of served) {
    for (const path of [resource, ...subresources.map(({ name }) => `${resource}/${name}`)]) {
      const isWritten = written.some((write) => write.resource.group === group && pathOf(write) === path);
      if (isWritten || !covers(raw, group, path)) continue;
      groups.set(group, (groups.get(group) ?? new Set()).add(path));
    }
  }
  return [...groups].map(([group, paths]) => ({ ...raw, apiGroups: [group], resources: [...paths] }));
}

/** Whether a rule meets a resource in any version, by any operation, at any scope. */
function covers(raw: RawRule, group: string, path: string): boolean {
  const [resource = '', subResource = ''] = path.split('/');
  const rule = { ...readRule(raw), scope: '*', apiVersions: ['*'], operations: ['*'] };
  return ruleMatches(rule, {
    operation: 'CREATE',
    resource: { group, version: '', resource },
    subResource,
    namespace: '',
  });
}

function pathOf({ resource, subResource }: Resource): string {
  return subResource === undefined ? resource.resource : `${resource.resource}/${subResource}`;
}
