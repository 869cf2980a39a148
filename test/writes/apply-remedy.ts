import { execFileSync } from 'node:child_process';
import type { Finding, Step } from '../../src/assessment/finding.ts';
import type { KubeObject } from '../../src/facts/kube-object.ts';

/** A command as a shell reads it. */
export type Command = readonly string[];

/** The calls of kubectl and helm that a shell makes of a step's command; what a reader has to fill in is filled in. */
export function commandsOf(step: Step): readonly Command[] {
  const run = step.run ?? '';
  const commands = parsed.get(run) ?? parse(run);
  parsed.set(run, commands);
  return commands;
}

/** A shell takes its time to start, and the same commands come often. */
const parsed = new Map<string, readonly Command[]>();

function parse(run: string): readonly Command[] {
  const script = run.replace(/<[\w .]+>/g, 'FILLED-IN');
  const record = (name: string) => `${name}() { printf '%s\\0' ${name} "$@" END-OF-COMMAND >&3; }`;
  const output = execFileSync(
    'bash',
    [
      '--norc',
      '--noprofile',
      '-ec',
      `exec 3>&1 >/dev/null; ${record('kubectl')}; ${record('helm')}; d=$(mktemp -d); trap 'rm -rf "$d"' EXIT; cd "$d"\n${script}`,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { PATH: process.env.PATH ?? '' } },
  );
  return output
    .split('END-OF-COMMAND\0')
    .map((call) => call.split('\0').slice(0, -1))
    .filter((call) => call.length > 0);
}

/**
 * Objects after what a finding's remedy says first was done, up to its first alternative: a patch is applied as the API server would;
 * conditions given to a product come to be on the webhooks that lack them; what is deleted is gone.
 */
export function applyRemedy(finding: Finding, objects: readonly KubeObject[]): readonly KubeObject[] {
  const alternative = finding.remediate.findIndex(({ title }, index) => index > 0 && title.startsWith('Or'));
  const steps = alternative === -1 ? finding.remediate : finding.remediate.slice(0, alternative);
  return steps.flatMap(commandsOf).reduce((now, command) => applyCommand(command, finding, now), objects);
}

function applyCommand(
  command: Command,
  finding: Finding,
  objects: readonly KubeObject[],
): readonly KubeObject[] {
  const [program = '', verb = '', resource = '', ...names] = command;
  const isNamed = (object: KubeObject) =>
    object.kind.toLowerCase() === resource && names.includes(object.metadata.name);
  if (program === 'kubectl' && verb === 'delete') return objects.filter((object) => !isNamed(object));
  if (program === 'kubectl' && verb === 'patch' && objects.some(isNamed)) {
    const patch = JSON.parse(command[command.indexOf('-p') + 1] ?? '');
    return objects.map((object) => (isNamed(object) ? applyPatch(object, patch) : object));
  }
  const conditions = command.map(conditionsIn).find((found) => found !== undefined);
  return conditions === undefined ? objects : withConditions(objects, finding, conditions);
}

function conditionsIn(argument: string): unknown[] | undefined {
  const list = /"?matchConditions"?[:=](\[.*\])|MatchConditions=(\[.*\])/.exec(argument);
  const text = list?.[1] ?? list?.[2];
  return text === undefined ? undefined : JSON.parse(text.replace(/\}\}\}?$/, ''));
}

function withConditions(
  objects: readonly KubeObject[],
  { evidence }: Finding,
  conditions: readonly unknown[],
): readonly KubeObject[] {
  const { kind, name } = evidence[0]?.object ?? {};
  return objects.map((object) =>
    object.kind === kind && object.metadata.name === name
      ? {
          ...object,
          webhooks: (object.webhooks as { matchConditions?: readonly unknown[] }[]).map((webhook) =>
            isBeginning(webhook.matchConditions ?? [], conditions)
              ? { ...webhook, matchConditions: conditions }
              : webhook,
          ),
        }
      : object,
  );
}

function isBeginning(existing: readonly unknown[], conditions: readonly unknown[]): boolean {
  return JSON.stringify(existing) === JSON.stringify(conditions.slice(0, existing.length));
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
}

/** RFC 6902, as far as remedies use it; a test that fails, or a place that is not there, is an error. */
export function applyPatch(object: KubeObject, operations: readonly Operation[]): KubeObject {
  const copy = structuredClone(object);
  for (const { op, path, value } of operations) {
    const keys = path.slice(1).split('/');
    const last = keys.pop() ?? '';
    // biome-ignore lint/suspicious/noExplicitAny: a patch walks objects of any shape.
    const parent = keys.reduce<any>((node, key) => node[key], copy);
    if (parent === undefined) throw new Error(`nothing at ${path}`);
    if (op === 'test') {
      if (JSON.stringify(parent[last]) !== JSON.stringify(value)) throw new Error(`test failed at ${path}`);
    } else if (op === 'remove') {
      if (!(last in parent)) throw new Error(`nothing to remove at ${path}`);
      if (Array.isArray(parent)) parent.splice(Number(last), 1);
      else delete parent[last];
    } else if (Array.isArray(parent) && op === 'add') {
      parent.splice(last === '-' ? parent.length : Number(last), 0, value);
    } else {
      if (op === 'replace' && !(last in parent)) throw new Error(`nothing to replace at ${path}`);
      parent[last] = value;
    }
  }
  return copy;
}
