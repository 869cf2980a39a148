import type { Gate, GateStage } from '../knowledge/shapes/feature-gates.ts';
import { isBefore } from './crossing.ts';

/** The stage and default that a release gives a gate; undefined where it does not know it, or the table does not say. */
export function stageAt({ stages = [], since, removed }: Gate, release: string): GateStage | undefined {
  if (removed !== undefined && !isBefore(release, removed)) return undefined;
  if (since !== undefined && isBefore(release, since)) return undefined;
  return stages.findLast(({ at }) => !isBefore(release, at));
}

/** Gates that are set, by their names, `AllAlpha` and `AllBeta` among them. */
export type SetGates = ReadonlyMap<string, boolean>;

/**
 * Whether a gate is on in a release where these are set: a value of its own counts before that of its stage's special gate, and that
 * before its default (component-base, featuregate/feature_gate.go, 1.25 → 1.36).
 * @returns undefined where the release does not know the gate
 */
export function isOnAt(gate: Gate, release: string, set: SetGates): boolean | undefined {
  const stage = stageAt(gate, release);
  if (stage === undefined) return undefined;
  return set.get(gate.name) ?? set.get(SPECIAL[stage.stage] ?? '') ?? stage.on;
}

/** Whether a release takes a gate with this value: it knows the gate, and does not lock it to the other one. */
export function accepts(gate: Gate, release: string, value: boolean): boolean {
  const { locked } = gate;
  const isLocked = locked !== undefined && !isBefore(release, locked.at);
  return stageAt(gate, release) !== undefined && (!isLocked || locked.to === value);
}

/** The gate that stands for all gates of a stage. */
export const SPECIAL: Readonly<Partial<Record<GateStage['stage'], string>>> = {
  alpha: 'AllAlpha',
  beta: 'AllBeta',
};

/** A gate that is on by default from a release on, or off. */
export interface DefaultChange {
  readonly at: string;
  readonly on: boolean;
}

/** Every release that changes the default of a gate. */
export function defaultChanges({ stages = [] }: Gate): readonly DefaultChange[] {
  return stages.filter(({ on }, index) => index > 0 && stages[index - 1]?.on !== on);
}
