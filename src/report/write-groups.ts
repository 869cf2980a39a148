import type { StoppedWrite } from '../assessment/finding.ts';
import { minorText, pluralOf } from './wording.ts';

/** Writes of one operation on one kind that end alike. */
export interface WriteGroup {
  readonly actor: string;
  readonly user: string;
  /** `create 4 ClusterRoleBindings`. */
  readonly title: string;
  /** Names of the objects; empty where the title has said it all. */
  readonly names: readonly string[];
  /** Minors whose first start makes the write. */
  readonly entering: readonly string[];
  readonly outcome: StoppedWrite['outcome'];
  /** Why this outcome, as clauses. */
  readonly because: readonly string[];
  readonly ifDenied: string;
}

/** Groups writes in the order in which they are first met. */
export function groupWrites(writes: readonly StoppedWrite[]): readonly WriteGroup[] {
  const groups = new Map<string, [StoppedWrite, ...StoppedWrite[]]>();
  for (const write of writes) {
    const key = groupKey(write);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [write]);
    else group.push(write);
  }
  return [...groups.values()].map(groupOf);
}

/** What happens to a group of writes, as a clause. */
export function outcomeText({ outcome, because, ifDenied }: WriteGroup): string {
  switch (outcome) {
    case 'denied':
      return `denied: ${ifDenied}`;
    case 'at-risk':
      return `may be denied (${because.join('; ')}); then ${ifDenied}`;
    case 'delayed':
      return `delayed: ${because.join('; ')}`;
    case 'unknown':
      return `cannot be told (${because.join('; ')}); if it is denied, ${ifDenied}`;
  }
}

/**
 * What is true of every group, as a sentence, so that no row has to repeat it: then a row need only say what follows if it is denied.
 * Undefined where each has to speak for itself; empty where what the finding told already has said it.
 */
export function sharedOutcome(groups: readonly WriteGroup[], told: string): string | undefined {
  const [first] = groups;
  if (groups.every(({ outcome }) => outcome === 'denied')) return '';
  const same = new Set(groups.map(({ outcome, because }) => JSON.stringify([outcome, because])));
  if (first === undefined || groups.length < 2 || same.size > 1 || first.outcome === 'delayed')
    return undefined;
  const because = first.because.join('; ');
  if (first.outcome === 'at-risk' && told.includes(because)) return '';
  return `${first.outcome === 'at-risk' ? 'Each may be denied' : 'Whether each is denied cannot be told'}: ${because}.`;
}

function groupKey(write: StoppedWrite): string {
  const { actor, user, operation, resource, kind, namespace, outcome, ifDenied } = write;
  return JSON.stringify([actor, user, operation, resource, kind, namespace, outcome, ifDenied]);
}

function groupOf(writes: readonly [StoppedWrite, ...StoppedWrite[]]): WriteGroup {
  const [{ actor, user, outcome, ifDenied }] = writes;
  const names = [...new Set(writes.flatMap((write) => write.names))];
  const known = names.filter((name) => name !== '*');
  const open = known.length < names.length || names.length === 0;
  return {
    actor,
    user,
    title: titleOf(writes[0], known, open),
    names: known.length === 1 && !open ? [] : known,
    entering: [...new Set(writes.map((write) => minorText(write.hop.to)))],
    outcome,
    because: [...new Set(writes.map((write) => write.because))],
    ifDenied,
  };
}

function titleOf(write: StoppedWrite, known: readonly string[], open: boolean): string {
  const subresource = /\/([^/.]+)/.exec(write.resource)?.[1];
  const [only] = known;
  const verb = write.operation.toLowerCase();
  const what = subresource === undefined ? '' : `${subresource} of `;
  const where = write.namespace === undefined ? '' : ` in ${write.namespace}`;
  if (known.length === 0) return `${verb} ${what}${pluralOf(write.kind)}${where}, names not known beforehand`;
  if (known.length === 1 && !open) return `${verb} ${what}${write.kind} ${only}${where}`;
  const count = open ? `${known.length} or more` : String(known.length);
  return `${verb} ${what}${count} ${pluralOf(write.kind)}${where}`;
}
