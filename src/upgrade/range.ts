import { compareVersions, parseVersion, type Version } from './version.ts';

/** A boundary of the versions that are affected, as in OSV: affected from `introduced` on, until before `fixed` or including `lastAffected`. */
export type VersionEvent =
  | { readonly introduced: string }
  | { readonly fixed: string }
  | { readonly lastAffected: string };

/** `entering`: the hop walks into the affected versions. `running`: the version the hop lands on is affected. */
export type Trigger = 'entering' | 'running';

/**
 * Whether a version is affected: true exactly when an `introduced` lies at or below it and no `fixed` at or below it,
 * nor a `lastAffected` below it, comes later (OSV schema, "Evaluation").
 * @throws RangeError where an event names no three-part version; lint keeps such events out of the knowledge.
 */
export function isAffected(version: Version, events: readonly VersionEvent[]): boolean {
  let affected = false;
  for (const { at, kind } of events.map(boundary).sort((a, b) => compareVersions(a.at, b.at))) {
    const order = compareVersions(version, at);
    if (kind === 'introduced' && order >= 0) affected = true;
    if (kind === 'fixed' && order >= 0) affected = false;
    if (kind === 'lastAffected' && order > 0) affected = false;
  }
  return affected;
}

/** Whether a hop meets a hazard with these events. */
export function isMet(
  trigger: Trigger,
  events: readonly VersionEvent[],
  hop: { readonly from: Version; readonly to: Version },
): boolean {
  if (trigger === 'running') return isAffected(hop.to, events);
  return !isAffected(hop.from, events) && isAffected(hop.to, events);
}

function boundary(event: VersionEvent): { kind: 'introduced' | 'fixed' | 'lastAffected'; at: Version } {
  const [kind, text] = Object.entries(event)[0] as ['introduced' | 'fixed' | 'lastAffected', string];
  const at = parseVersion(text);
  if (at === undefined) throw new RangeError(`${kind}: ${text} is no three-part version`);
  return { kind, at };
}
