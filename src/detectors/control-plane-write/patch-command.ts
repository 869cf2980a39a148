import { textOf } from '../../admission/read-fields.ts';
import { readConditions } from '../../admission/webhook.ts';
import { shellQuote } from '../../assessment/fill.ts';
import { fieldsOf, listOf } from '../../facts/fields.ts';
import type { KubeObject } from '../../facts/kube-object.ts';
import type { Fix } from './fixes.ts';
import { type Guard, isPolicy, kubectlName } from './guard.ts';

type Operation = Readonly<Record<string, unknown>>;

/** The kubectl commands that make a fix of an object as it is now, and that take it back. */
export function patchCommands(
  guard: Guard,
  before: KubeObject,
  fix: Fix,
): { readonly run: string; readonly undo: string } {
  const places = isPolicy(guard)
    ? [operationsAt('/spec', fieldsOf(before.spec), fieldsOf(fix.object.spec), fix)]
    : guard.webhooks.map((index) => {
        const webhook = fieldsOf(listOf(before.webhooks)[index]);
        const changed = fieldsOf(listOf(fix.object.webhooks)[index]);
        // Webhooks are patched by their place: the test refuses the patch where somebody has moved them meanwhile.
        const test = { op: 'test', path: `/webhooks/${index}/name`, value: textOf(webhook.name, '') };
        const { run, undo } = operationsAt(`/webhooks/${index}`, webhook, changed, fix);
        return { run: [test, ...run], undo: [test, ...undo] };
      });
  const patch = (operations: readonly Operation[]) =>
    `kubectl patch ${kubectlName(guard)} ${shellQuote(guard.name)} --type=json -p ${shellQuote(JSON.stringify(operations))}`;
  return {
    run: patch(places.flatMap(({ run }) => run)),
    undo: patch(places.flatMap(({ undo }) => undo)),
  };
}

function operationsAt(
  path: string,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  fix: Fix,
): { readonly run: readonly Operation[]; readonly undo: readonly Operation[] } {
  if (fix.way === 'narrow-rules') return replaceField(`${path}/rules`, before.rules, after.rules);
  if (fix.way === 'exempt-namespaces') {
    return replaceField(`${path}/namespaceSelector`, before.namespaceSelector, after.namespaceSelector);
  }
  const list = `${path}/matchConditions`;
  const existing = readConditions(before.matchConditions).length;
  const added = readConditions(after.matchConditions).slice(existing);
  const run =
    existing === 0
      ? [{ op: 'add', path: list, value: added }]
      : added.map((value) => ({ op: 'add', path: `${list}/-`, value }));
  // From the end, since each removal moves what stands behind it.
  const undo = added
    .flatMap(({ name }, index) => [
      { op: 'remove', path: `${list}/${existing + index}` },
      { op: 'test', path: `${list}/${existing + index}/name`, value: name },
    ])
    .reverse();
  return { run, undo };
}

function replaceField(path: string, before: unknown, after: unknown) {
  return {
    // In a JSON patch, adding what is there replaces it.
    run: [{ op: 'add', path, value: after }],
    undo: [before === undefined ? { op: 'remove', path } : { op: 'add', path, value: before }],
  };
}
