import type { FactReader } from '../../facts/fact-reader.ts';
import type { KubeObject } from '../../facts/kube-object.ts';
import type { Hop } from '../../upgrade/path.ts';
import { minorOf } from '../../upgrade/version.ts';
import { type Fix, fixesOf } from './fixes.ts';
import { type Guard, objectOfGuard, withGuard } from './guard.ts';
import type { PlannedWrite } from './planned-writes.ts';

/** A write that a guard stops, in the hop that makes it. */
export interface HeldWrite {
  readonly planned: PlannedWrite;
  readonly hop: Hop;
}

/** Plays planned writes of a hop through the chain that the facts make, and gives what a guard then still stops. */
export type Replay = (
  guard: Guard,
  facts: FactReader,
  hop: Hop,
  writes: readonly PlannedWrite[],
) => readonly unknown[];

/** The first fix of a guard under which every write that it stops is admitted by it; undefined where none is proven. */
export function proveRemedy(
  guard: Guard,
  held: readonly HeldWrite[],
  facts: FactReader,
  replay: Replay,
): Fix | undefined {
  const object = objectOfGuard(guard, facts);
  const first = held[0];
  if (object === undefined || first === undefined) return undefined;
  const writes = [...new Set(held.map(({ planned }) => planned))];
  // Hops come in their order, so the first one leaves the version on which the fix has to be made.
  for (const fix of fixesOf(guard, object, writes, minorOf(first.hop.from), facts)) {
    if (fix !== undefined && admitsAll(guard, fix.object, held, facts, replay)) return fix;
  }
  return undefined;
}

/** Whether a guard in this form, or none, admits all the writes. */
export function admitsAll(
  guard: Guard,
  object: KubeObject | undefined,
  held: readonly HeldWrite[],
  facts: FactReader,
  replay: Replay,
): boolean {
  const reader = withGuard(guard, object, facts);
  const hops = [...new Set(held.map(({ hop }) => hop))];
  return hops.every((hop) => {
    const writes = [...new Set(held.filter((one) => one.hop === hop).map(({ planned }) => planned))];
    return replay(guard, reader, hop, writes).length === 0;
  });
}
